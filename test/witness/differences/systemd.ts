import type { ExpectedDifference } from '../judge.ts';
import { PROGRAM_DIFFERENCES } from './programs.ts';

const NOTHING = /^\(nothing\)$/;

/** One directive of which a finding tells. */
const of = (
  key: RegExp,
  code: string,
  field: RegExp,
  reason: string,
  values: Partial<ExpectedDifference> = {},
): ExpectedDifference => ({ field, code, about: key, reason, ...values });

/** What the environment and the words of a command lose. */
const WORDS: readonly ExpectedDifference[] = [
  of(
    /PassEnvironment=/,
    'differs',
    /env\.container/,
    'the environment of systemd itself is not in the input',
  ),
  {
    field: /env\.(NODE_NAME|HOST_IP)/,
    left: NOTHING,
    code: 'host-address',
    reason: 'the variable that the value comes from',
  },
  {
    field: /(argv\[\d+\]|env\.\w+)/,
    right: /^10\.97\.\d+\.2$/,
    code: 'host-address',
    reason: 'the address of the node; the machine of the suite knows none of its own',
  },
  {
    field: /env\.INSTANCE/,
    left: NOTHING,
    code: 'instances-numbered',
    reason: 'the variable that says which instance it is',
  },
  {
    field: /hosts\..*\.svc\.cluster\.local/,
    left: NOTHING,
    code: 'instances-numbered',
    reason: 'Pods of a StatefulSet know their name in the cluster',
  },
  {
    field: /argv\[\d+\]|env\.\w+/,
    right: /REPLACE_ME_/,
    code: 'unknown-value',
    reason: 'only the machine knows the value',
  },
  {
    field: /argv\[\d+\]/,
    right: /^%[a-zA-Z]$/,
    code: 'literal-specifier',
    reason: 'the systemd of fleet did not know it, that of the suite does',
  },
  { field: /argv\[0\]/, left: /^named/, code: 'own-argv0', reason: 'no field sets argv[0]' },
];

const USER_FIELDS = /env\.(LOGNAME|USER|SHELL)|groups|(effective)?[gG]id/;

/** Who the process is. */
const USERS: readonly ExpectedDifference[] = [
  of(/User=/, 'carried-over', /env\.(LOGNAME|USER|SHELL)/, 'systemd sets them for a user', {
    right: NOTHING,
  }),
  of(/User=/, 'differs', USER_FIELDS, 'groups and variables of a user come from the machine'),
  of(/User=/, 'not-needed', USER_FIELDS, 'behind the prefix + only the variables are left'),
  of(
    /User=|Group=/,
    'decide',
    /env\.(LOGNAME|USER)|groups|(effective)?[ugUG]id|capabilities\.(effective|permitted)/,
    'the number of a name stands on the machine',
  ),
  of(
    /DynamicUser=/,
    'differs',
    /(effective)?[uU]id|noNewPrivileges|rootReadOnly|mounts\.\/\.options/,
    'a number that nobody has; the sandbox around it is not made',
  ),
];

/** What no field of a Pod says of a process. */
const PROCESS: readonly ExpectedDifference[] = [
  of(/UMask=/, 'unsupported', /umask/, 'no field sets it'),
  of(/Nice=/, 'unsupported', /scheduling\.nice/, 'no field sets it'),
  of(/CPUSchedulingPolicy=/, 'unsupported', /scheduling\.policy/, 'no field sets it'),
  of(/IOScheduling/, 'unsupported', /scheduling\.io\w+/, 'no field sets it'),
  of(/CPUAffinity=/, 'unsupported', /scheduling\.cpus/, 'no field sets it'),
  of(/TimerSlackNSec=/, 'unsupported', /scheduling\.timerSlackNs/, 'no field sets it'),
  of(/CoredumpFilter=/, 'unsupported', /coredumpFilter/, 'no field sets it'),
  of(/Personality=/, 'unsupported', /personality/, 'no field sets it'),
  of(/OOMScoreAdjust=/, 'unsupported', /oomScoreAdjust/, 'the kubelet sets it'),
  of(/AmbientCapabilities=/, 'unsupported', /capabilities\..*/, 'those of root alone', {
    right: NOTHING,
  }),
  of(/StandardInput/, 'unsupported', /stdin|acts\[0\]\.input/, 'a container has no input'),
  of(
    /Type=notify/,
    'decide',
    /env\.NOTIFY_SOCKET|acts\[0\]\.notified/,
    'nobody listens to what the program tells systemd',
  ),
  of(/echo after/, 'host-program', /files\..*/, 'nobody runs a program of the machine afterwards'),
  of(/WorkingDirectory=~/, 'decide', /workingDirectory/, 'which home is it?'),
  of(/WorkingDirectory=-/, 'differs', /workingDirectory/, 'it is made where it is missing'),
];

const LIMIT = /limits\.\w+\.(soft|hard)/;

/** Limits of the process and of control groups. */
const LIMITS: readonly ExpectedDifference[] = [
  of(/Limit\w+=|--ulimit/, 'unsupported', LIMIT, 'no field sets limits of a process'),
  of(/TasksMax=/, 'unsupported', /cgroup\.pids/, 'no field limits processes'),
  of(/BlockIOWeight=/, 'unsupported', /cgroup\.blkioWeight/, 'a Pod cannot limit block devices'),
  of(
    /CPUShares=|CPUWeight=|CPU weight/,
    'differs',
    /cgroup\.cpuShares/,
    'weights of some units alone would turn the order round',
    { right: /^2$/ },
  ),
  {
    field: /cgroup\.swap/,
    code: 'limit-reserves',
    right: /^0$/,
    reason: 'a Pod with a memory limit may not swap beyond it',
  },
  {
    field: /cgroup\.cpuShares/,
    left: /^1024$/,
    right: /^as the limit$/,
    code: 'limit-reserves',
    reason: 'a CPU limit is a request too, and so a weight',
  },
  {
    field: /cgroup\.(memory|cpuLimit)/,
    left: /^unlimited$/,
    code: 'limit-reserves',
    about: /MemoryLimit=300M|CPUQuota=80%/,
    reason: 'asked for by --option promote-client-limits',
  },
];

/** Directories and other parts of the sandbox. */
const SANDBOX: readonly ExpectedDifference[] = [
  of(
    /RuntimeDirectory=|CacheDirectory=/,
    'carried-over',
    /env\.(RUNTIME|CACHE)_DIRECTORY|acts\[1\]\.stat/,
    'an empty directory is open to all; the variables came after the time of fleet',
  ),
  of(
    /RuntimeDirectory=|CacheDirectory=/,
    'carried-over',
    /mounts\.\/(run|var\/cache)\/.*/,
    'the directory is a volume',
    { left: NOTHING },
  ),
  of(
    /StateDirectory=/,
    'decide',
    /env\.STATE_DIRECTORY|acts\[[01]\]\.(wrote|stat)/,
    'which volume holds the state?',
  ),
  of(
    /InaccessiblePaths=/,
    'unsupported',
    /acts\[1\]\.listed|mounts\.\/srv\/.*/,
    'the volume shows all that is in it',
  ),
  of(/BindPaths=-/, 'host-data', /mounts\.\/data/, 'what is missing is made', { left: NOTHING }),
  of(
    /PrivateTmp=/,
    'carried-over',
    /mounts\.\/(var\/)?tmp\.(from|fstype)/,
    'the directory is a volume of the Pod',
  ),
  of(
    /TemporaryFileSystem=/,
    'carried-over',
    /mounts\.\/srv\.(options|superOptions|size)/,
    'an emptyDir in memory has options of its own',
  ),
  of(
    /PrivateDevices=/,
    'not-needed',
    /cgroup\.devices\..*|devices\..*|mounts\.\/dev(\/.*)?(\.\w+)?/,
    'a container has few devices, in another way',
  ),
];

export const SYSTEMD_DIFFERENCES: readonly ExpectedDifference[] = [
  ...WORDS,
  ...USERS,
  ...PROCESS,
  ...LIMITS,
  ...SANDBOX,
  ...PROGRAM_DIFFERENCES,
];
