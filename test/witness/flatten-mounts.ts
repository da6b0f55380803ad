import type { Field, Surroundings } from './flatten.ts';
import type { Mount, Statement } from './statement.ts';

/**
 * What is mounted, by target: where it comes from, its kind and its options. Who has mounted `/x` also has
 * `mounts./x=mounted`, so that a mount that one side does not have is one difference. A process of the machine sees
 * dozens of mounts; those that its unit changed are told.
 */
export function mountFields(statement: Statement, surroundings: Surroundings): readonly Field[] {
  const onMachine = isOnMachine(statement, surroundings);
  return [
    ['root', onMachine ? 'machine' : 'image'],
    ...Object.entries(statement.mounts ?? {})
      .filter(([target, mount]) => !onMachine || !isMachines(target, mount, surroundings))
      .flatMap(([target, mount]) =>
        factsOf(target, mount, origin(mount, statement.cgroup.path, surroundings)),
      ),
  ];
}

/** The same root directory: the files of the machine, not those of an image. */
const isOnMachine = ({ mounts }: Statement, { machine }: Surroundings): boolean =>
  mounts?.['/']?.superOptions.join() === machine.mounts?.['/']?.superOptions.join();

function isMachines(target: string, mount: Mount, { machine }: Surroundings): boolean {
  const known = machine.mounts?.[target];
  return (
    known?.root === mount.root &&
    known.fstype === mount.fstype &&
    known.options.join() === mount.options.join()
  );
}

/** Options of a file system as a whole that say something about how it was mounted; `size` is a fact of its own. */
const TELLING = /^(mode|uid|gid|nr_inodes|noswap|ro$)/;
const SIZE = /^size=/;

function factsOf(target: string, mount: Mount, from: string): readonly Field[] {
  const prefix = `mounts.${target}`;
  const writable: Field = [`${prefix}.writable`, mount.writable === true ? 'yes' : 'no'];
  return [
    [prefix, 'mounted'],
    [`${prefix}.from`, from],
    [`${prefix}.fstype`, mount.fstype],
    [`${prefix}.options`, mount.options.join(',')],
    [`${prefix}.superOptions`, mount.superOptions.filter((o) => TELLING.test(o)).join(',')],
    ...mount.superOptions
      .filter((option) => SIZE.test(option))
      .map((option): Field => [`${prefix}.size`, option.replace(SIZE, '')]),
    [`${prefix}.propagation`, mount.propagation],
    ...(mount.writable === null ? [] : [writable]),
  ];
}

/** File systems that are made anew at each mount, or are views of the kernel. */
const NAMELESS = new Set([
  ...['tmpfs', 'devtmpfs', 'devpts', 'mqueue'],
  ...['proc', 'sysfs', 'cgroup', 'cgroup2'],
]);

/** Directories that engines keep for containers: the name is another each time. */
const ENGINES: readonly (readonly [RegExp, string])[] = [
  [/^.*\/docker\/volumes\/[^/]+\/_data/, 'volume'],
  [/^.*\/pods\/[^/]+\/volumes\/[^/]+\/[^/]+/, 'volume'],
  [/^.*\/hostpath_pv\/[^/]+/, 'volume'],
  [/^.*\/docker\/containers\/[^/]+\//, 'engine:'],
  [/^.*\/pods\/[^/]+\/etc-hosts$/, 'engine:hosts'],
  [/^.*\/pods\/[^/]+\/(containers\/[^/]+\/[^/]+$)?/, 'engine:'],
  [/^.*\/io\.containerd\.[^/]+\/sandboxes\/[^/]+\//, 'engine:'],
];

/** A kubelet keeps each version of a ConfigMap in a directory of its own. */
const VERSION = /\/\.\.\d{4}_[^/]+\//;

/** `tmpfs`, `image`, `volume`, a file that the engine keeps for the container, or a path of the machine. */
function origin({ root, fstype }: Mount, group: string | null, { places }: Surroundings): string {
  if (NAMELESS.has(fstype) && root === '/') return fstype;
  if (NAMELESS.has(fstype)) return `${fstype}:${root === group ? '<own group>' : root}`;
  if (fstype === 'overlay' && root === '/') return 'image';
  const prefix = Object.keys(places)
    .filter((place) => root.startsWith(place))
    .sort((a, b) => b.length - a.length)[0];
  const inside = prefix === undefined ? root : `${places[prefix]}${root.slice(prefix.length)}`;
  for (const [pattern, kind] of ENGINES) {
    if (pattern.test(inside)) return inside.replace(pattern, kind).replace(VERSION, '/');
  }
  return inside;
}
