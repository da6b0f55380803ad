import type { FactOf } from '../../fact/fact.ts';
import type { Notes } from '../../finding/notes.ts';
import { cronOfPeriod, printCron, printEvery } from './cron.ts';
import { sayLoop } from './schedule-loop.ts';
import { type CronPlan, startingDeadline, type TimerCase, type TimerPlan } from './timer-case.ts';

type Monotonic = FactOf<'timer.monotonic'>;

/** `OnBootSec=`, `OnUnitActiveSec=` and their kin, without `OnCalendar=` (mapping B47–B51). */
export function planMonotonic(
  triggers: readonly Monotonic[],
  of: TimerCase,
  notes: Notes,
): TimerPlan {
  const periodic = triggers.filter(({ value }) => value.after.startsWith('unit-'));
  const starters = triggers.filter(({ value }) => !value.after.startsWith('unit-'));
  const shortest = periodic.toSorted((a, b) => a.value.microseconds - b.value.microseconds)[0];
  if (shortest === undefined) return sayOnce(starters, of, notes);
  if (starters.length === 0 && !of.startedOtherwise) {
    notes.say('timer-never-fires', shortest.token, 'B47a', {
      why: `${shortest.token.label} counts from a run of ${of.serviceName}, and nothing makes the first one`,
    });
    return { kind: 'nothing' };
  }
  for (const { token } of starters)
    notes.settle(token, 'no-effect', 'B47', { why: 'the first delay is dropped' });
  if (shortest.value.microseconds < 60_000_000)
    return sayLoop(Math.ceil(shortest.value.microseconds / 1_000_000), shortest.token, of, notes);
  return { kind: 'cron', jobs: [sayPeriod(shortest, of, notes)] };
}

function sayOnce(starters: readonly Monotonic[], of: TimerCase, notes: Notes): TimerPlan {
  for (const { token, value } of starters) {
    const what = token.label;
    if (value.after === 'active')
      notes.say('differs', token, 'B51', { what, how: 'it runs once, at once, without the delay' });
    else
      notes.say('not-needed', token, 'B50', {
        what,
        why: `there is no boot in a cluster: ${of.serviceName} runs once, when it is applied`,
      });
  }
  return { kind: 'once' };
}

function sayPeriod({ token, value }: Monotonic, of: TimerCase, notes: Notes): CronPlan {
  const what = token.label;
  if (value.after === 'unit-inactive')
    notes.say('differs', token, 'B48', {
      what,
      how: 'the period counts from start to start now, it was counted from the end of a run',
    });
  const fields = of.choices.cronFields ? cronOfPeriod(value.microseconds) : null;
  if (fields !== null) {
    notes.say('differs', token, 'B47b', {
      what,
      how: 'runs follow the clock, not the first start',
    });
    return {
      schedule: printCron(fields),
      timeZone: of.choices.timezone,
      startingDeadlineSeconds: startingDeadline(of.timer.facts),
    };
  }
  notes.say('differs', token, 'B47', {
    what,
    how: `the first run comes one period after the object was made; kubectl create job --from=${of.object.toLowerCase()} starts one at once`,
  });
  if (of.suspended)
    notes.say('not-needed', token, 'B16a', {
      what: 'startingDeadlineSeconds',
      why: 'it cannot be set with @every: the CronJob makes up a missed run as soon as it is resumed',
    });
  return {
    schedule: printEvery(value.microseconds),
    timeZone: null,
    startingDeadlineSeconds: null,
  };
}
