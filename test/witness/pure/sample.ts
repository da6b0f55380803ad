import type { Mount, Statement } from '../statement.ts';

const GROUP = '/docker/0123';

export const mount = (more: Partial<Mount> = {}): Mount => ({
  source: 'tmpfs',
  root: '/',
  fstype: 'tmpfs',
  options: ['nosuid', 'rw'],
  superOptions: ['rw', 'size=65536k'],
  propagation: 'private',
  writable: true,
  ...more,
});

const CAPABILITIES = ['CHOWN', 'KILL', 'NET_RAW', 'SETUID'];

const NAMESPACES = { cgroup: '1', ipc: '2', mnt: '3', net: '4', pid: '5', time: '6', user: '7' };

/** What a process of a container says. */
export const CONTAINER: Statement = {
  argv: ['/witness', 'a b', ''],
  argvBase64: null,
  env: { PATH: '/bin', HOSTNAME: '0123456789ab', TWICE: ['1', '2'], BARE: null },
  envBase64: null,
  executable: '/witness',
  workingDirectory: '/',
  uid: 0,
  gid: 0,
  effectiveUid: 0,
  effectiveGid: 0,
  groups: [10, 2000],
  user: 'root',
  umask: '0022',
  oomScoreAdjust: 0,
  scheduling: {
    nice: 0,
    policy: 'other',
    priority: 0,
    resetOnFork: false,
    ioClass: 'none',
    ioPriority: 0,
    cpus: '0-1',
    mems: '0',
    timerSlackNs: 50000,
  },
  hostname: '0123456789ab',
  domainname: '(none)',
  mounts: {
    '/': mount({ source: 'overlay', fstype: 'overlay', superOptions: ['upperdir=/layers/1'] }),
    '/dev': mount(),
    '/data': mount({ source: '/dev/vda', fstype: 'ext4', root: '/machines/x/own/srv/data' }),
    '/sys/fs/cgroup/memory': mount({ source: 'cgroup', fstype: 'cgroup', root: GROUP }),
  },
  rootReadOnly: false,
  devices: { '/dev/null': 'c 1:3 0666 0:0', '/dev/fuse': 'c 10:229 0600 0:0' },
  limits: { nofile: { soft: '1024', hard: '4096' }, core: { soft: '0', hard: 'unlimited' } },
  cgroup: {
    path: GROUP,
    memory: '67108864',
    memoryAndSwap: 'unlimited',
    memoryReservation: 'unlimited',
    swappiness: '60',
    oomKill: 'yes',
    cpuShares: '1024',
    cpuQuota: '50000',
    cpuPeriod: '100000',
    cpusetCpus: '0-1',
    cpusetMems: '0',
    pids: 'unlimited',
    blkioWeight: '500',
    blkioThrottle: { read_bps: '254:0 1048576' },
    devices: ['c 1:3 rwm'],
  },
  capabilities: {
    effective: CAPABILITIES,
    permitted: CAPABILITIES,
    inheritable: [],
    bounding: CAPABILITIES,
    ambient: [],
  },
  noNewPrivileges: false,
  seccomp: 2,
  secureBits: 0,
  coredumpFilter: '00000033',
  personality: '00000000',
  ignoredSignals: ['SIGHUP'],
  blockedSignals: ['SIGUSR1'],
  sysctls: { 'kernel.msgmax': '8192', 'net.core.somaxconn': '128' },
  shmSize: 67108864,
  hosts: { localhost: ['127.0.0.1', '::1'], '0123456789ab': ['172.17.0.2'] },
  resolv: { nameservers: ['192.0.2.53'], search: ['fleet.test'], options: ['ndots:2'] },
  interfaces: {
    lo: { mtu: 65536, flags: ['loopback', 'up'], mac: '', addresses: ['127.0.0.1/8'] },
    eth0: {
      mtu: 1500,
      flags: ['broadcast', 'running', 'up'],
      mac: '02:42:ac:11:00:02',
      addresses: ['172.17.0.2/16', 'fe80::1/64'],
    },
  },
  openPorts: ['tcp 0.0.0.0:80'],
  namespaces: { ...NAMESPACES, uts: '8' },
  stdin: 'null device',
  stdout: 'pipe',
  stderr: 'pipe',
  descriptors: { 3: 'socket' },
  pid: 1,
  parent: 0,
};

const ALL = [...CAPABILITIES, 'NET_ADMIN', 'SYS_ADMIN'];

/** What a process of the machine says, under that container. */
export const MACHINE: Statement = {
  ...CONTAINER,
  argv: ['/usr/bin/witness'],
  env: {},
  hostname: 'witness',
  mounts: {
    '/': mount({ source: 'overlay', fstype: 'overlay', superOptions: ['upperdir=/layers/0'] }),
    '/srv': mount({ source: '/dev/vda', fstype: 'ext4', root: '/machines/x/own/srv' }),
  },
  capabilities: { effective: ALL, permitted: ALL, inheritable: [], bounding: ALL, ambient: [] },
  resolv: { nameservers: ['192.0.2.53'], search: [], options: [] },
  namespaces: {
    ...{ cgroup: '1', ipc: '102', mnt: '103', net: '104', pid: '105' },
    ...{ time: '6', user: '7', uts: '108' },
  },
  pid: 200,
  parent: 1,
};
