import type { Field, Surroundings } from './flatten.ts';
import type { Mount, Statement } from './statement.ts';

/** Options of a file system as a whole that say something about how it was mounted. */
const TELLING = /^(size|mode|uid|gid|nr_inodes|noswap|ro$)/;

/**
 * What is mounted, by target: where it comes from, its kind and its options. Who has mounted `/x` also has
 * `mounts./x=mounted`, so that a mount that one side does not have is one difference.
 */
export function mountFields({ mounts }: Statement, surroundings: Surroundings): readonly Field[] {
  return Object.entries(mounts ?? {}).flatMap(([target, mount]): Field[] => [
    [`mounts.${target}`, 'mounted'],
    [`mounts.${target}.from`, origin(mount, surroundings)],
    [`mounts.${target}.fstype`, mount.fstype],
    [`mounts.${target}.options`, mount.options.join(',')],
    [`mounts.${target}.superOptions`, mount.superOptions.filter((o) => TELLING.test(o)).join(',')],
    [`mounts.${target}.propagation`, mount.propagation],
    ...(mount.writable === null
      ? []
      : [[`mounts.${target}.writable`, mount.writable ? 'yes' : 'no'] as const]),
  ]);
}

/** File systems that are made anew at each mount, or are views of the kernel. */
const NAMELESS = new Set([
  'tmpfs',
  'proc',
  'sysfs',
  'devpts',
  'mqueue',
  'cgroup',
  'cgroup2',
  'devtmpfs',
]);

/** Directories that engines keep for containers: the name is another each time. */
const ENGINES: readonly (readonly [RegExp, string])[] = [
  [/^.*\/docker\/volumes\/[^/]+\/_data/, 'volume'],
  [/^.*\/pods\/[^/]+\/volumes\/[^/]+\/[^/]+/, 'volume'],
  [/^.*\/docker\/containers\/[^/]+\//, 'engine:'],
  [/^.*\/pods\/[^/]+\/(containers\/[^/]+\/[^/]+$)?/, 'engine:'],
  [/^.*\/io\.containerd\.[^/]+\/sandboxes\/[^/]+\//, 'engine:'],
];

function origin({ root, fstype }: Mount, { places }: Surroundings): string {
  if (NAMELESS.has(fstype)) return root === '/' ? fstype : `${fstype}:${root}`;
  if (fstype === 'overlay' && root === '/') return 'image';
  const prefix = Object.keys(places)
    .filter((place) => root.startsWith(place))
    .sort((a, b) => b.length - a.length)[0];
  const inside = prefix === undefined ? root : `${places[prefix]}${root.slice(prefix.length)}`;
  for (const [pattern, kind] of ENGINES) {
    if (pattern.test(inside)) return inside.replace(pattern, kind);
  }
  return inside;
}
