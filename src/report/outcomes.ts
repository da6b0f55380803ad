import { type ObjectId, shownId } from '../change/row.ts';
import type { Paint } from './paint.ts';

/** How one object ended. */
export interface ShownOutcome {
  readonly object: ObjectId;
  readonly units: readonly string[];
  readonly action: string;
  readonly outcome: 'done' | 'nothing' | 'failed' | 'blocked' | 'left';
  readonly message: string | null;
}

const DONE: Readonly<Record<string, string>> = {
  create: 'created',
  change: 'changed',
  replace: 'replaced',
  adopt: 'adopted',
  prune: 'pruned',
  conflict: 'changed in part',
  remove: 'deleted',
};

const wordFor = ({ outcome, action }: ShownOutcome): string =>
  outcome === 'done' ? (DONE[action] ?? action) : outcome === 'nothing' ? 'unchanged' : outcome;

/** One line for an object that has just ended. */
export function printOutcome(shown: ShownOutcome, paint: Paint): string {
  const { outcome, object, message } = shown;
  const colour =
    outcome === 'failed' ? paint.error : outcome === 'done' ? paint.strong : paint.warning;
  return `${colour(wordFor(shown))} ${shownId(object)}${message === null ? '' : `: ${message}`}\n`;
}

/** `2 created, 1 failed, 14 unchanged` */
export function printOutcomeTotals(all: readonly ShownOutcome[]): string {
  const counts = new Map<string, number>();
  for (const shown of all) counts.set(wordFor(shown), (counts.get(wordFor(shown)) ?? 0) + 1);
  const words = [...Object.values(DONE), 'failed', 'blocked', 'left', 'unchanged'];
  const said = words.flatMap((word) => {
    const count = counts.get(word);
    return count === undefined ? [] : [`${count} ${word}`];
  });
  return said.length === 0 ? 'nothing to do\n' : `${said.join(', ')}\n`;
}
