import type { ExpectedDifference } from '../judge.ts';

const always = (field: RegExp, reason: string, values: Partial<ExpectedDifference> = {}) => ({
  field,
  code: null,
  reason,
  ...values,
});

/** What is so for every container, of the nature of Docker and of a kubelet; docs/fidelity.md lists them. */
export const ALWAYS: readonly ExpectedDifference[] = [
  always(
    /env\.KUBERNETES_(PORT|SERVICE)(_.*)?/,
    'the kubelet tells every container where the API server is',
    { left: /^\(nothing\)$/ },
  ),
  always(
    /mounts\.\/dev\/termination-log/,
    'the kubelet gives every container a file for its last words',
    { left: /^\(nothing\)$/ },
  ),
  always(/resolv\.cluster/, 'names are looked up in the cluster first', { left: /^\(nothing\)$/ }),
  always(/resolv\.nameservers/, 'the resolver of the cluster asks that of the machine', {
    left: /^the machine's$/,
  }),
  always(/cgroup\.path/, 'each engine has a place of its own for control groups', {
    left: /^\/docker\//,
    right: /^\/kubepods\//,
  }),
  always(/hostname/, 'without --hostname it is the id of the container, or the name of the Pod', {
    left: /^[0-9a-f]{12}$/,
    right: /^[a-z0-9-]+-(?:[a-z0-9]{5}|\d+)$/,
  }),
  always(/oomScoreAdjust/, 'the kubelet sets it by the class of the Pod', { left: /^0$/ }),
  always(/cgroup\.cpuShares/, 'a Pod without a CPU request has the least weight', {
    left: /^1024$/,
    right: /^2$/,
  }),
  always(/sysctls\.net\.ipv6\.conf\.all\.disable_ipv6/, 'the network of the Pods has IPv6'),
  always(/mounts\.\/proc\/interrupts/, 'containerd hides one file more below /proc', {
    left: /^\(nothing\)$/,
  }),
  always(/interfaces\.lo\.addresses/, 'the network of the Pods has IPv6'),
  always(/interfaces\.eth0\.(mac|addresses)/, 'each container has an address of its own'),
  always(/hosts\.ip6-\w+/, 'the kubelet writes the addresses of IPv6 in another way'),
  always(/cgroup\.devices\.c 5:1 rwm/, 'Docker allows /dev/console, which is a terminal', {
    right: /^\(nothing\)$/,
  }),
  always(/cgroup\.swap/, 'a Pod has no swap; Docker gives as much as memory', { right: /^0$/ }),
  always(
    /mounts\.\/dev\/shm\.(options|superOptions)/,
    'an empty directory in memory that is not swapped takes the place of /dev/shm',
  ),
  always(
    /mounts\.\/etc\/(hosts|hostname|resolv\.conf)\.(options|writable)/,
    'files of the kubelet are writable also where the root is not',
  ),
  always(
    /capabilities\.\w+\.(BPF|CHECKPOINT_RESTORE|PERFMON)/,
    'Docker of the time of fleet does not know the newest capabilities',
  ),
  always(/mounts\.\/dev\/.*/, 'a device of the machine comes as a mount', {
    left: /^\(nothing\)$/,
  }),
  always(/(mounts\.\/dev\/shm(\.size)?|shmSize)/, 'a Pod has a /dev/shm of its own', {
    left: /^\(nothing\)$/,
  }),
  always(/stdin/, 'both are at their end from the start', {
    left: /^pipe$/,
    right: /^null device$/,
  }),
  always(/groups/, 'the kubelet adds the groups that /etc/group of the image gives to the user', {
    left: /^\d+$/,
    right: /,/,
  }),
  always(
    /mounts\.\/run\/docker\/.*/,
    'Docker mounts its program while it starts another container',
    { right: /^\(nothing\)$/, rare: true },
  ),
  always(
    /cgroup\.(blkioWeight|devices)|mounts\.\/sys\/fs\/cgroup\/[^/]+\.from/,
    'systemd moves processes of containers that Docker is just starting to a slice of the machine',
    { left: /^(\(nothing\)|machine|cgroup:\/[a-z.]*)$/, rare: true },
  ),
];
