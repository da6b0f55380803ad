import type { CaseGroup, WitnessCase } from '../case.ts';
import { container, ENDS, PAUSE, POLICIES, policy, program } from './time-ends.ts';
import { OTHER_ENDS } from './time-others.ts';

const WATCH = 25_000;

const CONTAINERS: readonly WitnessCase[] = [
  ...POLICIES.flatMap((value) =>
    (['zero', 'one'] as const).map((end) =>
      container(
        `${value}-${end}`,
        `Restart=${value}, a container: ${ENDS[end]}`,
        end,
        policy(value),
      ),
    ),
  ),
  ...(['always', 'on-failure', 'on-abnormal'] as const).map((value) =>
    container(`${value}-fault`, `Restart=${value}, a container: fault`, 'fault', policy(value)),
  ),
  container('default-one', 'no Restart=, a container: exit 1', 'one', []),
];

const PROGRAMS: readonly WitnessCase[] = [
  ...POLICIES.flatMap((value) =>
    (['zero', 'one', 'fault'] as const).map((end) =>
      program(
        `host-${value}-${end}`,
        `Restart=${value}, a program of the machine: ${ENDS[end]}`,
        end,
        policy(value),
      ),
    ),
  ),
  program('host-default-zero', 'no Restart=, a program of the machine: exit 0', 'zero', []),
  program('host-always-term', 'Restart=always, kill TERM', 'term', policy('always')),
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
  program('host-success-signal', 'SuccessExitStatus=SIGSEGV and Restart=on-failure', 'fault', [
    ...policy('on-failure'),
    'SuccessExitStatus=SIGSEGV',
  ]),
  program('host-prevent-signal', 'RestartPreventExitStatus=SIGSEGV', 'fault', [
    ...policy('always'),
    'RestartPreventExitStatus=SIGSEGV',
  ]),
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
    cases: [...CONTAINERS, ...STATUSES, ...OTHER_ENDS],
  },
  { name: 'time-programs', watch: WATCH, cases: PROGRAMS },
  {
    name: 'time-finite',
    options: ['finite'],
    watch: WATCH,
    cases: renamed(
      'finite',
      named('on-failure-zero', 'on-failure-one', 'success-status', 'host-on-failure-fault'),
    ),
  },
  {
    name: 'time-respected',
    options: ['respect-no-restart'],
    watch: WATCH,
    cases: renamed('respected', named('no-zero', 'no-one', 'default-one', 'host-no-fault')),
  },
];
