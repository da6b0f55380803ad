import type { Word } from '../../exec/command.ts';
import type { Redirect } from '../../exec/shell.ts';
import { type LogicalText, slice } from '../../source/logical-text.ts';

/** One command of the host, wrappers and shells taken off (mapping G0-1, G0-2). */
export interface CommandLine {
  /** Last element of the program's path: `etcdctl`. */
  readonly program: string;
  readonly words: readonly Word[];
  /** Text of the words after the program; a hole is one character. */
  readonly args: readonly string[];
  readonly redirects: readonly Redirect[];
}

export function commandLine(
  words: readonly Word[],
  redirects: readonly Redirect[] = [],
): CommandLine {
  return {
    program: programOf(words),
    words,
    args: words.slice(1).map((word) => word.text.text),
    redirects,
  };
}

/** mapping G0-1: the last path element of argv[0]. */
export function programOf(words: readonly Word[]): string {
  const path = words[0]?.text.text ?? '';
  return path.slice(path.lastIndexOf('/') + 1);
}

export interface Options {
  /** Short (`-o`) or long (`--output`) names whose value is the next word or follows `=`; short ones also glued. */
  readonly values: readonly string[];
}

export interface ReadOptions {
  /** Options in order; `value` null: it takes none. */
  readonly options: readonly { readonly name: string; readonly value: LogicalText | null }[];
  readonly operands: readonly Word[];
}

/** getopt_long as most programs use it: options anywhere, `--` ends them, `-abc` is a cluster. */
export function readOptions(words: readonly Word[], { values }: Options): ReadOptions {
  const options: { name: string; value: LogicalText | null }[] = [];
  const operands: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const text = word.text.text;
    if (text === '--') {
      operands.push(...words.slice(at + 1));
      break;
    }
    if (!text.startsWith('-') || text === '-') {
      operands.push(word);
      continue;
    }
    const taken = text.startsWith('--')
      ? readLong(word, words[at + 1], values)
      : readShort(word, words[at + 1], values);
    options.push(...taken.options);
    if (taken.tookNext) at++;
  }
  return { options, operands };
}

interface Taken {
  readonly options: readonly { readonly name: string; readonly value: LogicalText | null }[];
  readonly tookNext: boolean;
}

function readLong(word: Word, next: Word | undefined, values: readonly string[]): Taken {
  const equals = word.text.text.indexOf('=');
  if (equals > 0) {
    const name = word.text.text.slice(0, equals);
    return { options: [{ name, value: slice(word.text, equals + 1) }], tookNext: false };
  }
  const name = word.text.text;
  const takes = values.includes(name) && next !== undefined;
  return { options: [{ name, value: takes ? next.text : null }], tookNext: takes };
}

function readShort(word: Word, next: Word | undefined, values: readonly string[]): Taken {
  const text = word.text.text;
  if (values.includes(text) && next !== undefined)
    return { options: [{ name: text, value: next.text }], tookNext: true };
  const options: { name: string; value: LogicalText | null }[] = [];
  for (let at = 1; at < text.length; at++) {
    const name = `-${text.charAt(at)}`;
    if (!values.includes(name)) {
      options.push({ name, value: null });
      continue;
    }
    if (at + 1 < text.length)
      return {
        options: [...options, { name, value: slice(word.text, at + 1) }],
        tookNext: false,
      };
    const takes = next !== undefined;
    return { options: [...options, { name, value: takes ? next.text : null }], tookNext: takes };
  }
  return { options, tookNext: false };
}

export const hasOption = (read: ReadOptions, ...names: readonly string[]): boolean =>
  read.options.some((option) => names.includes(option.name));

/** The last value given, or null. */
export const optionValue = (read: ReadOptions, ...names: readonly string[]): LogicalText | null =>
  read.options.findLast((option) => names.includes(option.name) && option.value !== null)?.value ??
  null;
