import type { ExpectedDifference } from '../judge.ts';

const inContainer = (
  field: RegExp,
  reason: string,
  values: Partial<ExpectedDifference> = {},
): ExpectedDifference => ({ field, code: 'program-in-container', reason, ...values });

const NOTHING = /^\(nothing\)$/;

/** What the program has and may do. */
const RIGHTS: readonly ExpectedDifference[] = [
  inContainer(/capabilities\.(bounding|effective|permitted)/, 'a container has fewer', {
    left: /^machine$/,
    right: /^container$/,
  }),
  inContainer(
    /capabilities\.(bounding|effective|permitted)\.SYS_\w+/,
    'a container does not have it anyway',
    { left: /^missing$/, right: NOTHING },
  ),
  inContainer(/(devices|cgroup\.devices)/, 'a container has the devices that all have', {
    left: /^machine$/,
    right: /^container$/,
  }),
  inContainer(/devices\.\/dev\/core → \/proc\/kcore/, 'containerd makes no link to it', {
    right: /^missing$/,
  }),
  inContainer(/ignoredSignals\.SIGPIPE/, 'systemd ignores it for its services, unless told', {
    right: NOTHING,
  }),
  inContainer(/seccomp/, 'a container has the profile of the runtime', { right: /^2$/ }),
  inContainer(/sysctls\..*/, 'those of its own namespaces'),
  inContainer(/groups/, 'the runtime puts the own group among the further ones', {
    left: /^5?$/,
    right: /^([03]|0,5)$/,
  }),
  inContainer(/user/, 'the name that the image has for the number, if it has one'),
  inContainer(/limits\.nofile\.soft/, 'the limit of the runtime', { left: /^1024$/ }),
];

/** Where the program is. */
const PLACE: readonly ExpectedDifference[] = [
  inContainer(/executable/, 'the image has the program elsewhere'),
  inContainer(/root/, 'the files are those of the image', { left: /^machine$/, right: /^image$/ }),
  inContainer(/hosts\..*/, 'the kubelet writes /etc/hosts'),
  inContainer(/hostname/, 'a container has the name of its Pod', { left: /^witness$/ }),
  inContainer(/interfaces\..*/, 'a Pod has a network of its own', { left: NOTHING }),
  inContainer(/namespaces\.(ipc|mnt|net|pid|uts)/, 'a container has its own', { right: /^own$/ }),
  inContainer(/(pid|parent)/, 'the program is the first process of its container', {
    right: /^(first|none)$/,
  }),
  inContainer(/shmSize/, '/dev/shm of a container has 64 MiB', { right: /^67108864$/ }),
  inContainer(/stdout|stderr/, 'what is printed goes to the log of the container', {
    right: /^pipe$/,
  }),
  inContainer(/env\.HOSTNAME/, 'the kubelet sets it', { left: NOTHING, right: /^<hostname>$/ }),
  inContainer(/env\.HOME/, 'the runtime sets it, from the users of the image'),
  inContainer(/env\.PATH/, 'the image has a PATH of its own', { right: /^\/bin:\/usr\/bin$/ }),
  inContainer(
    /env\.(LANG|INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_EXEC_PID|MEMORY_PRESSURE_\w+)/,
    'systemd tells its own services',
    { right: NOTHING },
  ),
  inContainer(
    /cgroup\.(path|pids|blkioWeight|cpuset\w*)/,
    'the kubelet has its own tree of groups',
    {
      right: /^(unlimited|\/kubepods\/.*|100|0-1)$/,
    },
  ),
];

/** The file systems that it sees. */
const MOUNTS: readonly ExpectedDifference[] = [
  inContainer(/mounts\.\/(dev|etc|proc|sys)?(\/.*)?/, 'a container has file systems of its own', {
    left: NOTHING,
    right: /^mounted$/,
  }),
  inContainer(
    /mounts\.\/(run|tmp|var|dev|home|root|proc|sys|boot|efi|usr|etc|srv)(\/[^.]*)?/,
    'a program sees the mounts of its machine',
    { left: /^mounted$/, right: NOTHING },
  ),
  inContainer(/mounts\.\/.*\.propagation/, 'later mounts of the machine do not show', {
    left: /^shared/,
    right: /^(private|slave)$/,
  }),
  inContainer(
    /mounts\.\/(dev|proc|sys)(\/.*)?\.(options|superOptions|size|from)/,
    'a container has file systems of its own',
  ),
];

/** A program of the machine is in a container now, which its finding says. */
export const PROGRAM_DIFFERENCES: readonly ExpectedDifference[] = [...RIGHTS, ...PLACE, ...MOUNTS];
