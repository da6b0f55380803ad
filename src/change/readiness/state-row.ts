import type { ObjectId } from '../row.ts';
import type { State } from './state.ts';
import type { Trouble } from './trouble.ts';

/**
 * `ready`, `warning` (there is nothing more to wait for, and something to know), `failed`, `timeout`, `stuck` (no progress for
 * too long), `unknown` (its state cannot be read), `waiting`.
 */
export const VERDICTS = [
  'failed',
  'timeout',
  'stuck',
  'unknown',
  'waiting',
  'warning',
  'ready',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface LastWords {
  readonly pod: string;
  readonly container: string;
  readonly lines: readonly string[];
}

/** One object of a wait, or of `status`. */
export interface StateRow {
  readonly object: ObjectId;
  readonly units: readonly string[];
  readonly verdict: Verdict;
  /** kstatus' word. */
  readonly state: State;
  readonly reason: string;
  readonly troubles: readonly Trouble[];
  readonly warnings: readonly string[];
  /** What containers that fail have written last; secrets masked. Absent: nobody asked. */
  readonly lastWords?: readonly LastWords[];
  /** Milliseconds since the wait began until this verdict; of `waiting`, until now. */
  readonly elapsed: number;
}

/** Not as it should be, for good or for as long as we cared to wait. */
export const isBad = ({ verdict }: StateRow): boolean =>
  verdict === 'failed' || verdict === 'timeout' || verdict === 'stuck' || verdict === 'unknown';
