import type { ExpectedDifference } from '../judge.ts';

const inContainer = (
  field: RegExp,
  reason: string,
  values: Partial<ExpectedDifference> = {},
): ExpectedDifference => ({ field, code: 'program-in-container', reason, ...values });

const NOTHING = /^\(nothing\)$/;

/** A program of the machine is in a container now, which its finding says. */
export const PROGRAM_DIFFERENCES: readonly ExpectedDifference[] = [
  inContainer(/capabilities\.(bounding|effective|permitted)/, 'a container has fewer', {
    left: /^machine$/,
    right: /^container$/,
  }),
  inContainer(/(devices|cgroup\.devices)/, 'a container has the devices that all have', {
    left: /^machine$/,
    right: /^container$/,
  }),
  inContainer(/devices\.\/dev\/core → \/proc\/kcore/, 'containerd makes no link to it', {
    right: /^missing$/,
  }),
  inContainer(/executable/, 'the image has the program elsewhere'),
  inContainer(/root/, 'the files are those of the image', { left: /^machine$/, right: /^image$/ }),
  inContainer(/hosts\..*/, 'the kubelet writes /etc/hosts'),
  inContainer(/hostname/, 'a container has the name of its Pod', { left: /^witness$/ }),
  inContainer(/ignoredSignals\.SIGPIPE/, 'systemd ignores it for its services, unless told', {
    right: NOTHING,
  }),
  inContainer(/interfaces\..*/, 'a Pod has a network of its own', { left: NOTHING }),
  inContainer(/namespaces\.(ipc|mnt|net|pid|uts)/, 'a container has its own', { right: /^own$/ }),
  inContainer(/(pid|parent)/, 'the program is the first process of its container', {
    right: /^(first|none)$/,
  }),
  inContainer(/seccomp/, 'a container has the profile of the runtime', { right: /^2$/ }),
  inContainer(/shmSize/, '/dev/shm of a container has 64 MiB', { right: /^67108864$/ }),
  inContainer(/stdout|stderr/, 'what is printed goes to the log of the container', {
    right: /^pipe$/,
  }),
  inContainer(/sysctls\..*/, 'those of its own namespaces'),
  inContainer(/env\.HOSTNAME/, 'the kubelet sets it', { left: NOTHING, right: /^<hostname>$/ }),
  inContainer(/env\.HOME/, 'the runtime sets it, from the users of the image'),
  inContainer(
    /env\.(LANG|INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_EXEC_PID|MEMORY_PRESSURE_\w+)/,
    'systemd tells its own services',
    { right: NOTHING },
  ),
  inContainer(/groups/, 'a container that is root is in its group', { left: /^$/, right: /^0$/ }),
  inContainer(/limits\.nofile\.soft/, 'the limit of the runtime', { left: /^1024$/ }),
  inContainer(
    /cgroup\.(path|pids|blkioWeight|cpuset\w*)/,
    'the kubelet has its own tree of groups',
  ),
  inContainer(/mounts\.\/(dev|etc|proc|sys)?(\/.*)?/, 'a container has file systems of its own', {
    left: NOTHING,
    right: /^mounted$/,
  }),
  inContainer(
    /mounts\.\/(run|tmp|var|dev|home|root|proc|sys|boot|efi|usr|etc)(\/.*)?/,
    'a program sees the mounts of its machine',
    { right: NOTHING },
  ),
  inContainer(/mounts\.\/srv\/.*\.propagation/, 'later mounts of the machine do not show', {
    left: /slave/,
    right: /^private$/,
  }),
];
