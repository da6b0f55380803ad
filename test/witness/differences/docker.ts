import type { ExpectedDifference } from '../judge.ts';

/** What a finding about a flag tells. */
const told = (code: string, about: RegExp, field: RegExp, reason: string): ExpectedDifference => ({
  field,
  code,
  about,
  reason,
});

const unsupported = (flag: string, field: RegExp): ExpectedDifference =>
  told('unsupported', new RegExp(`^--${flag}`), field, 'a Pod has no such field');

/** What needs a decision is left out until there is one. */
const undecided = (about: RegExp, field: RegExp): ExpectedDifference =>
  told('decide', about, field, 'nothing is written before it is decided');

const SECRETS: readonly ExpectedDifference[] = [
  {
    ...told('secret-moved', /./, /env\..*/, 'secrets are written with --option include-secrets'),
    right: /^REPLACE_ME$/,
  },
  {
    ...told(
      'secret-moved',
      /./,
      /env\..*/,
      'a secret among the words is a variable of the container',
    ),
    left: /^\(nothing\)$/,
  },
];

const RESOURCES: readonly ExpectedDifference[] = [
  told(
    'carried-over',
    /^--memory-reservation/,
    /cgroup\.memoryReservation/,
    'a request is nothing that the kernel knows',
  ),
  unsupported('memory-swappiness', /cgroup\.swappiness/),
  unsupported('oom-score-adj', /oomScoreAdjust/),
  unsupported('oom-kill-disable', /cgroup\.oomKill/),
  unsupported('cpuset-cpus', /(cgroup\.cpusetCpus|scheduling\.cpus)/),
  unsupported('pids-limit', /(cgroup\.pids|acts\[\d+\]\.forked)/),
  unsupported('ulimit', /(limits\..*|acts\[\d+\]\.opened)/),
  unsupported('device-(read|write)-(bps|iops)', /cgroup\.blkioThrottle\..*/),
  told('differs', /--shm-size/, /shmSize|mounts\.\/dev\/shm\.size/, 'the memory limit caps it'),
];

const SECURITY: readonly ExpectedDifference[] = [
  undecided(
    /^-u |^--user/,
    /(capabilities\..*|effective[GU]id|[gu]id|user|groups|env\.HOME|mounts\..*\.writable)/,
  ),
  undecided(/^--group-add/, /groups/),
  undecided(/systempaths/, /(mounts\.\/(proc|sys)\/.*|acts\[\d+\]\.wrote)/),
  undecided(/^--sysctl/, /sysctls\..*/),
  undecided(/^--device /, /.*/),
  unsupported('device-cgroup-rule', /cgroup\.devices.*/),
];

const PLACES: readonly ExpectedDifference[] = [
  told('carried-over', /^-h /, /hostname/, 'a Pod has names of 63 characters'),
  told('unset-variable', /^-e /, /env\..*/, 'nothing takes a default of the image away'),
  told('differs', /^--init/, /(mounts\.\/sbin\/docker-init|parent)/, 'the Pod has its own'),
  told('retired', /^--cgroup-parent/, /cgroup\.path/, 'the kubelet has a cgroup for each Pod'),
  told(
    'carried-over',
    /^--tmpfs|type=tmpfs/,
    /mounts\..*\.(options|superOptions)/,
    'an empty directory in memory has no options',
  ),
  {
    ...told('carried-over', /it may take all memory/, /mounts\..*\.size/, 'all memory of the Pod'),
  },
  {
    ...told('shares-pod', /./, /namespaces\.(ipc|net|uts)/, 'containers of one Pod share these'),
    left: /^own$/,
    right: /^shared with /,
  },
  {
    ...told('shares-pod', /./, /pid/, 'the first process of the Pod is its own'),
    left: /^first$/,
    right: /^later$/,
  },
];

export const DOCKER_DIFFERENCES: readonly ExpectedDifference[] = [
  ...SECRETS,
  ...RESOURCES,
  ...SECURITY,
  ...PLACES,
];
