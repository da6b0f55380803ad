import type { Fact, FactOf } from '../../fact/fact.ts';
import type { Slot } from '../../fact/slots.ts';
import type { UnitFacts } from '../role.ts';

/** A timer, the service it starts, and what only the whole set and the user know of them. */
export interface TimerCase {
  readonly timer: UnitFacts;
  /** null: it is not in the input (mapping B58). `name` is its full name all the same. */
  readonly service: UnitFacts | null;
  readonly serviceName: string;
  /** The service is meant to run for ever: the timer only started it (mapping B57). */
  readonly staysUp: boolean;
  /** Something else starts the service: a unit that wants it, or its desired state (mapping B47a). */
  readonly startedOtherwise: boolean;
  readonly timerIsGlobal: boolean;
  readonly serviceIsGlobal: boolean;
  /** Its desired state is not `launched` (mapping B16a). */
  readonly suspended: boolean;
  /** The object that comes out, for the report: `CronJob/backup`. */
  readonly object: string;
  readonly choices: TimerChoices;
}

/** The options that rules of timers ask for. */
export interface TimerChoices {
  /** Zone of the machines (mapping B44). */
  readonly timezone: string;
  readonly cronFields: boolean;
  readonly loopTimers: boolean;
  readonly spreadCron: boolean;
}

export type TimerPlan =
  | { readonly kind: 'cron'; readonly jobs: readonly CronPlan[] }
  /** A Job, or what B10 makes of a Global unit: the timer fires once (B50, B51, B56, B4-4). */
  | { readonly kind: 'once' }
  /** The service is converted as if there were no timer (B57). */
  | { readonly kind: 'stays-up' }
  /** A Deployment that sleeps between two runs (B49). */
  | { readonly kind: 'loop'; readonly seconds: number }
  /** Nothing is made of it: it never ran, or a person has to decide first. The findings say which. */
  | { readonly kind: 'nothing' };

export interface CronPlan {
  /** Cron fields, or `@every 90m`. */
  readonly schedule: string;
  /** null with `@every`. */
  readonly timeZone: string | null;
  /**
   * At least so many; `activeDeadlineSeconds` of the Job where that is more (mapping B42). null: leave the field out
   * (B42a, B43).
   */
  readonly startingDeadlineSeconds: number | null;
}

/** Seconds, at least 60 (mapping B42). */
export function startingDeadline(facts: readonly Fact[]): number {
  const accuracy = lastOf(facts, 'timer.accuracy')?.value ?? 60_000_000;
  const delay = lastOf(facts, 'timer.randomized-delay')?.value ?? 0;
  const seconds = Math.ceil((accuracy + delay) / 1_000_000);
  return Math.min(Math.max(60, seconds), LONGEST);
}

/** A year: a deadline that is no limit. */
const LONGEST = 31_536_000;

export function lastOf<S extends Slot>(facts: readonly Fact[], slot: S): FactOf<S> | null {
  const found = facts.findLast((fact): fact is Fact & FactOf<S> => fact.slot === slot);
  return found ?? null;
}
