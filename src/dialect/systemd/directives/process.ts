import { spanOf, written } from '../../../source/logical-text.ts';
import {
  differs,
  type Effect,
  needsDecision,
  noEffect,
  ofProcess,
  pending,
  reads,
  said,
  silent,
  unlessDefault,
  unsupported,
  whenOn,
} from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import {
  boolean,
  type Form,
  limitOfNice,
  limitOfNumber,
  limitOfSize,
  limitOfTime,
  text,
  timeSpan,
} from '../directive-forms.ts';
import { accountNames, accounts, workingDirectory } from './process-identity.ts';

const environment = rowsOf('systemd/environment', 'Service');
const process = rowsOf('systemd/process', 'Service');

const lost = (why: string, form?: Form<unknown>): Effect => ofProcess(unsupported(why, form));

/** The limit as written: nobody else can say it. */
const lostLimit = (form: Form<string>): Effect =>
  ofProcess(
    reads('unsupported', form, (limit) => ({
      kind: 'unsupported',
      why: `no field of a Pod sets ${limit}; what the container runtime gives applies`,
    })),
  );

/** Environment (mapping D3-01–D3-04). The two that set variables are settled where variables are used. */
export const ENVIRONMENT_DIRECTIVES: readonly DirectiveEntry[] = [
  ...environment('Environment', 'D3-01', pending, 'list'),
  ...environment('EnvironmentFile', 'D3-02', pending, 'list'),
  ...environment(
    'PassEnvironment',
    'D3-04',
    differs('the environment of systemd on the machines is not known'),
    'list',
  ),
  ...environment(
    'UnsetEnvironment',
    'D3-04',
    silent('the variables are left out where commands use them'),
    'list',
  ),
];

const NICE = 'no field of a Pod sets it; a wrapper such as nice(1) in the image can';
/** A container ignores no signal to begin with; systemd's services ignore SIGPIPE unless they say no. */
const ignoresPipes: Effect = reads('unsupported', boolean, (ignored) =>
  ignored
    ? { kind: 'unsupported', why: NICE }
    : { kind: 'settled', why: 'so it is in a container' },
);

const NO_TERMINAL = 'a container does not get a terminal of the machine';

/** What the process itself gets (mapping D3-05–D3-15, D3-22, D3-36–D3-40). */
export const PROCESS_DIRECTIVES: readonly DirectiveEntry[] = [
  ...process('User', 'D3-05', ofProcess(accounts('User'))),
  ...process('Group', 'D3-05', ofProcess(accounts('Group'))),
  ...process(
    'SetLoginEnvironment',
    'D3-05',
    ofProcess(whenOn(noEffect('an image sets HOME and USER itself'))),
  ),
  ...process('SupplementaryGroups', 'D3-06', ofProcess(accountNames), 'list'),
  ...process(
    'DynamicUser',
    'D3-07',
    ofProcess(
      whenOn(
        reads('sets', text, (value) => ({
          kind: 'facts',
          facts: [said('container.user', written('10001:10001', spanOf(value)))],
          also: {
            kind: 'differs',
            how: 'the image has to work without root, as user 10001; the read-only root and the sandbox that came with it are not made',
          },
        })),
      ),
    ),
  ),
  ...process('WorkingDirectory', 'D3-08', workingDirectory),
  ...process(
    'RootDirectory RootImage RootImageOptions RootImagePolicy RootEphemeral RootHash RootHashSignature RootVerity MountImages MountImagePolicy ExtensionImages ExtensionImagePolicy ExtensionDirectories',
    'D3-09',
    ofProcess(needsDecision('the program ran in a file system of its own: which image holds it?')),
  ),
  ...process('UMask', 'D3-10', lost('no field of a Pod sets it; a shell around the command can')),

  ...process('LimitNOFILE LimitRTPRIO', 'D3-11', lostLimit(limitOfNumber)),
  ...process('LimitMEMLOCK LimitCORE LimitSTACK', 'D3-11', lostLimit(limitOfSize)),
  ...process('LimitNICE', 'D3-11', lostLimit(limitOfNice)),
  ...process('LimitNPROC LimitLOCKS LimitSIGPENDING', 'D3-12', lostLimit(limitOfNumber)),
  ...process(
    'LimitFSIZE LimitDATA LimitRSS LimitAS LimitMSGQUEUE',
    'D3-12',
    lostLimit(limitOfSize),
  ),
  ...process('LimitCPU LimitRTTIME', 'D3-12', lostLimit(limitOfTime)),

  ...process(
    'Nice CPUSchedulingPolicy CPUSchedulingPriority CPUSchedulingResetOnFork IOSchedulingClass IOSchedulingPriority TimerSlackNSec CoredumpFilter KeyringMode Personality MemoryKSM',
    'D3-13',
    lost(NICE),
  ),
  ...process('IgnoreSIGPIPE', 'D3-13', ofProcess(ignoresPipes)),
  ...process('OOMScoreAdjust', 'D3-14', lost('the kubelet derives it from requests and limits')),
  ...process(
    'CPUAffinity NUMAPolicy NUMAMask',
    'D3-15',
    lost('a Pod has its own CPUs only with whole CPUs as limits and the static CPU manager'),
    'list',
  ),
  ...process(
    'SmackProcessLabel PAMName UtmpIdentifier UtmpMode',
    'D3-22',
    lost('there are no logins in a container'),
  ),
  ...process(
    'StandardInput',
    'D3-36',
    unlessDefault(lost('a container of a Pod has no standard input'), 'null'),
  ),
  ...process(
    'StandardInputText StandardInputData',
    'D3-36',
    lost('a container of a Pod has no standard input'),
    'list',
  ),
  ...process(
    'TTYPath TTYReset TTYVHangup TTYVTDisallocate TTYRows TTYColumns',
    'D3-38',
    lost(NO_TERMINAL),
  ),
  ...process(
    'RemoveIPC ExecSearchPath',
    'D3-39',
    noEffect('a container has its own IPC objects and search path'),
  ),
  ...process(
    'TCPWrapName ControlGroup ControlGroupModify ControlGroupPersistent ControlGroupAttribute',
    'D3-40',
    noEffect('systemd itself no longer knows it'),
  ),
];

const IN_KUBECTL_LOGS = 'what the container prints is in its log, see kubectl logs';

const TO_A_FILE = 'it went to a file: who reads it? A Pod prints to its log';
const TO_NOTHING = 'what a container prints always goes to its log';

const outputTarget: Form<string> = {
  expected: 'inherit, journal, null, file:PATH and the like',
  expands: true,
  read: ({ text: target }) => {
    const known =
      /^(?:inherit|null|tty|socket|fd(?::.*)?|(?:journal|syslog|kmsg)(?:\+console)?|(?:file|append|truncate):\/.*)$/;
    return known.test(target) ? target : null;
  },
};

/** Where output goes (mapping D3-33–D3-35). What stands in the journal came from the container, D units included. */
const output: Effect = reads('process', outputTarget, (target) => {
  if (/^(?:inherit|journal|syslog|kmsg)/.test(target))
    return { kind: 'not-needed', rule: 'D3-33', why: IN_KUBECTL_LOGS };
  const isFile = target.includes(':/');
  return {
    kind: 'process',
    reach: 'process',
    facts: [],
    rule: isFile ? 'D3-34' : 'D3-35',
    remark: isFile
      ? { kind: 'decide', question: TO_A_FILE }
      : { kind: 'unsupported', why: TO_NOTHING },
  };
});

export const OUTPUT_DIRECTIVES: readonly DirectiveEntry[] = [
  ...process('StandardOutput StandardError', 'D3-33', output),
  ...process(
    'SyslogIdentifier SyslogFacility SyslogLevel SyslogLevelPrefix LogLevelMax LogRateLimitBurst LogNamespace BindLogSockets',
    'D3-37',
    noEffect('container name and labels say whose log it is'),
  ),
  ...process(
    'LogExtraFields LogFilterPatterns',
    'D3-37',
    noEffect('container name and labels say whose log it is'),
    'list',
  ),
  ...process(
    'LogRateLimitIntervalSec',
    'D3-37',
    noEffect('container name and labels say whose log it is', timeSpan),
  ),
];
