import type { CaseGroup, WitnessCase } from '../case.ts';

const IMAGE = 'localhost/witness:1';
/** Long enough that the start limit of systemd, five in ten seconds, is never reached. */
const PAUSE = 'RestartSec=3';
const WATCH = 25_000;

const service = (...lines: readonly string[]): string => ['[Service]', ...lines, ''].join('\n');

/** How the program ends, a second after its start. */
const ENDS = {
  zero: 'exit 0',
  one: 'exit 1',
  three: 'exit 3',
  term: 'kill TERM',
  hup: 'kill HUP',
  kill: 'kill KILL',
  abort: 'abort',
  fault: 'fault',
} as const;
type End = keyof typeof ENDS;

const acts = (end: End): string => `--do sleep 1000 , ${ENDS[end]}`;

const POLICIES = ['no', 'always', 'on-failure', 'on-success', 'on-abnormal', 'on-abort'] as const;

/** A container that ends by itself. */
function container(
  name: string,
  shows: string,
  end: End,
  lines: readonly string[],
  flags = '--rm',
): WitnessCase {
  const id = `time-${name}`;
  return {
    name: `time/${name}`,
    shows,
    units: {
      [`${id}.service`]: service(
        `ExecStartPre=-/usr/bin/docker rm -f ${id}`,
        `ExecStart=/usr/bin/docker run ${flags} --name ${id} ${IMAGE} ${acts(end)}`,
        ...lines,
      ),
    },
  };
}

/** A program of the machine that ends by itself. */
function program(name: string, shows: string, end: End, lines: readonly string[]): WitnessCase {
  const id = `time-${name}`;
  return {
    name: `time/${name}`,
    shows,
    units: { [`${id}.service`]: service(`ExecStart=/usr/bin/witness ${acts(end)}`, ...lines) },
    options: [`image-map=${id}.service=${IMAGE}`],
  };
}

const policy = (value: string): readonly string[] => [`Restart=${value}`, PAUSE];

const CONTAINERS: readonly WitnessCase[] = [
  ...POLICIES.flatMap((value) =>
    (['zero', 'one', 'fault'] as const).map((end) =>
      container(
        `${value}-${end}`,
        `Restart=${value}, a container: ${ENDS[end]}`,
        end,
        policy(value),
      ),
    ),
  ),
  container('default-one', 'no Restart=, a container: exit 1', 'one', []),
];

const PROGRAMS: readonly WitnessCase[] = [
  ...POLICIES.flatMap((value) =>
    (['zero', 'one', 'term', 'kill', 'abort'] as const).map((end) =>
      program(
        `host-${value}-${end}`,
        `Restart=${value}, a program of the machine: ${ENDS[end]}`,
        end,
        policy(value),
      ),
    ),
  ),
  program('host-default-zero', 'no Restart=, a program of the machine: exit 0', 'zero', []),
  program('host-on-failure-hup', 'Restart=on-failure, kill HUP', 'hup', policy('on-failure')),
];

const STATUSES: readonly WitnessCase[] = [
  container('success-status', 'SuccessExitStatus= and Restart=on-failure', 'three', [
    ...policy('on-failure'),
    'SuccessExitStatus=3 TEMPFAIL',
  ]),
  container('prevent-status', 'RestartPreventExitStatus= and Restart=always', 'three', [
    ...policy('always'),
    'RestartPreventExitStatus=3',
  ]),
  container('force-status', 'RestartForceExitStatus= without Restart=', 'three', [
    PAUSE,
    'RestartForceExitStatus=3',
  ]),
  container('prevent-other', 'RestartPreventExitStatus= of another code', 'three', [
    ...policy('always'),
    'RestartPreventExitStatus=4',
  ]),
  program('host-success-signal', 'SuccessExitStatus=SIGABRT and Restart=on-failure', 'abort', [
    ...policy('on-failure'),
    'SuccessExitStatus=SIGABRT',
  ]),
  program('host-prevent-signal', 'RestartPreventExitStatus=SIGKILL', 'kill', [
    ...policy('always'),
    'RestartPreventExitStatus=SIGKILL',
  ]),
];

const LIMITS: readonly WitnessCase[] = [
  container('limit-reached', 'StartLimitBurst= that is reached', 'one', [
    'Restart=always',
    'RestartSec=200ms',
    'StartLimitInterval=60',
    'StartLimitBurst=2',
  ]),
  container('limit-off', 'StartLimitInterval=0', 'one', [
    'Restart=always',
    'RestartSec=1',
    'StartLimitInterval=0',
  ]),
  {
    name: 'time/limit-default',
    shows: 'the start limit that nobody wrote',
    units: {
      'time-limit-default.service': service(
        'ExecStart=/usr/bin/witness --do exit 1',
        'Restart=always',
      ),
    },
    options: [`image-map=time-limit-default.service=${IMAGE}`],
  },
  program('host-runtime', 'RuntimeMaxSec= and Restart=on-failure', 'zero', policy('on-failure')),
  {
    name: 'time/runtime-max',
    shows: 'RuntimeMaxSec=',
    units: {
      'time-runtime-max.service': service(
        'ExecStart=/usr/bin/witness --do wait',
        'RuntimeMaxSec=3',
        ...policy('always'),
      ),
    },
    options: [`image-map=time-runtime-max.service=${IMAGE}`],
  },
];

const DOCKER: readonly WitnessCase[] = [
  container('docker-always', 'docker run --restart=always', 'one', [], '--restart=always'),
  container(
    'docker-on-failure',
    'docker run --restart=on-failure:2',
    'one',
    [],
    '--restart=on-failure:2',
  ),
  container(
    'docker-zero',
    'docker run --restart=on-failure, exit 0',
    'zero',
    [],
    '--restart=on-failure',
  ),
  container(
    'docker-both',
    '--restart=always and Restart=always',
    'one',
    policy('always'),
    '--restart=always',
  ),
  container('docker-detached', 'docker run -d, Type=forking', 'one', ['Type=forking'], '-d'),
  container(
    'docker-detached-restart',
    'docker run -d --restart=always, Type=forking',
    'one',
    ['Type=forking'],
    '-d --restart=always',
  ),
  {
    name: 'time/minus',
    shows: 'ExecStart=- and Restart=on-failure',
    units: {
      'time-minus.service': service(
        'ExecStartPre=-/usr/bin/docker rm -f time-minus',
        `ExecStart=-/usr/bin/docker run --rm --name time-minus ${IMAGE} ${acts('one')}`,
        ...policy('on-failure'),
      ),
    },
  },
  {
    name: 'time/logs',
    shows: 'docker logs -f and Restart=on-failure',
    units: {
      'time-logs.service': service(
        'ExecStartPre=-/usr/bin/docker rm -f time-logs',
        `ExecStartPre=/usr/bin/docker run -d --name time-logs ${IMAGE} ${acts('one')}`,
        'ExecStart=/usr/bin/docker logs -f time-logs',
        ...policy('on-failure'),
      ),
    },
  },
];

const JOBS: readonly WitnessCase[] = [
  container('job-zero', 'Type=oneshot, exit 0', 'zero', ['Type=oneshot']),
  container('job-one', 'Type=oneshot, exit 1', 'one', ['Type=oneshot']),
  container('job-remain', 'Type=oneshot, RemainAfterExit=', 'zero', [
    'Type=oneshot',
    'RemainAfterExit=yes',
  ]),
  container('job-on-failure', 'Type=oneshot, Restart=on-failure, exit 1', 'one', [
    'Type=oneshot',
    ...policy('on-failure'),
  ]),
  container('job-on-failure-zero', 'Type=oneshot, Restart=on-failure, exit 0', 'zero', [
    'Type=oneshot',
    ...policy('on-failure'),
  ]),
  container('job-success-status', 'Type=oneshot, SuccessExitStatus=, Restart=on-failure', 'three', [
    'Type=oneshot',
    ...policy('on-failure'),
    'SuccessExitStatus=3',
  ]),
  container('job-prevent-status', 'Type=oneshot, RestartPreventExitStatus=', 'three', [
    'Type=oneshot',
    ...policy('on-failure'),
    'RestartPreventExitStatus=3',
  ]),
  program('job-host', 'Type=oneshot, Restart=on-abnormal, kill KILL', 'kill', [
    'Type=oneshot',
    ...policy('on-abnormal'),
  ]),
  {
    name: 'time/job-limit',
    shows: 'TimeoutStartSec= of a oneshot',
    units: {
      'time-job-limit.service': service(
        'Type=oneshot',
        'TimeoutStartSec=4',
        'ExecStart=/usr/bin/witness --do wait',
      ),
    },
    options: [`image-map=time-job-limit.service=${IMAGE}`],
  },
];

/** With other names, for a group of its own. */
const renamed = (prefix: string, cases: readonly WitnessCase[]): readonly WitnessCase[] =>
  cases.map((one) => ({
    ...one,
    name: one.name.replace(/^time/, prefix),
    units: Object.fromEntries(
      Object.entries(one.units).map(([path, text]) => [
        path.replace(/^time/, prefix),
        text.replaceAll(/\btime-/g, `${prefix}-`),
      ]),
    ),
    ...(one.options === undefined
      ? {}
      : { options: one.options.map((option) => option.replace('=time-', `=${prefix}-`)) }),
  }));

const named = (...names: readonly string[]): readonly WitnessCase[] =>
  [...CONTAINERS, ...PROGRAMS, ...STATUSES].filter((one) =>
    names.includes(one.name.replace('time/', '')),
  );

/** Who is started again after the end, and who is not. */
export const TIME_GROUPS: readonly CaseGroup[] = [
  {
    name: 'time',
    watch: WATCH,
    cases: [...CONTAINERS, ...STATUSES, ...LIMITS, ...DOCKER, ...JOBS],
  },
  { name: 'time-programs', watch: WATCH, cases: PROGRAMS },
  {
    name: 'time-finite',
    options: ['finite'],
    watch: WATCH,
    cases: renamed(
      'finite',
      named('on-failure-zero', 'on-failure-one', 'success-status', 'host-on-failure-kill'),
    ),
  },
  {
    name: 'time-respected',
    options: ['respect-no-restart'],
    watch: WATCH,
    cases: renamed('respected', named('no-zero', 'no-one', 'default-one', 'host-no-kill')),
  },
];
