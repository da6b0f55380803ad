import type { Fact, FactOf } from '../../fact/fact.ts';
import type { Notes } from '../../finding/notes.ts';
import { parseBoolean } from '../../unit/values.ts';
import type { UnitFacts } from '../role.ts';
import { type CalendarPlan, planCalendars } from './schedule-calendar.ts';
import { planMonotonic } from './schedule-monotonic.ts';
import { lastOf, startingDeadline, type TimerCase, type TimerPlan } from './timer-case.ts';

export type { CronPlan, TimerCase, TimerPlan } from './timer-case.ts';

const NOTHING: TimerPlan = { kind: 'nothing' };

/**
 * What a timer comes to (mapping B40–B58a). Settles every `timer.*` fact; says its findings through `notes`, which are
 * those of the timer unit. Pure otherwise: the same case gives the same plan.
 */
export function scheduleOf(of: TimerCase, notes: Notes): TimerPlan {
  settleOptions(of, notes);
  const triggers = triggersOf(of.timer);
  const plan = whatEndsIt(of, triggers, notes) ?? planTriggers(of, triggers, notes);
  for (const { token } of triggers)
    notes.settle(token, 'no-effect', 'B40', { why: 'part of the schedule' });
  return plan;
}

type Trigger = FactOf<'timer.calendar'> | FactOf<'timer.monotonic'>;

function triggersOf({ facts }: UnitFacts): readonly Trigger[] {
  return facts.filter(isTrigger);
}

const isTrigger = (fact: Fact): fact is Trigger =>
  fact.slot === 'timer.calendar' || fact.slot === 'timer.monotonic';

/** The cases that do not depend on when it fires, first match wins. */
function whatEndsIt(of: TimerCase, triggers: readonly Trigger[], notes: Notes): TimerPlan | null {
  const first = triggers[0]?.token ?? null;
  if (of.service === null) {
    notes.say('timer-without-service', first, 'B58', { service: of.serviceName });
    return NOTHING;
  }
  if (first === null) {
    if (!waitsForClock(of.timer))
      notes.say('timer-never-fires', null, 'B58a', { why: 'no trigger is valid' });
    return NOTHING;
  }
  const what = `the timer ${of.timer.unit.name.full}`;
  if (of.staysUp) {
    const how = `it only started ${of.serviceName}, which runs all the time now`;
    notes.say('differs', first, 'B57', { what, how });
    return { kind: 'stays-up' };
  }
  if (lastOf(of.service.facts, 'service.remain-after-exit')?.value === true) {
    const why = `${of.serviceName} stays active after its first run, later ones never came`;
    notes.say('not-needed', first, 'B56', { what, why });
    return { kind: 'once' };
  }
  return sayGlobal(of, what, notes) ? NOTHING : null;
}

/** mapping B55, B55a. True when a person has to decide first. */
function sayGlobal(of: TimerCase, what: string, notes: Notes): boolean {
  if (of.timerIsGlobal && of.serviceIsGlobal) {
    notes.say('decide', null, 'B55', {
      what,
      question:
        'it ran on every machine at each tick, a CronJob runs once in a cluster: which of the two is right? The first is a DaemonSet with a scheduler of its own',
    });
    return true;
  }
  if (of.timerIsGlobal !== of.serviceIsGlobal)
    notes.say('not-needed', null, 'B55a', {
      what: 'Global=true',
      why: 'only one machine had both the timer and its service, so it ran once at each tick',
    });
  return false;
}

/** `OnClockChange=`, `OnTimezoneChange=`: triggers that have been said to be lost (mapping B54). */
const waitsForClock = ({ unit }: UnitFacts): boolean =>
  unit.directives.some(
    ({ key, value }) =>
      (key === 'OnClockChange' || key === 'OnTimezoneChange') && parseBoolean(value.text) === true,
  );

function planTriggers(of: TimerCase, triggers: readonly Trigger[], notes: Notes): TimerPlan {
  const calendars = triggers.filter((fact) => fact.slot === 'timer.calendar');
  const monotonic = triggers.filter((fact) => fact.slot === 'timer.monotonic');
  if (calendars.length === 0) return planMonotonic(monotonic, of, notes);
  for (const { token } of monotonic)
    notes.say('decide', token, 'B46', {
      what: token.label,
      question:
        'a CronJob has one schedule, made of OnCalendar= alone: is that enough, or is it two CronJobs?',
    });
  return deadlineOf(planCalendars(calendars, of, notes), of);
}

/** mapping B42, B43, B16a: with cron fields, missed runs are made up when no deadline is set. */
function deadlineOf(plan: CalendarPlan, of: TimerCase): TimerPlan {
  if (plan.kind !== 'cron') return plan;
  const { facts } = of.timer;
  const persistent = lastOf(facts, 'timer.persistent')?.value === true && !of.suspended;
  return {
    kind: 'cron',
    jobs: plan.jobs.map((job) => ({
      ...job,
      startingDeadlineSeconds: persistent ? null : startingDeadline(facts),
    })),
  };
}

/** Everything but the triggers. */
function settleOptions(of: TimerCase, notes: Notes): void {
  const deadline = { field: `${of.object} spec.startingDeadlineSeconds` };
  for (const fact of of.timer.facts) {
    if (fact.slot === 'timer.unit')
      notes.settle(fact.token, 'set', 'B40', { field: `${of.object} spec.jobTemplate` });
    else if (fact.slot === 'timer.persistent') notes.settle(fact.token, 'set', 'B43', deadline);
    else if (fact.slot === 'timer.accuracy') notes.settle(fact.token, 'set', 'B53', deadline);
    else if (fact.slot === 'timer.randomized-delay') sayDelay(fact, of, notes);
  }
}

/** mapping B52 */
function sayDelay(
  { token, value }: FactOf<'timer.randomized-delay'>,
  { object, choices }: TimerCase,
  notes: Notes,
): void {
  if (value === 0) notes.settle(token, 'no-effect', 'B52', { why: 'no delay' });
  else if (choices.spreadCron && value >= 60_000_000)
    notes.settle(token, 'set', 'B52', { field: `${object} spec.schedule` });
  else
    notes.say('unsupported', token, 'B52', {
      what: token.label,
      why: 'CronJobs start when they are due; the option spread-cron adds a fixed offset',
    });
}
