import type { ExpectedDifference } from '../judge.ts';

const NOTHING = /^\(nothing\)$/;

const told = (
  code: string | null,
  about: RegExp | null,
  field: RegExp,
  reason: string,
  values: Partial<ExpectedDifference> = {},
): ExpectedDifference => ({ field, code, ...(about !== null && { about }), reason, ...values });

/** What a volume has in it at first, and who may write to it. */
const CONTENT: readonly ExpectedDifference[] = [
  told(
    'differs',
    /docker copied the content, owner and mode/,
    /acts\[\d+\]\.(listed|read|wrote)|mounts\..*\.writable/,
    'nobody copies what the image has there',
  ),
  told(
    'differs',
    /of a ConfigMap, which nothing writes/,
    /acts\[\d+\]\.(read|wrote)|files\..*|mounts\..*\.(options|writable)/,
    'a file that is given with --option files is one of a ConfigMap',
  ),
  told(
    null,
    null,
    /mounts\..*\.from/,
    'a file that is given with --option files is one of a ConfigMap',
    { left: /^\/srv\//, right: /^volume\/[^/]+$/ },
  ),
  told('scratch-volume', null, /mounts\..*\.from/, 'an empty directory takes its place', {
    right: /^volume$/,
  }),
  told('keeps-running', null, /hosts\..*-peers\..*/, 'a StatefulSet has the name of its Pod', {
    left: NOTHING,
    right: /^<own address>$/,
  }),
];

/** Docker shows what is mounted later in a volume of its own, and since release 18.03 in a mount around its directory. */
const LATER_MOUNTS: readonly ExpectedDifference[] = (
  [
    ['differs', /docker (copied the content|filled them)/],
    ['docker-volume', null],
    ['carried-over', /the mount of \/ becomes a hostPath/],
  ] as const
).map(([code, about]) =>
  told(code, about, /mounts\..*\.propagation/, 'what is mounted on the machine later', {
    left: /^slave$/,
    right: /^private$/,
  }),
);

/** What of the machine a container sees. */
const MACHINE: readonly ExpectedDifference[] = [
  told(
    'decide',
    /\/etc\/localtime/,
    /acts\[\d+\]\.listed/,
    'the file of each machine is as its system has it',
  ),
  told(
    'not-needed',
    /\/etc\/(hosts|resolv\.conf)/,
    /hosts\..*|mounts\.\/etc\/(hosts|resolv\.conf)\.(from|fstype)/,
    'the kubelet writes the file',
  ),
  told('runtime-socket', null, /mounts\..*\/docker\.sock/, 'a node has no Docker', {
    right: NOTHING,
  }),
  told('unsupported', /\/run\/systemd/, /mounts\.\/run\/systemd/, 'a Pod does not control a node', {
    right: NOTHING,
  }),
  told(
    'decide',
    /\/var\/lib\/docker/,
    /mounts\.\/var\/lib\/docker[./].*/,
    'Docker keeps its containers there, and is not on the node',
  ),
  told(
    'carried-over',
    /the mount of \/(var\/log|sys)? becomes a hostPath/,
    /mounts\.\/(rootfs|host\/log|sys)\/.*/,
    'what is mounted below it is of each machine',
  ),
  ...LATER_MOUNTS,
];

/** `shared` and `rshared` */
const SHARED: readonly ExpectedDifference[] = [
  told(
    'differs',
    /the container becomes privileged/,
    /capabilities\..*|cgroup\.devices.*|devices.*|mounts\.\/(proc|sys)[./].*|seccomp/,
    'Kubernetes asks for a privileged container',
  ),
];

export const VOLUMES_DIFFERENCES: readonly ExpectedDifference[] = [
  ...CONTENT,
  ...MACHINE,
  ...SHARED,
];
