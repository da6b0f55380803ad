import type { Decisions } from '../../decision/options.ts';
import {
  type CronPlan,
  scheduleOf,
  type TimerCase,
  type TimerPlan,
} from '../../dialect/systemd/schedule.ts';
import { entryOf } from '../../finding/finding.ts';
import type { Book } from '../../finding/notes.ts';
import { sanitised } from '../container/pod-name.ts';
import { knowsEntrypoint } from '../container/wrap.ts';
import { staysUp } from './life.ts';
import type { Fate } from './outcomes.ts';
import { type SetUnit, STARTS, saidLast, type UnitSet } from './unit-set.ts';

/** What the timers of a set do to its services (mapping B40–B59). */
export interface Timers {
  /** Service → its CronJobs. */
  readonly schedules: ReadonlyMap<string, readonly CronPlan[]>;
  /** Services that run until they are done, by timer or once. */
  readonly timed: ReadonlySet<string>;
  /** Service → the timer whose placement it takes (mapping B40). */
  readonly placedBy: ReadonlyMap<string, SetUnit>;
  /** Service → seconds between its runs, too few for a CronJob (mapping B49). */
  readonly loops: ReadonlyMap<string, number>;
  /** Services whose CronJobs are suspended: fleet did not start the timer, or does not place the service (mapping B16a). */
  readonly suspended: ReadonlySet<string>;
  /** Of timers, and of services that nothing starts. */
  readonly fates: ReadonlyMap<string, Fate>;
}

/** `runs`: services that become Pods if their timer lets them. */
export function timersOf(
  set: UnitSet,
  runs: ReadonlySet<string>,
  decisions: Decisions,
  book: Book,
): Timers {
  const made: Made = {
    schedules: new Map(),
    timed: new Set(),
    placedBy: new Map(),
    loops: new Map(),
    suspended: new Set(),
    fates: new Map(),
  };
  for (const timer of set.units) {
    if (timer.name.type !== 'timer' || timer.placement.refused) continue;
    const id = serviceOf(timer);
    const service = set.get(id);
    if (service !== null && !runs.has(id))
      made.fates.set(timer.id, { outcome: 'merged', into: id });
    else planTimer(timer, service, caseOf(timer, id, service, set, decisions), made, book);
  }
  return made;
}

interface Made extends Timers {
  readonly schedules: Map<string, readonly CronPlan[]>;
  readonly timed: Set<string>;
  readonly placedBy: Map<string, SetUnit>;
  readonly loops: Map<string, number>;
  readonly suspended: Set<string>;
  readonly fates: Map<string, Fate>;
}

function planTimer(
  timer: SetUnit,
  service: SetUnit | null,
  of: TimerCase,
  { schedules, timed, placedBy, loops, suspended, fates }: Made,
  book: Book,
): void {
  const before = book.findings.length;
  const plan = loopOrNothing(scheduleOf(of, timer.notes), timer, service);
  const asks = book.findings.slice(before).some((f) => entryOf(f).class === 'DECIDE');
  fates.set(timer.id, fateOfTimer(plan, of.serviceName, service, asks));
  if (service === null) return;
  if (plan.kind === 'cron') saySuspended(of, timer, service);
  const { id, placement } = service;
  if (plan.kind === 'nothing')
    fates.set(id, { outcome: asks ? 'needs-decision' : 'unsupported', into: null });
  if (plan.kind === 'cron') schedules.set(id, plan.jobs);
  if (plan.kind === 'cron' && of.suspended) suspended.add(id);
  if (plan.kind === 'loop') loops.set(id, plan.seconds);
  if (plan.kind === 'cron' || plan.kind === 'once') timed.add(id);
  if (placement.peers.some(({ unit }) => unit === timer.id)) placedBy.set(id, timer);
}

/** mapping B16a */
function saySuspended({ suspended, object }: TimerCase, timer: SetUnit, service: SetUnit): void {
  if (!suspended) return;
  const { id, desired, notes } = service.desired === 'inactive' ? service : timer;
  const how = `${object} is suspended`;
  notes.say('not-started', null, 'B16', { unit: id, desired: desired ?? '', how });
}

/** A loop stands around a command, which has to be known (mapping B49). */
function loopOrNothing(plan: TimerPlan, timer: SetUnit, service: SetUnit | null): TimerPlan {
  if (plan.kind !== 'loop' || knowsEntrypoint(service?.shape.main?.role.facts ?? [])) return plan;
  timer.notes.say('decide', null, 'B49', {
    what: `the loop of ${service?.id ?? timer.id}`,
    question: 'only the image knows what it runs: which command is it (--entrypoint)?',
  });
  return { kind: 'nothing' };
}

/** `Unit=`, else the service of the same name (mapping B40). */
const serviceOf = ({ facts, name }: SetUnit): string =>
  saidLast(facts, 'timer.unit')?.value ?? `${name.base}.service`;

function caseOf(
  timer: SetUnit,
  serviceName: string,
  service: SetUnit | null,
  set: UnitSet,
  decisions: Decisions,
): TimerCase {
  return {
    timer: timer.facts,
    service: service?.facts ?? null,
    serviceName,
    staysUp: service !== null && staysUp(service),
    startedOtherwise:
      service?.desired === 'launched' ||
      set
        .needersOf(serviceName)
        .some(
          ({ how, from }) => from !== timer.id && STARTS.includes(how) && set.get(from) !== null,
        ),
    timerIsGlobal: timer.placement.global,
    serviceIsGlobal: service?.placement.global ?? false,
    suspended: !set.isStarted(timer) || service?.desired === 'inactive',
    object: `CronJob/${sanitised(serviceName.replace(/\.service$/, ''))}`,
    choices: {
      timezone: decisions.text('timezone') ?? 'Etc/UTC',
      cronFields: decisions.isOn('cron-fields'),
      loopTimers: decisions.isOn('loop-timers'),
      spreadCron: decisions.isOn('spread-cron'),
    },
  };
}

function fateOfTimer(plan: TimerPlan, service: string, found: SetUnit | null, asks: boolean): Fate {
  switch (plan.kind) {
    case 'cron':
    case 'once':
    case 'loop':
      return { outcome: 'merged', into: service };
    case 'stays-up':
      return { outcome: 'replaced', into: service };
    case 'nothing':
      if (found === null) return { outcome: 'refused', into: null };
      return { outcome: asks ? 'needs-decision' : 'unsupported', into: null };
  }
}
