import type { VolumeUse } from '../../fact/slots.ts';
import { type LogicalText, slice } from '../../source/logical-text.ts';
import {
  always,
  ask,
  bad,
  differs,
  type FlagEntry,
  type FlagOutcome,
  idle,
  isOn,
  lost,
  set,
  setsText,
} from '../flag-table.ts';

const entry =
  (takes: FlagEntry['takes']) =>
  (rule: string, names: FlagEntry['names'], effect: FlagEntry['effect']): FlagEntry => ({
    names,
    takes,
    rule,
    chapter: 'rkt/nspawn',
    effect,
  });
const value = entry('value');
const boolean = entry('boolean');
const optional = entry('optional');

const TREE = 'the tree has to become an image in a registry';
const NETWORK = 'a Pod has the network of the cluster, and no interfaces of its own';
const OF_THE_HOST = 'it is about the machine that ran the container';

/** Options of systemd-nspawn (man systemd-nspawn; mapping F4). */
export const NSPAWN_FLAGS: readonly FlagEntry[] = [
  value('F4-01', ['--directory', '-D'], always(ask(TREE))),
  value('F4-01', ['--image', '-i'], always(ask(TREE))),
  value('F4-01', ['--template'], always(ask(TREE))),
  value('F4-01', ['--oci-bundle'], always(ask(TREE))),
  value(
    'F4-01',
    ['--root-hash', '--root-hash-sig', '--verity-data', '--pivot-root'],
    always(ask(TREE)),
  ),
  value('F4-01', ['--machine', '-M'], setsText('container.name')),
  boolean(
    'F4-01',
    ['--ephemeral', '-x'],
    always(idle('a container starts from a fresh copy of its image')),
  ),
  optional(
    'F4-01',
    ['--volatile'],
    always(idle('a container starts from a fresh copy of its image')),
  ),
  boolean('F4-02', ['--boot', '-b'], always(lost('a whole init system does not run in a Pod'))),
  boolean('F4-03', ['--as-pid2', '-a'], always(set('container.init', true))),
  value('F4-04', ['--chdir'], setsText('container.working-dir')),
  value('F4-04', ['--setenv', '-E'], environment),
  value('F4-04', ['--user', '-u'], setsText('container.user')),
  value('F4-04', ['--kill-signal'], ({ text }) => [set('container.stop-signal', text)]),
  value('F4-04', ['--hostname'], setsText('pod.hostname')),
  value('F4-04', ['--uuid'], always(idle(OF_THE_HOST))),
  boolean('F4-05', ['--private-network'], always(idle('a Pod has a network of its own'))),
  boolean('F4-05', ['--network-veth', '-n'], always(idle('a Pod has a network of its own'))),
  value('F4-05', ['--network-bridge', '--network-zone'], always(differs(NETWORK))),
  value(
    'F4-05',
    [
      '--network-veth-extra',
      '--network-macvlan',
      '--network-ipvlan',
      '--network-interface',
      '--network-namespace-path',
    ],
    always(lost(NETWORK)),
  ),
  value('F4-06', ['--port', '-p'], port),
  value('F4-07', ['--bind'], (text) => bind(text, false)),
  value('F4-07', ['--bind-ro'], (text) => bind(text, true)),
  value('F4-07', ['--tmpfs'], tmpfs),
  value('F4-07', ['--overlay', '--overlay-ro'], always(lost('a Pod has no overlay mounts'))),
  value(
    'F4-07',
    ['--inaccessible', '--bind-user'],
    always(lost('a Pod hides no paths and has no users of the node')),
  ),
  value('F4-08', ['--capability'], (text) => capabilities(text, 'container.capability-add')),
  value('F4-08', ['--drop-capability'], (text) => capabilities(text, 'container.capability-drop')),
  value('F4-08', ['--ambient-capability'], always(lost('a Pod sets no ambient capabilities'))),
  value('F4-08', ['--no-new-privileges'], (text) => [
    set('container.no-new-privileges', isOn(text)),
  ]),
  value(
    'F4-08',
    ['--system-call-filter'],
    always(ask('the filter has to be a file on every node, as a Localhost profile')),
  ),
  value('F4-08', ['--selinux-context', '-Z'], selinux),
  value(
    'F4-08',
    ['--selinux-apifs-context', '-L', '--personality'],
    always(lost('a Pod cannot set it')),
  ),
  optional('F4-08', ['--private-users'], ({ text }) =>
    /^(no|false|0)$/.test(text)
      ? [idle('a Pod shares the users of the node')]
      : [set('pod.user-namespace', true)],
  ),
  boolean('F4-08', ['-U'], always(set('pod.user-namespace', true))),
  value(
    'F4-08',
    ['--private-users-ownership'],
    always(idle('the kubelet shifts the owners of files')),
  ),
  value(
    'F4-09',
    ['--rlimit', '--oom-score-adjust', '--cpu-affinity'],
    always(lost('a Pod cannot set it')),
  ),
  boolean('F4-10', ['--read-only'], always(set('container.read-only-root', true))),
  value(
    'F4-11',
    ['--timezone'],
    always(ask('the zone has to come as the variable TZ, and from the image')),
  ),
  value(
    'F4-11',
    ['--load-credential', '--set-credential'],
    always(lost('a credential has to become a Secret')),
  ),
  value(
    'F4-11',
    [
      '--resolv-conf',
      '--link-journal',
      '--register',
      '--slice',
      '-S',
      '--property',
      '--settings',
      '--suppress-sync',
      '--notify-ready',
      '--console',
    ],
    always(idle(OF_THE_HOST)),
  ),
  boolean(
    'F4-11',
    ['-j', '--keep-unit', '--pipe', '-P', '--quiet', '-q', '--no-pager', '--share-system'],
    always(idle(OF_THE_HOST)),
  ),
];

function environment(text: LogicalText): readonly FlagOutcome[] {
  const at = text.text.indexOf('=');
  if (at === 0) return [bad('NAME=VALUE')];
  if (at < 0) return [set('container.env', { name: text.text, value: null })];
  return [set('container.env', { name: text.text.slice(0, at), value: slice(text, at + 1) })];
}

/** `[tcp:|udp:]HOST[:CONTAINER]` */
function port({ text }: LogicalText): readonly FlagOutcome[] {
  const match = /^(?:(tcp|udp):)?(\d{1,5})(?::(\d{1,5}))?$/.exec(text);
  if (match === null) return [bad('[tcp:|udp:]PORT[:PORT]')];
  const host = Number(match[2]);
  const container = match[3] === undefined ? host : Number(match[3]);
  const protocol = match[1] === 'udp' ? 'UDP' : 'TCP';
  return [set('container.port', { container, protocol, host, hostAddress: null })];
}

/** `SOURCE[:TARGET[:OPTIONS]]`; `+` stands for the root of the image. */
function bind(text: LogicalText, readOnly: boolean): readonly FlagOutcome[] {
  const match = /^([^:]*)(?::([^:]*))?(?::([^:]*))?$/d.exec(text.text);
  const source = match?.indices?.[1];
  if (match === null || source === undefined) return [bad('SOURCE[:TARGET[:OPTIONS]]')];
  const target = match.indices?.[2] ?? source;
  const path = slice(text, source[0], source[1]);
  if (path.text.startsWith('+')) return [lost('the path is one of the image itself')];
  const use = {
    ...VOLUME,
    source: path.text === '' ? null : path,
    target: slice(text, target[0], target[1]),
  };
  return [
    set('container.volume', {
      ...use,
      kind: path.text === '' ? 'anonymous' : 'bind',
      readOnly,
      propagation: /\brbind\b/.test(match[3] ?? '') ? 'HostToContainer' : null,
      mustExist: true,
    }),
  ];
}

const VOLUME = {
  readOnly: false,
  propagation: null,
  mustExist: false,
  subPath: null,
  driver: null,
  size: null,
  mode: null,
  owner: null,
  copiesImage: false,
} as const satisfies Partial<VolumeUse>;

function tmpfs(text: LogicalText): readonly FlagOutcome[] {
  const at = text.text.indexOf(':');
  const target = slice(text, 0, at < 0 ? text.text.length : at);
  return [set('container.volume', { ...VOLUME, kind: 'tmpfs', source: null, target })];
}

function capabilities(
  { text }: LogicalText,
  slot: 'container.capability-add' | 'container.capability-drop',
): readonly FlagOutcome[] {
  const names = text.split(',').filter((name) => name !== '');
  return names.every((name) => /^(CAP_[A-Z_]+|all)$/.test(name))
    ? names.map((name) => set(slot, name.toUpperCase().replace(/^CAP_/, '')))
    : [bad('capabilities such as CAP_NET_ADMIN')];
}

function selinux({ text }: LogicalText): readonly FlagOutcome[] {
  const [user = '', role = '', type = '', ...level] = text.split(':');
  const parts = { user, role, type, level: level.join(':') } as const;
  const names = ['user', 'role', 'type', 'level'] as const;
  return names.flatMap((name) =>
    parts[name] === '' ? [] : [set('container.selinux', { name, value: parts[name] })],
  );
}
