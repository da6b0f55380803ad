import { canFail, type Judged } from '../change/readiness/judge.ts';
import type { Readiness } from '../change/readiness/state.ts';
import type { StateRow, Verdict } from '../change/readiness/state-row.ts';
import { CAUSES, type Patience, type Trouble } from '../change/readiness/trouble.ts';
import type { Look } from './observed.ts';
import type { Target } from './surroundings.ts';

/** How a wait is; times in milliseconds. */
export interface Patiences {
  /** What is waited for: that it is ready, or that its Pods have their nodes. */
  readonly goal: 'ready' | 'placed';
  /** For one object. */
  readonly timeout: number;
  /** Without a step forward. */
  readonly noProgress: number;
  /** Of causes that only a person can mend. */
  readonly soon: number;
  /** Of causes that may pass. */
  readonly late: number;
}

/** What is remembered of one object between two looks. */
export interface Memory {
  /** Time of the last step forward. */
  readonly forward: number;
  readonly best: number;
  /** Since when each cause has been there without a break. */
  readonly since: ReadonlyMap<string, number>;
}

export const freshMemory = (now: number): Memory => ({
  forward: now,
  best: Number.NEGATIVE_INFINITY,
  since: new Map(),
});

export function remember(memory: Memory, { progress, troubles }: Judged, now: number): Memory {
  const steps = progress > memory.best;
  return {
    forward: steps ? now : memory.forward,
    best: steps ? progress : memory.best,
    since: new Map(troubles.map(({ cause }) => [cause, memory.since.get(cause) ?? now])),
  };
}

/** The verdict on an object that is there. */
export function verdictOn(
  judged: Judged,
  memory: Memory,
  patience: Patiences,
  start: number,
  now: number,
): Verdict {
  const { readiness, warnings, settled, troubles } = judged;
  if (patience.goal === 'placed' && judged.isPlaced) return 'ready';
  if (readiness.state === 'Current' || settled) return warnings.length > 0 ? 'warning' : 'ready';
  if (readiness.state === 'Failed') return 'failed';
  if (troubles.some((trouble) => isOver(trouble, memory, patience, now))) return 'failed';
  return lateness(memory, patience, start, now);
}

/** The verdict on one that is still to come. */
export function lateness(memory: Memory, patience: Patiences, start: number, now: number): Verdict {
  if (now - start >= patience.timeout) return 'timeout';
  return now - memory.forward >= patience.noProgress ? 'stuck' : 'waiting';
}

/** The cause has been there for too long, and nothing has gone forward since. */
function isOver(trouble: Trouble, memory: Memory, patience: Patiences, now: number): boolean {
  if (!canFail(trouble)) return false;
  const time = timeFor(CAUSES[trouble.cause], patience);
  const since = memory.since.get(trouble.cause) ?? now;
  return now - since >= time && (time === 0 || now - memory.forward >= time);
}

function timeFor(patience: Patience, { soon, late }: Patiences): number {
  return patience === 'now' ? 0 : patience === 'soon' ? soon : late;
}

/** An object that is not on the server, or no longer: `seen` is how it looked last. */
export function absence(seen: { readonly isPassingJob: boolean } | null): Readiness {
  if (seen === null) return { state: 'NotFound', reason: 'it is not on the server' };
  return seen.isPassingJob
    ? { state: 'NotFound', reason: 'the Job has ended and was cleared away, as it asks for' }
    : { state: 'NotFound', reason: 'someone has deleted it' };
}

/** The verdict of `status`, which does not wait: what is on its way, and in no trouble, is `waiting`. */
export function verdictAtOnce({ object, units }: Target, look: Look): StateRow {
  const row = { object, units, elapsed: 0 };
  const bare = { ...row, troubles: [], warnings: [] };
  if (look.kind === 'absent') return { ...bare, verdict: 'failed', ...absence(null) };
  if (look.kind === 'unread') {
    const reason = look.problem ?? 'it has not been read';
    return { ...bare, verdict: 'unknown', state: 'Unknown', reason };
  }
  const { readiness, troubles, warnings, settled } = look.judged;
  const isThere = readiness.state === 'Current' || settled;
  const isBad = readiness.state === 'Failed' || troubles.some(canFail);
  const done = warnings.length > 0 ? 'warning' : 'ready';
  const verdict = isThere ? done : isBad ? 'failed' : 'waiting';
  return { ...row, verdict, ...readiness, troubles, warnings };
}
