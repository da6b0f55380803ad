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
  readonly holdsFlags?: (word: Word, next: Word) => boolean;
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
  const made: Made<S> = { flags: [], rest: [], opaque: [], stop: null };
  for (let at = 0; at < words.length; ) at = takeWord(made, words, at, { index, unit, options });
  return made;
}

interface Made<S extends FlagShape> {
  readonly flags: GivenFlag<S>[];
  readonly rest: Word[];
  readonly opaque: Word[];
  stop: Stop | null;
}

interface Reading<S extends FlagShape> {
  readonly index: FlagIndex<S>;
  readonly unit: string;
  readonly options: ArgvOptions;
}

/** Reads the word at `at`; where to go on. */
function takeWord<S extends FlagShape>(
  made: Made<S>,
  words: readonly Word[],
  at: number,
  { index, unit, options }: Reading<S>,
): number {
  const word = words[at];
  if (word === undefined) return words.length;
  switch (roleOf(word, words[at + 1], options)) {
    case 'opaque':
      made.opaque.push(word);
      return at + 1;
    case 'word':
      made.rest.push(word);
      return at + 1;
    case 'rest':
      addAll(made.rest, words, at);
      return words.length;
    case 'end':
      addAll(made.rest, words, at + 1);
      return words.length;
    case 'flag': {
      const { flags, stop, tookNext } = readFlagWord(word, words[at + 1], index, unit);
      made.flags.push(...flags);
      if (stop === null) return at + (tookNext ? 2 : 1);
      made.stop = stop;
      addAll(made.rest, words, at + 1);
      return words.length;
    }
  }
}

/** Not by spreading: a line of a megabyte has more words than a call takes arguments. */
function addAll(list: Word[], words: readonly Word[], from: number): void {
  for (let at = from; at < words.length; at++) {
    const word = words[at];
    if (word !== undefined) list.push(word);
  }
}

/** `end`: a `--`; `rest`: the first word that is no flag, where none may follow it. */
function roleOf(
  word: Word,
  next: Word | undefined,
  { interspersed, holdsFlags }: ArgvOptions,
): 'flag' | 'word' | 'rest' | 'end' | 'opaque' {
  if (word.text.text === '--') return 'end';
  if (next !== undefined && holdsFlags?.(word, next)) return 'opaque';
  if (isFlag(word)) return 'flag';
  return interspersed ? 'word' : 'rest';
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
    if (spec === undefined) return { ...stopped('unknown-flag', name, word), flags };
    const span = text.length === 2 ? word.span : spanOf(word.text, at === 1 ? 0 : at, at + 1);
    const value = restOfCluster(word.text, at, spec);
    if (value !== null) return done([...flags, valued(spec, name, span, value, unit)]);
    if (spec.takes === 'value') return withNext(spec, name, span, next, unit, flags);
    flags.push({ spec, name, value: null, token: flagToken(spec, span, unit) });
  }
  return done(flags);
}

/** What stands after a letter, where it is its value. `-e=A` is the value A, but `-e=` is the value `=`. */
function restOfCluster(text: LogicalText, at: number, { takes }: FlagShape): LogicalText | null {
  const left = text.text.length - at - 1;
  if (text.text.charAt(at + 1) === '=' && left > 1) return slice(text, at + 2);
  return takes === 'value' && left > 0 ? slice(text, at + 1) : null;
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
