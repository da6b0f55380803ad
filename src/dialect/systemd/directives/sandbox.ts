import {
  differs,
  type Effect,
  needsDecision,
  noEffect,
  ofProcess,
  reads,
  said,
  sets,
  unlessDefault,
  unsupported,
  whenOn,
} from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import { boolean, type Form, words } from '../directive-forms.ts';
import {
  appArmorProfile,
  bindPaths,
  capabilitySet,
  directoriesIn,
  pathAccess,
  privateTmp,
  seLinuxContext,
  temporaryFileSystems,
} from './sandbox-values.ts';

const process = rowsOf('systemd/process', 'Service');

const ISOLATED = 'a container is isolated in that way anyway';
const MODE = 'an emptyDir, which is 0777, belongs to root and outlives restarts of the container';
const FILTERS =
  'the default seccomp profile stands for it; an exact filter is a Localhost profile on every node';

const SYSTEM_CALLS =
  'SystemCallFilter SystemCallArchitectures SystemCallLog RestrictNamespaces RestrictAddressFamilies RestrictFileSystems';

const seccomp = (form?: Form<unknown>): Effect =>
  ofProcess(
    reads('sets', form ?? words, () => ({
      kind: 'facts',
      facts: [said('container.seccomp', { kind: 'default' })],
      also: { kind: 'differs', how: FILTERS },
    })),
  );

/** Of the capabilities that it takes away a container has one. */
const privateDevices: Effect = reads('sets', boolean, () => ({
  kind: 'facts',
  facts: [said('container.capability-drop', 'MKNOD')],
  also: { kind: 'not-needed', why: ISOLATED },
}));

const protectSystem: Form<string> = {
  expected: 'yes, no, full or strict',
  expands: false,
  read: (value) =>
    value.text === 'full' || value.text === 'strict' || boolean.read(value) !== null
      ? value.text
      : null,
};

/** What systemd takes away from a process (mapping D3-16–D3-27). */
export const SANDBOX_DIRECTIVES: readonly DirectiveEntry[] = [
  ...process('CapabilityBoundingSet', 'D3-16', ofProcess(capabilitySet), 'dependency'),
  ...process(
    'Capabilities',
    'D3-16',
    ofProcess(differs('a container has the capabilities that the runtime gives')),
    'list',
  ),
  ...process(
    'AmbientCapabilities',
    'D3-17',
    ofProcess(
      unsupported('capabilities that are added reach only programs that run as root', words),
    ),
    'list',
  ),
  ...process(
    'NoNewPrivileges',
    'D3-18',
    ofProcess(whenOn(sets('container.no-new-privileges', boolean))),
  ),
  ...process(SYSTEM_CALLS, 'D3-19', seccomp(), 'list'),
  ...process(
    'SecureBits SystemCallErrorNumber LandlockConfig DelegateNamespaces BPFDelegateCommands BPFDelegateMaps BPFDelegatePrograms BPFDelegateAttachments',
    'D3-19',
    ofProcess(differs(FILTERS)),
  ),
  ...process(
    'LockPersonality RestrictRealtime RestrictSUIDSGID MemoryDenyWriteExecute PrivateBPF',
    'D3-19',
    ofProcess(whenOn(differs(FILTERS))),
  ),
  ...process('SELinuxContext', 'D3-20', ofProcess(seLinuxContext)),
  ...process('AppArmorProfile', 'D3-21', ofProcess(appArmorProfile)),
  ...process('PrivateTmp', 'D3-23', ofProcess(unlessDefault(privateTmp, 'no', 'false', '0'))),
  ...process(
    'PrivateIPC PrivateMounts PrivatePIDs ProtectKernelTunables ProtectKernelModules ProtectKernelLogs ProtectClock ProtectControlGroups ProtectHostname MountAPIVFS',
    'D3-24',
    ofProcess(unlessDefault(noEffect(ISOLATED), 'no', 'false', '0')),
  ),
  ...process('PrivateDevices', 'D3-24', ofProcess(whenOn(privateDevices))),
  ...process(
    'ProtectHome ProtectProc ProcSubset',
    'D3-24',
    ofProcess(unlessDefault(noEffect(ISOLATED), 'no', 'default', 'all')),
  ),
  ...process(
    'MountFlags',
    'D3-24',
    ofProcess(unlessDefault(noEffect('a mount of the Pod says itself how it spreads'), 'private')),
  ),
  ...process(
    'PrivateNetwork',
    'D3-24',
    ofProcess(
      whenOn(
        reads('sets', boolean, () => ({
          kind: 'facts',
          facts: [said('pod.network', { kind: 'none' })],
        })),
      ),
    ),
  ),
  ...process('PrivateUsers', 'D3-24', ofProcess(whenOn(sets('pod.user-namespace', boolean)))),
  ...process(
    'ProtectSystem',
    'D3-24',
    ofProcess(
      reads('sets', protectSystem, (how) =>
        how === 'strict'
          ? { kind: 'facts', facts: [said('container.read-only-root', true)] }
          : { kind: 'not-needed', why: ISOLATED },
      ),
    ),
  ),
  ...process(
    'ReadWritePaths|ReadWriteDirectories',
    'D3-25',
    ofProcess(pathAccess('read-write')),
    'list',
  ),
  ...process(
    'ReadOnlyPaths|ReadOnlyDirectories',
    'D3-25',
    ofProcess(pathAccess('read-only')),
    'list',
  ),
  ...process(
    'InaccessiblePaths|InaccessibleDirectories',
    'D3-25',
    ofProcess(pathAccess('none')),
    'list',
  ),
  ...process(
    'ExecPaths NoExecPaths',
    'D3-25',
    ofProcess(noEffect('an image does not see paths of the machine that nothing mounts')),
    'list',
  ),
  ...process('BindPaths', 'D3-26', ofProcess(bindPaths(false)), 'list'),
  ...process('BindReadOnlyPaths', 'D3-26', ofProcess(bindPaths(true)), 'list'),
  ...process('TemporaryFileSystem', 'D3-27', ofProcess(temporaryFileSystems), 'list'),
];

/** Directories and files that systemd makes for a process (mapping D3-28–D3-32). */
export const DIRECTORY_DIRECTIVES: readonly DirectiveEntry[] = [
  ...process('RuntimeDirectory', 'D3-28', ofProcess(directoriesIn('/run', MODE)), 'list'),
  ...process('CacheDirectory', 'D3-28', ofProcess(directoriesIn('/var/cache', MODE)), 'list'),
  ...process(
    'RuntimeDirectoryMode RuntimeDirectoryPreserve CacheDirectoryMode CacheDirectoryAccounting CacheDirectoryQuota',
    'D3-28',
    ofProcess(differs(`it is ${MODE}`)),
  ),
  ...process(
    'StateDirectory',
    'D3-29',
    ofProcess(needsDecision('it keeps state under /var/lib: which volume holds it?')),
    'list',
  ),
  ...process(
    'StateDirectoryMode StateDirectoryAccounting StateDirectoryQuota',
    'D3-29',
    ofProcess(needsDecision('it keeps state under /var/lib: which volume holds it?')),
  ),
  ...process(
    'LogsDirectory ConfigurationDirectory',
    'D3-30',
    ofProcess(needsDecision('which volume or ConfigMap holds this directory?')),
    'list',
  ),
  ...process(
    'LogsDirectoryMode LogsDirectoryAccounting LogsDirectoryQuota ConfigurationDirectoryMode',
    'D3-30',
    ofProcess(needsDecision('which volume or ConfigMap holds this directory?')),
  ),
  ...process(
    'NetworkNamespacePath IPCNamespacePath',
    'D3-31',
    ofProcess(needsDecision('which unit owns the namespace? The two have to be one Pod')),
  ),
  ...process(
    'LoadCredential LoadCredentialEncrypted SetCredential SetCredentialEncrypted ImportCredential',
    'D3-32',
    ofProcess(needsDecision('which Secret holds the credential?')),
    'list',
  ),
];
