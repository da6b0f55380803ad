import { describe, expect, test } from 'vitest';
import { hierarchiesOf } from './hierarchies.ts';

describe('hierarchies of control groups', () => {
  test('of a system with both versions: the cgroup of the process in each', () => {
    const mounts = [
      '27 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
      '31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs ro,mode=755',
      '32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct',
      '40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,name=systemd',
      '41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw',
    ];
    const own = ['9:name=systemd:/user.slice', '1:cpu,cpuacct:/a:b', '0::/user.slice/x.scope', ''];
    expect(hierarchiesOf(mounts.join('\n'), own.join('\n'))).toEqual([
      {
        kind: 'cgroup',
        options: 'cpu,cpuacct',
        mountpoint: '/sys/fs/cgroup/cpu,cpuacct',
        own: '/sys/fs/cgroup/cpu,cpuacct/a:b',
      },
      {
        kind: 'cgroup',
        options: 'name=systemd',
        mountpoint: '/sys/fs/cgroup/systemd',
        own: '/sys/fs/cgroup/systemd/user.slice',
      },
      {
        kind: 'cgroup2',
        options: '-',
        mountpoint: '/sys/fs/cgroup/unified',
        own: '/sys/fs/cgroup/unified/user.slice/x.scope',
      },
    ]);
  });

  test('of a system with the unified one alone: its root, which can give controllers', () => {
    const mounts = '30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate';
    expect(hierarchiesOf(mounts, '0::/user.slice/x.scope\n')).toEqual([
      { kind: 'cgroup2', options: '-', mountpoint: '/sys/fs/cgroup', own: '/sys/fs/cgroup' },
    ]);
  });
});
