import type { Decisions } from '../../decision/options.ts';
import type { Book } from '../../finding/notes.ts';

/** mapping E7-05, H108: weights count for all containers or for none, so it is asked once for the whole input. */
export function askForWeights(decisions: Decisions, book: Book): void {
  if (decisions.isOn('cpu-requests')) return;
  const dropped = book.findings.filter(({ code, rule }) => code === 'differs' && rule === 'E7-05');
  const units = [...new Set(dropped.flatMap(({ unit }) => unit ?? []))].sort();
  if (units.length > 0) book.of(null).say('cpu-weights', null, 'E7-05', { units });
}
