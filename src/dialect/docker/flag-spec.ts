import { type Fact, fact } from '../../fact/fact.ts';
import type { Slot, SlotTypes } from '../../fact/slots.ts';
import type { Token } from '../../finding/account.ts';
import { EMPTY, type LogicalText } from '../../source/logical-text.ts';
import type { FlagShape, GivenFlag } from './argv.ts';
import type { Draft } from './draft.ts';

/** A flag of `docker run` and `docker create`: all that is known about it stands in its entry in flags.ts. */
export interface FlagSpec extends FlagShape {
  /** Row of the contract. */
  readonly rule: string;
  /** Chapter of the manual with its example: `docker/ports` is docs/docker/ports.md. */
  readonly chapter: string;
  /** `run`: the client that made the container took it, `create` does not. `old`: no client of today has it. */
  readonly client: 'both' | 'run' | 'old';
  /**
   * The client looks at the last value only, so a bad one before it does no harm, as long as it has the form of the
   * flag's type. null: each value is looked at.
   */
  readonly early: Grammar<unknown> | null;
  /** What its value comes to in a conversion. */
  outcomes(value: LogicalText, said: Said): Reading<readonly Outcome[]>;
  /** Puts its value into the body of the create request; the reason when the client refuses it, else null. */
  fill(draft: Draft, value: LogicalText): string | null;
}

/** What a grammar makes of a value. */
export type Reading<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'bad'; readonly expected: string }
  /** A part that decides the value is not known. */
  | { readonly kind: 'hole' };

export type Grammar<T> = (text: LogicalText) => Reading<T>;

/** What a flag does, before the token that says so is known. */
export type Outcome = Kind & {
  /** A row of its own; else that of the flag. */ readonly rule?: string;
};

type Kind =
  | { readonly kind: 'sets'; make(token: Token, rule: string): Fact }
  /** `quiet`: class INFO, else NOTE. */
  | { readonly kind: 'no-effect'; readonly why: string; readonly quiet: boolean }
  | { readonly kind: 'retired'; readonly by: string }
  | { readonly kind: 'differs'; readonly how: string }
  | { readonly kind: 'unsupported'; readonly why: string }
  | { readonly kind: 'decide'; readonly question: string };

/** What else the command says: for flags that mean something only beside others. */
export interface Said {
  has(name: string): boolean;
  /** The last value of a flag, or null. */
  last(name: string): LogicalText | null;
}

export type Effect<T> = (value: T, said: Said) => readonly Outcome[];

/** The value is what the slot wants. */
export const sets = <S extends Slot>(slot: S): Effect<SlotTypes[S]> => {
  return (value) => [set(slot, value)];
};
export const noEffect = (why: string): Effect<unknown> =>
  each({ kind: 'no-effect', why, quiet: true });
export const notNeeded = (why: string): Effect<unknown> =>
  each({ kind: 'no-effect', why, quiet: false });
export const retired = (by: string): Effect<unknown> => each({ kind: 'retired', by });
export const unsupported = (why: string): Effect<unknown> => each({ kind: 'unsupported', why });
const each = (outcome: Outcome): Effect<unknown> => {
  return () => [outcome];
};

export const set = <S extends Slot>(slot: S, value: SlotTypes[S], rule?: string): Outcome => ({
  kind: 'sets',
  make: (token, ofFlag) => fact(slot, value, token, rule ?? ofFlag),
});
export const idle = (why: string): Outcome => ({ kind: 'no-effect', why, quiet: true });

interface EntryOf<T> {
  readonly rule: string;
  readonly chapter: string;
  readonly effect: Effect<T>;
  /** null: the client keeps it to itself, or today's client has no such flag. */
  readonly body: ((draft: Draft, value: T) => void) | null;
  readonly client?: FlagSpec['client'];
  readonly oldNames?: readonly string[];
  readonly early?: Grammar<unknown>;
  /** Where the client takes other values than docker of fleet's time did. */
  readonly clientFill?: (draft: Draft, value: LogicalText) => string | null;
}

export function valueFlag<T>(
  names: FlagSpec['names'],
  grammar: Grammar<T>,
  entry: EntryOf<T>,
): FlagSpec {
  return spec(names, 'value', grammar, entry);
}

export function switchFlag(names: FlagSpec['names'], entry: EntryOf<boolean>): FlagSpec {
  return spec(names, 'boolean', switched, entry);
}

function spec<T>(
  names: FlagSpec['names'],
  takes: FlagSpec['takes'],
  grammar: Grammar<T>,
  { rule, chapter, effect, body, client, oldNames, early, clientFill }: EntryOf<T>,
): FlagSpec {
  return {
    names,
    takes,
    rule,
    chapter,
    client: client ?? 'both',
    early: early ?? null,
    ...(oldNames && { oldNames }),
    outcomes: (text, said) => {
      const read = grammar(text);
      return read.kind === 'value' ? ok(effect(read.value, said)) : read;
    },
    fill:
      clientFill ??
      ((draft, text) => {
        const read = grammar(text);
        if (read.kind === 'value') body?.(draft, read.value);
        return read.kind === 'bad' ? `expected ${read.expected}` : null;
      }),
  };
}

/** The flags that count: of those that are looked at late, only the last of a name. */
export function countingFlags(
  flags: readonly GivenFlag<FlagSpec>[],
): ReadonlySet<GivenFlag<FlagSpec>> {
  const last = new Map(flags.map((flag) => [flag.spec, flag] as const));
  return new Set(flags.filter((flag) => flag.spec.early === null || last.get(flag.spec) === flag));
}

export const ok = <T>(value: T): { readonly kind: 'value'; readonly value: T } => ({
  kind: 'value',
  value,
});
export const bad = (expected: string): { readonly kind: 'bad'; readonly expected: string } => ({
  kind: 'bad',
  expected,
});
export const HIDDEN: { readonly kind: 'hole' } = { kind: 'hole' };

/** Value text of a flag; a switch without a value is `true`. */
export function flagValue({ value, spec }: GivenFlag): LogicalText {
  if (value !== null) return value;
  return spec.takes === 'boolean' ? TRUE : EMPTY;
}

const TRUE: LogicalText = { text: 'true', pieces: [] };

/** As Go reads a bool. */
function switched({ text, pieces }: LogicalText): Reading<boolean> {
  if (pieces.some((piece) => piece.hole)) return HIDDEN;
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return ok(true);
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return ok(false);
  return bad('true or false');
}
