import { STATES } from '../change/readiness/state.ts';
import { isBad, type StateRow, VERDICTS, type Verdict } from '../change/readiness/state-row.ts';
import { CAUSES, type Trouble } from '../change/readiness/trouble.ts';
import { shownId } from '../change/row.ts';
import type { Paint } from './paint.ts';

/** States of the objects of one cluster. */
export interface Status {
  /** Name of the context. */
  readonly context: string;
  readonly rows: readonly StateRow[];
  /** About the set as a whole: a kind that could not be listed. */
  readonly problems: readonly string[];
}

const WIDEST = Math.max(...STATES.map((state) => state.length));

/** One line an object, the causes and warnings below it, the counts at the end. */
export function printStatusText({ context, rows, problems }: Status, paint: Paint): string {
  return [
    paint.strong(`context ${context}`),
    ...rows.flatMap((row) => statusLines(row, paint)),
    ...problems.map((problem) => `${paint.error('error')}: ${problem}`),
    `${printStateTotals(rows)}\n`,
  ].join('\n');
}

/** kstatus' word, the object, why, its units; then what keeps it back. */
export function statusLines(row: StateRow, paint: Paint): readonly string[] {
  const { object, units, reason, troubles, warnings, lastWords = [] } = row;
  const from = units.length === 0 ? '' : `  ${paint.dim(`(${units.join(', ')})`)}`;
  return [
    `${word(row, paint)} ${paint.strong(shownId(object))}: ${reason}${from}`,
    ...troubles.map((trouble) => `    ${troubleText(trouble)}`),
    ...lastWords.flatMap(({ pod, container, lines }) => [
      `    last lines of container ${container} in ${pod}:`,
      ...lines.map((line) => `      ${paint.dim(line)}`),
    ]),
    ...warnings.map((warning) => `    ${paint.warning('warning')}: ${warning}`),
  ];
}

function word(row: StateRow, paint: Paint): string {
  const text = row.state.padEnd(WIDEST);
  if (isBad(row)) return paint.error(text);
  if (row.verdict === 'warning') return paint.warning(text);
  return row.verdict === 'waiting' ? paint.note(text) : text;
}

/** How many Pods are named at most. */
const NAMED = 3;

/** `no node takes the Pod: 0/3 nodes are available … (web-1, web-2 and 4 more)` */
export function troubleText({ sentence, pods }: Trouble): string {
  if (pods.length === 0) return sentence;
  const named = pods.slice(0, NAMED).join(', ');
  return `${sentence} (${pods.length > NAMED ? `${named} and ${pods.length - NAMED} more` : named})`;
}

const COUNTED: Readonly<Record<Verdict, string>> = {
  failed: 'failed',
  timeout: 'not ready in time',
  stuck: 'without progress',
  unknown: 'unknown',
  waiting: 'in progress',
  warning: 'ready with a warning',
  ready: 'ready',
};

/** `1 failed, 2 in progress, 14 ready` */
export function printStateTotals(rows: readonly StateRow[]): string {
  const said = VERDICTS.map((verdict) => ({
    verdict,
    count: rows.filter((row) => row.verdict === verdict).length,
  })).filter(({ count }) => count > 0);
  if (said.length === 0) return 'no objects';
  return said.map(({ verdict, count }) => `${count} ${COUNTED[verdict]}`).join(', ');
}

/** The same for programs; `state` is kstatus' word. */
export function statusDocument({ context, rows, problems }: Status) {
  return {
    context,
    problems,
    rows: rows.map(({ object, units, state, verdict, reason, troubles, warnings }) => ({
      object,
      units,
      state,
      verdict,
      reason,
      causes: troubles.map(({ cause, sentence, pods }) => ({
        cause,
        fails: CAUSES[cause] !== 'show',
        sentence,
        pods,
      })),
      warnings,
    })),
  };
}
