import type { Word } from '../../exec/command.ts';
import type { Token } from '../../finding/account.ts';
import { HOLE, type LogicalText, slice, spanOf } from '../../source/logical-text.ts';
import type { Span } from '../../source/source.ts';
import { joinSpans, shown } from './words.ts';

/** What the reader of a command line has to know of a flag. */
export interface FlagShape {
  /** Every spelling: `--publish`, `-p`. The first one names it in findings. */
  readonly names: readonly [string, ...string[]];
  /** A `boolean` takes a value only after `=` (mapping E0-04). */
  readonly takes: 'value' | 'boolean';
  /** Spellings with one dash that are whole words, read before anything else (mapping E0-06). */
  readonly oldNames?: readonly string[];
}

/** One flag of a command line, with its value. */
export interface GivenFlag<S extends FlagShape = FlagShape> {
  readonly spec: S;
  /** The spelling that was used. */
  readonly name: string;
  /** null: a boolean without a value, which is true. */
  readonly value: LogicalText | null;
  readonly token: Token;
}

export interface Argv<S extends FlagShape> {
  readonly flags: readonly GivenFlag<S>[];
  readonly rest: readonly Word[];
  /** Reading stopped here: what follows cannot be known (mapping E0-05). */
  readonly stop: Stop | null;
  /** Words that are nothing but an unknown value where flags were expected. */
  readonly opaque: readonly Word[];
}

export interface Stop {
  readonly why: 'unknown-flag' | 'no-value' | 'bad-syntax';
  readonly flag: string;
  readonly span: Span;
}

export interface ArgvOptions {
  /** Flags may follow other words, as they do except after `run`, `create` and `exec`. */
  readonly interspersed: boolean;
  /** Is this word, whose value is not known, one that holds flags? */
  readonly holdsFlags?: (word: Word, following: readonly Word[]) => boolean;
}

export type FlagIndex<S extends FlagShape> = ReadonlyMap<string, S>;

export function indexFlags<S extends FlagShape>(specs: readonly S[]): FlagIndex<S> {
  return new Map(
    specs.flatMap((spec) =>
      [...spec.names, ...(spec.oldNames ?? [])].map((name) => [name, spec] as const),
    ),
  );
}

/** The words after a subcommand, taken apart as docker's flag library does (mapping E0-03, E0-04, E0-06). */
export function readArgv<S extends FlagShape>(
  words: readonly Word[],
  index: FlagIndex<S>,
  unit: string,
  options: ArgvOptions,
): Argv<S> {
  const flags: GivenFlag<S>[] = [];
  const rest: Word[] = [];
  const opaque: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    if (word.text.text === '--') {
      rest.push(...words.slice(at + 1));
      break;
    }
    if (options.holdsFlags?.(word, words.slice(at + 1))) {
      opaque.push(word);
      continue;
    }
    if (!isFlag(word)) {
      if (!options.interspersed) {
        rest.push(...words.slice(at));
        break;
      }
      rest.push(word);
      continue;
    }
    const read = readFlagWord(word, words[at + 1], index, unit);
    flags.push(...read.flags);
    if (read.stop !== null) return { flags, rest: words.slice(at + 1), stop: read.stop, opaque };
    if (read.tookNext) at++;
  }
  return { flags, rest, stop: null, opaque };
}

const isFlag = ({ text }: Word): boolean => text.text.startsWith('-') && text.text !== '-';

interface FlagWord<S extends FlagShape> {
  readonly flags: readonly GivenFlag<S>[];
  readonly stop: Stop | null;
  readonly tookNext: boolean;
}

function readFlagWord<S extends FlagShape>(
  word: Word,
  next: Word | undefined,
  index: FlagIndex<S>,
  unit: string,
): FlagWord<S> {
  const text = word.text.text;
  const name = text.replace(/=[\s\S]*$/, '');
  const long = text.startsWith('--');
  if (long && (name.length === 2 || name.startsWith('---')))
    return stopped('bad-syntax', text, word);
  const spec = name.length > 2 ? index.get(name) : undefined;
  if (spec === undefined)
    return long ? stopped('unknown-flag', name, word) : readCluster(word, next, index, unit);
  const token = flagToken(spec, word.span, unit);
  if (name.length < text.length)
    return done([{ spec, name, value: slice(word.text, name.length + 1), token }]);
  if (spec.takes === 'boolean') return done([{ spec, name, value: null, token }]);
  return withNext(spec, name, word.span, next, unit, []);
}

/** `-it`, `-dp80:80`, `-e=A=1`: letters until one takes a value, which is what is left or the next word. */
function readCluster<S extends FlagShape>(
  word: Word,
  next: Word | undefined,
  index: FlagIndex<S>,
  unit: string,
): FlagWord<S> {
  const text = word.text.text;
  const flags: GivenFlag<S>[] = [];
  for (let at = 1; at < text.length; at++) {
    const name = `-${text.charAt(at)}`;
    const spec = index.get(name);
    if (spec === undefined) {
      const { flags: none, stop, tookNext } = stopped<S>('unknown-flag', name, word);
      return { flags: [...flags, ...none], stop, tookNext };
    }
    const last = at === text.length - 1;
    const span = text.length === 2 ? word.span : spanOf(word.text, at === 1 ? 0 : at, at + 1);
    // `-e=A` is the value A, but `-e=` the value `=`: as the flag library has it.
    if (text.charAt(at + 1) === '=' && text.length - at > 2)
      return done([...flags, valued(spec, name, span, slice(word.text, at + 2), unit)]);
    if (spec.takes === 'boolean') {
      flags.push({ spec, name, value: null, token: flagToken(spec, span, unit) });
      continue;
    }
    if (!last) return done([...flags, valued(spec, name, span, slice(word.text, at + 1), unit)]);
    return withNext(spec, name, span, next, unit, flags);
  }
  return done(flags);
}

function withNext<S extends FlagShape>(
  spec: S,
  name: string,
  span: Span,
  next: Word | undefined,
  unit: string,
  before: readonly GivenFlag<S>[],
): FlagWord<S> {
  if (next === undefined)
    return { flags: before, stop: { why: 'no-value', flag: name, span }, tookNext: false };
  const token = flagToken(spec, joinSpans(span, next.span), unit);
  return {
    flags: [...before, { spec, name, value: next.text, token }],
    stop: null,
    tookNext: true,
  };
}

function valued<S extends FlagShape>(
  spec: S,
  name: string,
  span: Span,
  value: LogicalText,
  unit: string,
): GivenFlag<S> {
  const end = value.pieces.length === 0 ? span : spanOf(value);
  return { spec, name, value, token: flagToken(spec, joinSpans(span, end), unit) };
}

const flagToken = (spec: FlagShape, span: Span, unit: string): Token => ({
  kind: 'flag',
  unit,
  label: spec.names[0],
  span,
});

const done = <S extends FlagShape>(flags: readonly GivenFlag<S>[]): FlagWord<S> => ({
  flags,
  stop: null,
  tookNext: false,
});

function stopped<S extends FlagShape>(why: Stop['why'], flag: string, word: Word): FlagWord<S> {
  const name = flag.includes(HOLE) ? shown(word.text) : flag;
  return { flags: [], stop: { why, flag: name, span: word.span }, tookNext: false };
}
