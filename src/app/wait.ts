import type { WaitChoices } from '../change/readiness/judge.ts';
import type { StateRow, Verdict } from '../change/readiness/state-row.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import type { Clock } from './clock.ts';
import type { Cluster } from './cluster-port.ts';
import { type Collection, type Followed, follow } from './follow.ts';
import { isPassingJob, type Known, type Look, lookAt } from './observed.ts';
import {
  collectionOf,
  isChanging,
  type Surrounding,
  surroundingsOf,
  type Target,
} from './surroundings.ts';
import {
  absence,
  freshMemory,
  lateness,
  type Memory,
  type Patiences,
  remember,
  verdictOn,
} from './wait-row.ts';

export interface WaitOptions extends WaitChoices, Patiences {}

/** Times in milliseconds. */
export const WAIT_DEFAULTS = {
  goal: 'ready',
  jobs: true,
  loadBalancers: false,
  timeout: 10 * 60_000,
  noProgress: 5 * 60_000,
  soon: 10_000,
  late: 60_000,
} as const satisfies WaitOptions;

export interface WaitResult {
  /** In the order of the targets. */
  readonly rows: readonly StateRow[];
  /** The signal ended it. */
  readonly isInterrupted: boolean;
}

/** Changes come in bursts: so many milliseconds are waited for more before the next look. */
const BURST = 100;
/** Time passes without events too. */
const TICK = 1000;

/**
 * Waits until each object is ready, has failed, or takes too long, by watches alone. Rows are what they are at the end: one
 * that failed and recovered while others were waited for is ready. `onLook` gets all rows after each look.
 */
export async function waitFor(
  targets: readonly Target[],
  cluster: Cluster,
  clock: Clock,
  options: WaitOptions,
  signal: AbortSignal,
  onLook: (rows: readonly StateRow[]) => void,
): Promise<WaitResult> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const bell = openBell(clock);
  const streams = openStreams(targets, cluster, clock, both, bell.ring);
  const eye = openEye(targets, streams.surroundings, options, clock.now());
  try {
    for (;;) {
      const rows = eye.look(streams.known(), clock.now());
      onLook(rows);
      if (signal.aborted || rows.every((row) => row.verdict !== 'waiting'))
        return { rows, isInterrupted: signal.aborted };
      await Promise.race([bell.next(TICK, both), streams.broken]);
    }
  } finally {
    stop.abort();
  }
}

/** Wakes up after a burst of changes, or after a tick. */
function openBell(clock: Clock) {
  let wake: () => void = () => undefined;
  let rung = false;
  return {
    ring: () => {
      rung = true;
      wake();
    },
    next: async (tick: number, signal: AbortSignal): Promise<void> => {
      const early = new AbortController();
      wake = () => early.abort();
      if (!rung) await clock.sleep(tick, AbortSignal.any([signal, early.signal]));
      if (rung) await clock.sleep(BURST, signal);
      rung = false;
    },
  };
}

function openStreams(
  targets: readonly Target[],
  cluster: Cluster,
  clock: Clock,
  signal: AbortSignal,
  onChange: () => void,
) {
  const surroundings = surroundingsOf(targets);
  const streams = new Map<string, Followed>();
  const ends: Promise<void>[] = [];
  const stops: AbortController[] = [];
  const open = (collection: Collection, once: boolean): void => {
    if (streams.has(collection.path)) return;
    // A signal for each: node warns of one to which many listen.
    const stop = new AbortController();
    stops.push(stop);
    const { followed, ended } = follow(cluster, collection, clock, stop.signal, onChange, once);
    streams.set(collection.path, followed);
    ends.push(ended);
  };
  for (const whole of surroundings) open(whole, whole.fills === 'storageClasses');
  for (const target of targets) open(collectionOf(target), !isChanging(target.object));
  const stopAll = (): void => {
    for (const stop of stops) stop.abort();
  };
  signal.addEventListener('abort', stopAll, { once: true });
  if (signal.aborted) stopAll();
  const broken = new Promise<never>((_, reject) => {
    for (const end of ends) end.catch(reject);
  });
  // It may break after the wait, when nobody listens any more.
  broken.catch(() => undefined);
  return {
    surroundings,
    known: (): ReadonlyMap<string, Known> =>
      new Map([...streams].map(([path, followed]) => [path, knownOf(followed)])),
    /** Never resolves; rejects when the environment fails (credentials that cannot be had). */
    broken,
  };
}

const knownOf = (followed: Followed): Known => ({
  objects: followed.objects,
  isRead: followed.isRead(),
  problem: followed.problem(),
  isRefused: followed.isRefused(),
});

interface Seen {
  memory: Memory;
  last: JsonObject | null;
  verdict: Verdict;
  elapsed: number;
}

/** Looks again and again, and remembers what it saw. */
function openEye(
  targets: readonly Target[],
  surroundings: readonly Surrounding[],
  options: WaitOptions,
  start: number,
) {
  const memories = targets.map(
    (): Seen => ({ memory: freshMemory(start), last: null, verdict: 'waiting', elapsed: 0 }),
  );
  /** Failures shortly before the wait are of the same apply. */
  const since = start - options.late;
  return {
    look: (known: ReadonlyMap<string, Known>, now: number): readonly StateRow[] => {
      const looks = lookAt(targets, surroundings, known, { now, since }, options);
      return targets.map((target, index) => {
        const seen = memories[index];
        const look = looks[index];
        if (seen === undefined || look === undefined) throw new Error('a target was not looked at');
        const row = rowOf(target, look, seen, options, start, now);
        if (row.verdict === 'waiting' || row.verdict !== seen.verdict) seen.elapsed = now - start;
        seen.verdict = row.verdict;
        return { ...row, elapsed: seen.elapsed };
      });
    },
  };
}

function rowOf(
  target: Target,
  look: Look,
  seen: Seen,
  options: WaitOptions,
  start: number,
  now: number,
): StateRow {
  const row = { object: target.object, units: target.units, elapsed: now - start };
  const bare = { ...row, troubles: [], warnings: [] };
  switch (look.kind) {
    case 'there':
      seen.memory = remember(seen.memory, look.judged, now);
      seen.last = look.object;
      return { ...row, ...stateOf(look, verdictOn(look.judged, seen.memory, options, start, now)) };
    case 'absent':
      return { ...bare, ...absentState(seen.last, now - start >= options.soon) };
    case 'unread': {
      const late = look.isRefused ? 'unknown' : lateness(seen.memory, options, start, now);
      const reason = look.problem ?? 'it has not been read yet';
      return { ...bare, verdict: late, state: 'Unknown', reason };
    }
  }
}

/** What has not become ready may have done so since the server was last heard of. */
function stateOf({ judged, problem }: Extract<Look, { kind: 'there' }>, verdict: Verdict) {
  const { readiness, troubles, warnings } = judged;
  const isOld = problem !== null && verdict !== 'ready' && verdict !== 'warning';
  const reason = isOld ? `${readiness.reason}, when last heard of: ${problem}` : readiness.reason;
  return { verdict, state: readiness.state, reason, troubles, warnings };
}

/** `isOver`: it should have been seen by now. */
function absentState(last: JsonObject | null, isOver: boolean) {
  const seen = last && { isPassingJob: isPassingJob(last) };
  const verdict: Verdict = seen?.isPassingJob
    ? 'ready'
    : seen !== null || isOver
      ? 'failed'
      : 'waiting';
  return { verdict, ...absence(seen) };
}
