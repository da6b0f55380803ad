import { byteLength } from '../source/bytes.ts';
import { type LogicalText, slice, spanOf } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { UnitName } from '../unit/name.ts';
import { expandSpecifiers } from '../unit/specifiers.ts';
import type { Command, Prefixes, Word } from './command.ts';
import { EXEC_WORDS, extractWord, isBlank, skipBlanks } from './split-words.ts';

/** The commands of one Exec value, up to the first that systemd does not take. */
export interface CommandsRead {
  readonly commands: readonly Command[];
  readonly refusal: Refusal | null;
  /** Words with quotes in the middle that hold blanks (mapping D0-22). */
  readonly midQuoted: readonly Word[];
}

export interface Refusal {
  readonly why: string;
  readonly span: Span;
  /** Only this line is ignored; else the unit does not load (mapping D2-20a). */
  readonly lineOnly: boolean;
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(why: string, span: Span, lineOnly: boolean) {
    super(why);
    this.refusal = { why, span, lineOnly };
  }
}

/** man systemd.service, "Command lines"; mapping D0-22–D0-25. Specifiers are replaced in each word after splitting. */
export function readCommands(value: LogicalText, name: UnitName): CommandsRead {
  const commands: Command[] = [];
  const midQuoted: Word[] = [];
  try {
    for (let at: number | null = 0; at !== null; ) {
      const read = readCommand(value, at, name, midQuoted);
      if (read.command !== null) commands.push(read.command);
      at = read.next;
    }
    return { commands, refusal: null, midQuoted };
  } catch (error) {
    if (error instanceof Refused) return { commands, refusal: error.refusal, midQuoted };
    throw error;
  }
}

/** One command, and where the next begins; `next` null: there is none. */
function readCommand(
  value: LogicalText,
  from: number,
  name: UnitName,
  midQuoted: Word[],
): { readonly command: Command | null; readonly next: number | null } {
  const first = extractWord(value, from, EXEC_WORDS);
  if (first.kind === 'end') return { command: null, next: null };
  if (first.kind === 'broken') throw new Refused('a quote is not closed', first.span, true);
  // Also with quotes round it.
  if (first.word.text.text === ';') return { command: null, next: first.next };
  const { prefixes, program } = takePrefixes(first.word, name);
  const problem = problemOfProgram(program.text.text);
  if (problem !== null) throw new Refused(problem, first.word.span, prefixes.ignoreFailure);
  const { words, end, next } = readArguments(value, first.next, name, prefixes, midQuoted);
  if (prefixes.ownArgv0 && (words[0]?.text.text ?? '') === '')
    throw new Refused(
      'the prefix @ needs a word for argv[0]',
      first.word.span,
      prefixes.ignoreFailure,
    );
  const start = skipBlanks(value.text, from);
  const command = { prefixes, words: [program, ...words], span: spanOf(value, start, end) };
  return { command, next };
}

function readArguments(
  value: LogicalText,
  from: number,
  name: UnitName,
  { ignoreFailure }: Prefixes,
  midQuoted: Word[],
): { readonly words: readonly Word[]; readonly end: number; readonly next: number | null } {
  const words: Word[] = [];
  const { text } = value;
  let end = from;
  for (let at = from; at < text.length; at = skipBlanks(text, at)) {
    if (isLone(text, at, ';')) return { words, end, next: skipBlanks(text, at + 1) };
    if (isLone(text, at, '\\;')) {
      words.push({ text: slice(value, at + 1, at + 2), span: spanOf(value, at, at + 2) });
      end = at += 2;
      continue;
    }
    const extraction = extractWord(value, at, EXEC_WORDS);
    if (extraction.kind === 'end') break;
    if (extraction.kind === 'broken')
      throw new Refused('a quote is not closed', extraction.span, ignoreFailure);
    const word = { ...extraction.word, text: expandSpecifiers(extraction.word.text, name) };
    words.push(word);
    if (extraction.midQuote) midQuoted.push(word);
    at = extraction.next;
    end = trimmedEnd(text, at);
  }
  return { words, end, next: null };
}

/** Does `sign` stand at `at`, with a blank or nothing behind it? */
const isLone = (text: string, at: number, sign: string): boolean =>
  text.startsWith(sign, at) && (at + sign.length >= text.length || isBlank(text, at + sign.length));

function trimmedEnd(text: string, from: number): number {
  let end = from;
  while (end > 0 && isBlank(text, end - 1)) end--;
  return end;
}

/** mapping D0-24: any order, each once, one of `+`, `!`, `!!`. What is said twice is part of the path. */
function takePrefixes(
  word: Word,
  name: UnitName,
): { readonly prefixes: Prefixes; readonly program: Word } {
  const { text } = word.text;
  let at = 0;
  let prefixes: Prefixes = {
    ignoreFailure: false,
    ownArgv0: false,
    noExpansion: false,
    privilege: '',
  };
  for (; ; at++) {
    const more = withPrefix(prefixes, text.charAt(at));
    if (more === null) break;
    prefixes = more;
  }
  const path = at === 0 ? word.text : slice(word.text, at);
  return { prefixes, program: { text: expandSpecifiers(path, name), span: word.span } };
}

function withPrefix(prefixes: Prefixes, c: string): Prefixes | null {
  if (c === '-' && !prefixes.ignoreFailure) return { ...prefixes, ignoreFailure: true };
  if (c === '@' && !prefixes.ownArgv0) return { ...prefixes, ownArgv0: true };
  if (c === ':' && !prefixes.noExpansion) return { ...prefixes, noExpansion: true };
  if (c === '+' && prefixes.privilege === '') return { ...prefixes, privilege: '+' };
  if (c === '!' && prefixes.privilege === '') return { ...prefixes, privilege: '!' };
  if (c === '!' && prefixes.privilege === '!') return { ...prefixes, privilege: '!!' };
  return null;
}

/** Why systemd does not take it for a program; null: it does. */
function problemOfProgram(path: string): string | null {
  if (path === '') return 'there is no program behind the prefix';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what systemd looks for
  if (/[\x01-\x1f"'\\\x7f]/.test(path)) return 'the path of the program holds special characters';
  if (path.endsWith('/')) return 'the program is a directory';
  const parts = path.split('/');
  if (parts.some((part) => byteLength(part) > 255) || byteLength(path) >= 4096)
    return 'the path of the program is too long';
  const isName = parts.length === 1 && path !== '.' && path !== '..';
  return path.startsWith('/') || isName
    ? null
    : 'the program is neither an absolute path nor a bare name';
}
