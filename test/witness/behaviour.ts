import type { CaseGroup } from './case.ts';
import type { Run } from './side.ts';
import type { Event } from './statement.ts';

/** Two stops that take as long as one another but for this, in seconds, are alike: the machines have much to do. */
const ALIKE = 1.5;

/** Told by the fields of the stop, or true for a while only. */
const NOT_DONE: ReadonlySet<Event['event']> = new Set(['statement', 'alive', 'signal', 'other']);

/**
 * What a unit did, as fields: what came of the acts of its first run, by their order; `startedAgain` where the group is
 * watched; where it is stopped, the signals of its last run and how long it took from the first of them to its end.
 */
export function behaviourOf(runs: readonly Run[], group: CaseGroup): ReadonlyMap<string, string> {
  const [first = []] = runs;
  const acts = first.filter(({ event }) => !NOT_DONE.has(event));
  const fields = new Map([
    ['started', runs.length > 0 ? 'yes' : 'no'],
    ...acts.map((event, i): [string, string] => [`acts[${i}].${event.event}`, factsOf(event)]),
  ]);
  if (group.watch !== undefined) fields.set('startedAgain', runs.length > 1 ? 'yes' : 'no');
  if (group.stops === true) {
    const last = runs.at(-1) ?? [];
    const signals = last.flatMap((event) => (event.event === 'signal' ? [event] : []));
    fields.set('stop.signals', inOrder(signals.map(({ signal }) => signal)).join(' '));
    fields.set('stop.seconds', secondsOf(last, signals[0]?.at ?? null));
  }
  return fields;
}

/** SIGCONT, which systemd sends at once behind another, may be told before it. */
const inOrder = (signals: readonly string[]): readonly string[] =>
  signals.toSorted((a, b) => Number(a === 'SIGCONT') - Number(b === 'SIGCONT'));

/** The right side's fields, with its time of stopping written as the left one's where they are alike. */
export function alike(
  left: ReadonlyMap<string, string>,
  right: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const [ours, theirs] = [left.get('stop.seconds'), right.get('stop.seconds')];
  if (ours === undefined || theirs === undefined) return right;
  return Math.abs(Number(ours) - Number(theirs)) <= ALIKE
    ? new Map([...right, ['stop.seconds', ours]])
    : right;
}

const factsOf = (event: Event): string =>
  JSON.stringify({ ...event, event: undefined, at: undefined });

function secondsOf(run: Run, begin: number | null): string {
  const ends = run.flatMap((event) => ('at' in event ? [event.at] : []));
  return begin === null ? 'no signal' : ((Math.max(...ends) - begin) / 1000).toFixed(1);
}
