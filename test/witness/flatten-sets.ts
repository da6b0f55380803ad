import type { Field } from './flatten.ts';
import type { Statement } from './statement.ts';

/** A set that has a name: what a container has unless it is told otherwise, what the machine has. */
type Known = Readonly<Record<string, readonly string[]>>;

/** A field for each value of an object, at any depth; none for null. */
export function tree(prefix: string, value: unknown): readonly Field[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[prefix, String(value)]];
  return Object.entries(value).flatMap(([name, inner]) =>
    tree(prefix === '' ? name : `${prefix}.${name}`, inner),
  );
}

/** A field for each member, so that one more or one less is a difference of its own. */
export const set = (prefix: string, members: readonly string[] | null): readonly Field[] =>
  (members ?? []).map((member) => [`${prefix}.${member}`, 'yes']);

/** A set as the known one that it is next to, and what it has more and less than that. */
export function nearTo(
  prefix: string,
  members: readonly string[] | null,
  known: Known,
): readonly Field[] {
  if (members === null) return [];
  const own = new Set(members);
  const [best] = Object.entries<readonly string[]>({ none: [], ...known })
    .map(([name, base]): { readonly name: string; readonly apart: readonly Field[] } => {
      const theirs = new Set(base);
      return {
        name,
        apart: [
          ...members.filter((one) => !theirs.has(one)).map((one) => [one, 'more'] as const),
          ...base.filter((one) => !own.has(one)).map((one) => [one, 'missing'] as const),
        ],
      };
    })
    .sort((a, b) => a.apart.length - b.apart.length);
  if (best === undefined) return [];
  return [[prefix, best.name], ...best.apart.map(([one, how]): Field => [`${prefix}.${one}`, how])];
}

/** What a container has without a flag, of Docker's and of Kubernetes' runtimes alike. */
const CONTAINER_CAPABILITIES = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD'],
  ...['NET_BIND_SERVICE', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

export const capabilityFields = (
  { capabilities }: Statement,
  machine: Statement,
): readonly Field[] =>
  Object.entries(capabilities).flatMap(([kind, names]) =>
    nearTo(`capabilities.${kind}`, names, {
      container: CONTAINER_CAPABILITIES,
      machine: machine.capabilities.effective ?? [],
    }),
  );

const CONTAINER_DEVICES = [
  ...['/dev/core → /proc/kcore', '/dev/full c 1:7 0666 0:0', '/dev/null c 1:3 0666 0:0'],
  ...['/dev/ptmx → pts/ptmx', '/dev/random c 1:8 0666 0:0', '/dev/tty c 5:0 0666 0:0'],
  ...['/dev/urandom c 1:9 0666 0:0', '/dev/zero c 1:5 0666 0:0'],
];

const CONTAINER_RULES = [
  ...['b *:* m', 'c *:* m', 'c 10:200 rwm', 'c 136:* rwm', 'c 1:3 rwm', 'c 1:5 rwm', 'c 1:7 rwm'],
  ...['c 1:8 rwm', 'c 1:9 rwm', 'c 5:0 rwm', 'c 5:2 rwm'],
];

/** The nodes below /dev, and which of them the control group lets through. */
export function deviceFields({ devices, cgroup }: Statement, machine: Statement): readonly Field[] {
  return [
    ...nearTo('devices', nodes(devices), {
      container: CONTAINER_DEVICES,
      machine: nodes(machine.devices) ?? [],
    }),
    ...nearTo('cgroup.devices', cgroup.devices, {
      container: CONTAINER_RULES,
      machine: machine.cgroup.devices ?? [],
    }),
  ];
}

const nodes = (devices: Statement['devices']): readonly string[] | null =>
  devices && Object.entries(devices).map(([path, node]) => `${path} ${node}`);
