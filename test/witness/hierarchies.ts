import path from 'node:path';

/** One hierarchy of control groups. */
export interface Hierarchy {
  readonly kind: 'cgroup' | 'cgroup2';
  /** Of a mount: `memory`, `cpu,cpuacct`, `name=systemd`; `-` for the unified one. */
  readonly options: string;
  /** `/sys/fs/cgroup/memory`. */
  readonly mountpoint: string;
  /** The directory in it of the process that asks. */
  readonly own: string;
}

/** The mounted hierarchies, from /proc/self/mountinfo and /proc/self/cgroup; proc(5), cgroups(7). */
export function hierarchiesOf(mountinfo: string, cgroups: string): readonly Hierarchy[] {
  const ownPaths = new Map(
    cgroups
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [, controllers = '', ...rest] = line.split(':');
        return [controllers, rest.join(':')];
      }),
  );
  const found = mountinfo.split('\n').flatMap((line) => readMount(line));
  return found.map((mount) => {
    // A cgroup of the unified hierarchy that has processes cannot give controllers to its children; the root can.
    const only = found.length === 1;
    const own = ownPaths.get(mount.kind === 'cgroup2' ? '' : mount.options) ?? '/';
    return { ...mount, own: path.join(mount.mountpoint, only ? '.' : own) };
  });
}

function readMount(line: string): readonly Omit<Hierarchy, 'own'>[] {
  const [before = '', after = ''] = line.split(' - ');
  const [, , , , mountpoint = ''] = before.split(' ');
  const [kind, , superOptions = ''] = after.split(' ');
  if (kind === 'cgroup2') return [{ kind, options: '-', mountpoint }];
  if (kind !== 'cgroup') return [];
  const options = superOptions.split(',').filter((option) => !NOT_A_CONTROLLER.has(option));
  return [{ kind, options: options.join(','), mountpoint }];
}

const NOT_A_CONTROLLER: ReadonlySet<string> = new Set([
  'rw',
  'ro',
  'xattr',
  'clone_children',
  'noprefix',
]);
