import { isBad, type StateRow } from '../change/readiness/state-row.ts';
import { shownId } from '../change/row.ts';
import type { Paint } from './paint.ts';
import { printStateTotals, statusLines, troubleText } from './status.ts';

export interface Screen {
  readonly columns: number;
  readonly rows: number;
}

/**
 * What a terminal shows while objects are waited for: a line for each that is on its way, then counts and time. Fits the
 * screen: what is too long is cut, what is too much is counted.
 */
export function progressFrame(
  rows: readonly StateRow[],
  elapsed: number,
  screen: Screen,
  paint: Paint,
): readonly string[] {
  const waiting = rows.filter((row) => row.verdict === 'waiting');
  const room = Math.max(1, screen.rows - 3);
  const shown = waiting.length > room ? waiting.slice(0, room - 1) : waiting;
  const more = waiting.length - shown.length;
  const cut = (text: string): string =>
    text.length < screen.columns ? text : `${text.slice(0, Math.max(0, screen.columns - 2))}…`;
  return [
    ...shown.map((row) => cut(`  ${shownId(row.object)}: ${nowText(row)}`)),
    ...(more === 0 ? [] : [cut(`  and ${more} more`)]),
    paint.dim(cut(`${printStateTotals(rows)} after ${durationText(elapsed)}`)),
  ];
}

/** The cause if there is one: it says more than the counts. */
function nowText({ reason, troubles }: StateRow): string {
  const [first] = troubles;
  return first === undefined ? reason : `${reason}; ${troubleText(first)}`;
}

/**
 * Plain lines, for logs: one whenever the verdict of an object, or what keeps it back, changes. That an object is on its way
 * goes without saying.
 */
export function progressLines(
  before: readonly StateRow[],
  now: readonly StateRow[],
): readonly string[] {
  return now.flatMap((row, index) => {
    const line = plainLine(row);
    const old = before[index];
    const isNews = old === undefined ? !isPlainlyWaiting(row) : plainLine(old) !== line;
    return isNews ? [line] : [];
  });
}

function plainLine(row: StateRow): string {
  const { object, verdict, troubles } = row;
  const causes = troubles.map(troubleText).join('; ');
  const why = causes === '' || !isUnfinished(row) ? '' : `: ${causes}`;
  return `${shownId(object)} ${WORDS[verdict]}${why}`;
}

const isPlainlyWaiting = ({ verdict, troubles }: StateRow): boolean =>
  verdict === 'waiting' && troubles.length === 0;

const isUnfinished = (row: StateRow): boolean => row.verdict === 'waiting' || isBad(row);

const WORDS = {
  waiting: 'is on its way',
  ready: 'is ready',
  warning: 'is ready, with a warning',
  failed: 'has failed',
  timeout: 'is not ready in time',
  stuck: 'makes no progress',
  unknown: 'cannot be looked at',
} as const satisfies Record<StateRow['verdict'], string>;

/** The end of a wait: what is bad or to be known, in full; the rest is counted. */
export function printWaitEnd(rows: readonly StateRow[], elapsed: number, paint: Paint): string {
  const told = rows.filter((row) => row.verdict !== 'ready');
  return [
    ...told.flatMap((row) => statusLines(row, paint)),
    `${printStateTotals(rows)} after ${durationText(elapsed)}\n`,
  ].join('\n');
}

/** `850 ms`, `12 s`, `3 m 05 s` */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
}
