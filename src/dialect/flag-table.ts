import { type Fact, fact } from '../fact/fact.ts';
import type { Slot, SlotTypes } from '../fact/slots.ts';
import type { Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import type { LogicalText } from '../source/logical-text.ts';
import { shownText } from './shown.ts';

/** A flag of `rkt run` or `systemd-nspawn`: one entry says all that is known about it. */
export interface FlagEntry {
  /** Every spelling: `--user`, `-u`. The first one names it in findings. */
  readonly names: readonly [string, ...string[]];
  /** `optional` and `boolean` take a value only after `=`. */
  readonly takes: 'value' | 'boolean' | 'optional';
  readonly rule: string;
  /** Chapter of the manual with its example. */
  readonly chapter: string;
  /** What it comes to; null: its reader joins it with other flags and settles it. */
  readonly effect: ((value: LogicalText) => readonly FlagOutcome[]) | null;
}

export type FlagOutcome =
  | { readonly kind: 'sets'; make(token: Token, rule: string): Fact }
  /** `quiet`: class INFO, else NOTE. */
  | { readonly kind: 'no-effect'; readonly why: string; readonly quiet: boolean }
  | { readonly kind: 'differs'; readonly how: string }
  | { readonly kind: 'unsupported'; readonly why: string }
  | { readonly kind: 'decide'; readonly question: string }
  | { readonly kind: 'bad'; readonly expected: string };

type Effect = NonNullable<FlagEntry['effect']>;

export const set = <S extends Slot>(slot: S, value: SlotTypes[S]): FlagOutcome => ({
  kind: 'sets',
  make: (token, rule) => fact(slot, value, token, rule),
});
/** The value as it is written. */
export const setsText = (
  slot: {
    [S in Slot]: SlotTypes[S] extends LogicalText ? S : never;
  }[Slot],
): Effect => {
  return (value) => [set(slot, value)];
};
export const idle = (why: string): FlagOutcome => ({ kind: 'no-effect', why, quiet: true });
export const ask = (question: string): FlagOutcome => ({ kind: 'decide', question });
export const differs = (how: string): FlagOutcome => ({ kind: 'differs', how });
export const lost = (why: string): FlagOutcome => ({ kind: 'unsupported', why });
export const bad = (expected: string): FlagOutcome => ({ kind: 'bad', expected });
export const always = (...outcomes: readonly FlagOutcome[]): Effect => {
  return () => outcomes;
};
export const isOn = (value: LogicalText): boolean => /^(1|t|true|yes|on|)$/i.test(value.text);

/** A flag as it was given; `value` null: none. */
export interface GivenFlag {
  readonly entry: FlagEntry;
  readonly value: LogicalText | null;
  readonly token: Token;
}

const NO_VALUE: LogicalText = { text: '', pieces: [] };

/** Facts of one flag; what is no fact is settled. */
export function factsOfFlag({ entry, value, token }: GivenFlag, notes: Notes): readonly Fact[] {
  const facts: Fact[] = [];
  for (const outcome of entry.effect?.(value ?? NO_VALUE) ?? []) {
    if (outcome.kind === 'sets') facts.push(outcome.make(token, entry.rule));
    else settleOutcome(outcome, { entry, value, token }, notes);
  }
  return facts;
}

function settleOutcome(
  outcome: Exclude<FlagOutcome, { kind: 'sets' }>,
  { entry, value, token }: GivenFlag,
  notes: Notes,
): void {
  const { rule } = entry;
  const [what] = entry.names;
  switch (outcome.kind) {
    case 'no-effect':
      if (outcome.quiet) notes.settle(token, 'no-effect', rule, { why: outcome.why });
      else notes.say('not-needed', token, rule, { what, why: outcome.why });
      return;
    case 'differs':
      notes.say('differs', token, rule, { what, how: outcome.how });
      return;
    case 'unsupported':
      notes.say('unsupported', token, rule, { what, why: outcome.why });
      return;
    case 'decide':
      notes.say('decide', token, rule, { what, question: outcome.question });
      return;
    case 'bad': {
      const shown = value === null ? '' : shownText(value);
      notes.say('bad-value', token, rule, { what, value: shown, expected: outcome.expected });
    }
  }
}
