import type { UnitFacts } from '../../dialect/role.ts';
import type { FactOf } from '../../fact/fact.ts';
import type { Ledger } from '../../fact/ledger.ts';
import type { ExitStatus } from '../../fact/slots.ts';
import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import type { Span } from '../../source/source.ts';
import type { Defined, Hold } from '../container/unit-shape.ts';
import { runtimeLimit } from './runtime-limit.ts';

/** What the notes about restarts look at. `main` null: a program of the host. */
export interface Life {
  readonly unit: UnitFacts;
  readonly directives: Ledger;
  readonly main: Defined | null;
  /** The command that is restarted. */
  readonly command: Span | null;
  readonly container: Ledger | null;
  readonly hold: Hold | null;
  /** `TimeoutStartSec=` became a startup probe (mapping G40a). */
  readonly startup: boolean;
  /** It is not restarted as its Pod is (mapping D2-15b). */
  readonly staysDown: 'Never' | 'OnFailure' | null;
  readonly notes: Notes;
}

/** mapping D2-15 – D2-25, D1-13 in a workload whose containers always restart. Jobs: `assemble` decides. */
export function sayRestarts(life: Life): void {
  restartPolicy(life);
  dockerRestart(life);
  restartDelay(life);
  exitStatuses(life);
  times(life);
  startLimit(life);
  busName(life);
}

/** A Job does as its unit did; only docker's own restarts are left to be answered. */
export function sayJobRestarts(life: Life): void {
  dockerRestart(life);
}

const isDocker = ({ main }: Life): boolean =>
  main?.role.runtime === 'docker' || main?.role.runtime === 'systemd-docker';

const WHEN = {
  no: 'nothing',
  'on-success': 'after a clean end only',
  'on-failure': 'after a failure only',
  'on-abnormal': 'after a signal or a timeout only',
  'on-abort': 'after a signal only',
  'on-watchdog': 'after a watchdog timeout only',
} as const;

function restartPolicy(life: Life): void {
  const { directives, notes, command } = life;
  const said = directives.one('service.restart');
  const byDocker = life.container?.peek('container.docker-restart')?.policy ?? 'no';
  if (life.staysDown !== null) {
    sayStaysDown(life, life.staysDown);
    return;
  }
  if (said === null) {
    if (command !== null && byDocker === 'no' && !isDetached(life))
      notes.say('restarts-anyway', command, 'D2-15', {
        key: 'a unit without Restart=',
        when: WHEN.no,
      });
    return;
  }
  if (said.value === 'always') {
    notes.settle(said.token, 'set', 'D2-16', { why: 'containers of the Pod always restart' });
    return;
  }
  const never = isDocker(life) && NEVER_OF_CLIENT.test(said.value);
  notes.say('restarts-anyway', said.token, ruleOf(life, said.value), {
    key: `Restart=${said.value}`,
    when: never ? 'no container: systemd only saw the exit code of the client' : WHEN[said.value],
  });
}

/** mapping D2-15b */
function sayStaysDown({ directives, command, notes }: Life, policy: 'Never' | 'OnFailure'): void {
  const said = directives.one('service.restart');
  notes.say('differs', said?.token ?? command, 'D2-15b', {
    what: said?.token.label ?? 'a unit without Restart=',
    how: `its container stays down once it has ended (restartPolicy: ${policy}), and the Pod is not Ready from then on`,
  });
}

function ruleOf(life: Life, value: string): string {
  if (value === 'no') return 'D2-15';
  return isDocker(life) ? 'D2-17a' : 'D2-17';
}

const isDetached = ({ hold }: Life): boolean =>
  hold === 'run-detached' || hold === 'start-detached' || hold === 'logs' || hold === 'wait';

/** mapping E2-07 */
function dockerRestart({ container, notes }: Life): void {
  const said = container?.one('container.docker-restart') ?? null;
  if (said === null) return;
  if (said.value.policy === 'no')
    notes.settle(said.token, 'no-effect', said.rule, { why: 'it is the default of docker' });
  else
    notes.say('differs', said.token, 'E2-07', {
      what: `--restart ${said.value.policy}`,
      how: `the kubelet restarts the container ${said.value.policy === 'on-failure' ? 'after a clean end too, without a limit, and ' : ''}with a new root file system, at once and then after 10 s, doubling to 300 s`,
    });
}

/** mapping D2-21 */
function restartDelay({ directives, notes }: Life): void {
  const said = directives.one('service.restart-delay');
  if (said === null) return;
  notes.say('unsupported', said.token, 'D2-21', {
    what: said.token.label,
    why: 'the kubelet restarts at once, then after 10 s, doubling to 300 s',
  });
}

/** mapping D2-18, D2-19 */
function exitStatuses(life: Life): void {
  const { directives, notes } = life;
  const onFailure = directives.peek('service.restart') === 'on-failure';
  for (const { value, token, rule } of directives.many('service.success-exit-status')) {
    if (neverMatched(value, life)) sayNeverMatched(value, token, notes);
    else if (onFailure)
      notes.say('differs', token, 'D2-19', {
        what: `the exit status ${value}`,
        how: 'systemd did not restart after it, a Deployment does',
      });
    else
      notes.say('not-needed', token, rule, {
        what: `the exit status ${value}`,
        why: 'a container of a Deployment restarts whatever its exit status is',
      });
  }
  for (const { value, token } of directives.many('service.restart-prevent-status')) {
    if (neverMatched(value, life)) sayNeverMatched(value, token, notes);
    else
      notes.say('unsupported', token, 'D2-18', {
        what: `the exit status ${value} that prevents a restart`,
        why: 'a Deployment restarts its containers after every end',
      });
  }
  for (const { token } of directives.many('service.restart-force-status'))
    notes.settle(token, 'no-effect', 'D2-18', { why: 'a Deployment restarts after every end' });
}

/** mapping D2-18, Z4a: a docker client ends with a code, so that the name of a signal matches nothing. */
const neverMatched = (value: ExitStatus, { main }: Life): boolean =>
  (typeof value === 'string' || value === 125) && main?.role.runtime === 'docker';

const sayNeverMatched = (value: ExitStatus, token: Token, notes: Notes): void =>
  notes.say('not-needed', token, value === 125 ? 'D2-19a' : 'D2-18', {
    what: `the status ${value}`,
    why:
      value === 125
        ? 'the docker client made it where it could not start the container, which then waits'
        : 'the docker client ends with a code, so a signal never matched',
  });

/** mapping D2-22, D2-25 */
function times({ directives, notes, startup }: Life): void {
  const start = directives.one('service.timeout-start');
  if (start !== null && startup)
    notes.settle(start.token, 'set', 'G40a', { why: 'the startup probe of the container' });
  else if (start !== null) sayStartTime(start, notes);
  const runtime = directives.one('service.runtime-max');
  if (runtime === null) return;
  const isOneshot = directives.peek('service.type') === 'oneshot';
  if (runtimeLimit(runtime, isOneshot, notes) !== null)
    notes.say('unsupported', runtime.token, 'D2-25', {
      what: runtime.token.label,
      why: 'only a Job can end its Pod after a time',
    });
}

function sayStartTime({ value, token }: FactOf<'service.timeout-start'>, notes: Notes): void {
  if (value === 0 || !Number.isFinite(value))
    notes.settle(token, 'no-effect', 'D2-22', { why: 'Kubernetes has no limit either' });
  else
    notes.say('not-needed', token, 'D2-22', {
      what: token.label,
      why: 'it was mostly for the pull, and Kubernetes pulls without a limit',
    });
}

/** mapping D2-05 */
function busName({ directives, notes }: Life): void {
  const said = directives.one('service.bus-name');
  if (said === null) return;
  notes.say('unsupported', said.token, 'D2-05', {
    what: said.token.label,
    why: "a Pod is not on the machine's D-Bus",
  });
}

/** mapping D1-13: given up for good only where the limit could be reached; five starts in 10 s where nothing is written. */
function startLimit(life: Life): void {
  const { directives, notes } = life;
  const interval = directives.one('service.start-limit-interval');
  const burst = directives.one('service.start-limit-burst');
  const delay = directives.peek('service.restart-delay') ?? 100_000;
  const window = interval?.value ?? 10_000_000;
  const starts = burst?.value ?? 5;
  const reached = isStartedAgain(life) && window > 0 && starts > 0 && starts * delay < window;
  const why = `systemd gave up after ${starts} starts within ${window / 1_000_000} s, Kubernetes tries for ever`;
  const about = directives.one('service.restart')?.token.span;
  if (reached && interval === null && burst === null && about !== undefined)
    notes.say('unsupported', about, 'D1-13', { what: 'the start limit', why });
  for (const said of [interval, burst]) {
    if (said === null) continue;
    if (reached) notes.say('unsupported', said.token, 'D1-13', { what: said.token.label, why });
    else
      notes.settle(said.token, 'no-effect', 'D1-13', {
        why: 'the limit could not be reached, and Kubernetes has none',
      });
  }
}

/** A client of docker ends with a code, which the values for signals and timeouts never restart (mapping D2-17a). */
function isStartedAgain(life: Life): boolean {
  const restart = life.directives.peek('service.restart') ?? 'no';
  return restart !== 'no' && !(isDocker(life) && NEVER_OF_CLIENT.test(restart));
}

const NEVER_OF_CLIENT = /^on-(abnormal|abort|watchdog)$/;
