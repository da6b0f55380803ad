import { type Teller, tellerOf } from './flatten-addresses.ts';
import { cgroupFields } from './flatten-cgroup.ts';
import { mountFields } from './flatten-mounts.ts';
import { capabilityFields, deviceFields, set, tree } from './flatten-sets.ts';
import type { Resolver, Statement } from './statement.ts';

/** What a statement is to be read against: the machine that the process ran on, and who else ran there. */
export interface Surroundings {
  /** What a witness says that runs on the machine itself, as root and without a unit's limits. */
  readonly machine: Statement;
  /** Units by a namespace that they are in, `net:4026532301`. */
  readonly neighbours: ReadonlyMap<string, readonly string[]>;
  /** Units by what is theirs and new each time: an address, the id of a container. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  /** What a directory of outside is on the machine: `/tmp/machine-x/own/` is `/`. */
  readonly places: Readonly<Record<string, string>>;
}

export type Field = readonly [field: string, value: string];

/** Dotted fields of a statement. What is null, and what is different each time by its nature, is left out. */
export function flatten(
  statement: Statement,
  surroundings: Surroundings,
): ReadonlyMap<string, string> {
  const told = tellerOf(statement, surroundings);
  return new Map([
    ...words(statement),
    ...environment(statement, told),
    ...identity(statement),
    ...tree('scheduling', statement.scheduling),
    ...mountFields(statement, surroundings),
    ...deviceFields(statement, surroundings.machine),
    ...tree('limits', statement.limits),
    ...cgroupFields(statement.cgroup),
    ...capabilityFields(statement, surroundings.machine),
    ...security(statement),
    ...set('ignoredSignals', statement.ignoredSignals),
    ...set('blockedSignals', statement.blockedSignals),
    ...tree('sysctls', statement.sysctls),
    ...network(statement, surroundings, told),
    ...namespaces(statement, surroundings),
    ...streams(statement),
  ]);
}

/** Bytes that are no UTF-8: a value that no text can be. */
const bytes = (base64: string): string => `\0${base64}`;

const isText = (base64: string): boolean => {
  const raw = Buffer.from(base64, 'base64');
  return Buffer.from(raw.toString('utf8'), 'utf8').equals(raw);
};

const textOf = (base64: string): string =>
  isText(base64) ? Buffer.from(base64, 'base64').toString('utf8') : bytes(base64);

function words({ argv, argvBase64 }: Statement): readonly Field[] {
  return (argvBase64?.map(textOf) ?? argv).map((word, index) => [`argv[${index}]`, word]);
}

/** A name that occurs more than once has a list. */
function environment(statement: Statement, told: Teller): readonly Field[] {
  const values = new Map<string, readonly (string | null)[]>();
  if (statement.envBase64 === null)
    for (const [name, value] of Object.entries(statement.env))
      values.set(name, typeof value === 'string' || value === null ? [value] : value);
  else
    for (const [name, value] of statement.envBase64.map(entryOf))
      values.set(name, [...(values.get(name) ?? []), value]);
  return [...values].map(([name, all]) => [
    `env.${name}`,
    all.length === 1 ? told(all[0] ?? '(no =)') : JSON.stringify(all),
  ]);
}

function entryOf(base64: string): readonly [name: string, value: string | null] {
  const raw = Buffer.from(base64, 'base64');
  const end = raw.indexOf('=');
  if (end < 0) return [textOf(base64), null];
  const part = (from: number, to?: number): string =>
    textOf(raw.subarray(from, to).toString('base64'));
  return [part(0, end), part(end + 1)];
}

function identity(statement: Statement): readonly Field[] {
  const { groups, pid, parent } = statement;
  return [
    ...tree('', {
      executable: statement.executable,
      workingDirectory: statement.workingDirectory,
      uid: statement.uid,
      gid: statement.gid,
      effectiveUid: statement.effectiveUid,
      effectiveGid: statement.effectiveGid,
      groups: groups?.join(',') ?? null,
      user: statement.user,
      umask: statement.umask,
      oomScoreAdjust: statement.oomScoreAdjust,
      hostname: statement.hostname,
      domainname: statement.domainname,
      rootReadOnly: statement.rootReadOnly,
      shmSize: statement.shmSize,
    }),
    ['pid', pid === 1 ? 'first' : 'later'],
    ['parent', parent === 0 ? 'none' : parent === 1 ? 'first' : 'later'],
  ];
}

const security = (statement: Statement): readonly Field[] =>
  tree('', {
    noNewPrivileges: statement.noNewPrivileges,
    seccomp: statement.seccomp,
    secureBits: statement.secureBits,
    coredumpFilter: statement.coredumpFilter,
    personality: statement.personality,
  });

/** The kernel gives it a second after the interface is there, or later; `running` as well. */
const LINK_LOCAL = /^fe80:/;

/** Interfaces of the machine are the machine's business. */
function network(statement: Statement, surroundings: Surroundings, told: Teller): readonly Field[] {
  const { hosts, resolv, interfaces, openPorts } = statement;
  const shown = isMachines('net', statement, surroundings) ? null : interfaces;
  return [
    ...Object.entries(hosts ?? {}).map(
      ([name, addresses]): Field => [`hosts.${told(name)}`, addresses.map(told).join(' ')],
    ),
    ...resolver(resolv, surroundings.machine.resolv),
    ...Object.entries(shown ?? {}).flatMap(([name, { mtu, flags, mac, addresses }]): Field[] => [
      [`interfaces.${name}`, 'there'],
      [`interfaces.${name}.mtu`, String(mtu)],
      [`interfaces.${name}.flags`, flags.filter((flag) => flag !== 'running').join(',')],
      [`interfaces.${name}.mac`, mac],
      [`interfaces.${name}.addresses`, addresses.filter((one) => !LINK_LOCAL.test(one)).join(' ')],
    ]),
    ...set('openPorts', openPorts),
  ];
}

/** Where a kubelet has names looked up first, before what the machine says, and the option that goes with it. */
const CLUSTER_DOMAIN = /^(?:(?:[^.]+\.)?svc\.)?cluster\.local$/;
const CLUSTER_OPTION = 'ndots:5';

function resolver(own: Resolver | null, machines: Resolver | null): readonly Field[] {
  if (own === null) return [];
  const inCluster = own.search.some((domain) => CLUSTER_DOMAIN.test(domain));
  const search = own.search.filter((domain) => !CLUSTER_DOMAIN.test(domain));
  const options = own.options.filter((option) => !inCluster || option !== CLUSTER_OPTION);
  return [
    ['resolv.nameservers', beside(own.nameservers, machines?.nameservers)],
    ['resolv.search', beside(search, machines?.search)],
    ['resolv.options', beside(inOrder(options), machines && inOrder(machines.options))],
    ...(inCluster ? [['resolv.cluster', 'first'] as const] : []),
  ];
}

/** Words, with those of the machine, where it has any, told as that. */
function beside(words: readonly string[], machines: readonly string[] | null | undefined): string {
  const all = machines?.join(' ');
  if (words.join(' ') === all) return "the machine's";
  const first = machines?.length ?? 0;
  return first > 0 && words.slice(0, first).join(' ') === all
    ? ["the machine's", ...words.slice(first)].join(' ')
    : words.join(' ');
}

/** Of two options only the order of one name counts; a kubelet writes them in any. */
const inOrder = (options: readonly string[]): readonly string[] =>
  options.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));

const nameOf = (option: string): string => option.replace(/:.*/, '');

const isMachines = (kind: string, statement: Statement, { machine }: Surroundings): boolean =>
  statement.namespaces[kind] === machine.namespaces[kind];

/** `machine`, `own`, or with whom it is shared. */
function namespaces(statement: Statement, surroundings: Surroundings): readonly Field[] {
  return Object.entries(statement.namespaces).flatMap(([kind, inode]): Field[] => {
    if (inode === null) return [];
    if (isMachines(kind, statement, surroundings)) return [[`namespaces.${kind}`, 'machine']];
    const others = surroundings.neighbours.get(`${kind}:${inode}`) ?? [];
    const told = others.length === 0 ? 'own' : `shared with ${[...others].sort().join(', ')}`;
    return [[`namespaces.${kind}`, told]];
  });
}

const streams = ({ stdin, stdout, stderr, descriptors }: Statement): readonly Field[] => [
  ['stdin', stdin],
  ['stdout', stdout],
  ['stderr', stderr],
  ...tree('descriptors', descriptors),
];
