import type { Word } from '../../exec/command.ts';
import { isShell, type ShellCall, shellCallAt } from '../../exec/find-script.ts';
import { type LogicalText, slice } from '../../source/logical-text.ts';
import { programOf } from './command-line.ts';
import { readDuration } from './duration.ts';

/** A program that only starts another one (mapping G0-1), and its words up to that one. */
export interface Wrapper {
  readonly program: string;
  readonly words: readonly Word[];
  /** What leaving it out means; null: it is kept (its variables, its time limit). */
  readonly why: string | null;
}

export interface Peeled {
  readonly wrappers: readonly Wrapper[];
  /** What is left: the command that is really run. Empty when a wrapper stood alone. */
  readonly words: readonly Word[];
  /** Variables that `env` and `sudo` set, last one wins. */
  readonly variables: ReadonlyMap<string, LogicalText>;
  /** Of `timeout N`, seconds. */
  readonly deadlineSeconds: number | null;
}

interface WrapperEntry {
  readonly names: readonly string[];
  /** Options whose value is the next word, when it is not glued to them. */
  readonly values: readonly string[];
  /** Words that follow the options and belong to the wrapper: the file of `flock`, the seconds of `timeout`. */
  readonly operands: number;
  /** `A=B` words before the command set variables. */
  readonly sets: boolean;
  readonly why: string | null;
}

const NO_USER = 'a container runs as the user of its image, or as the one that --user names';
const NO_PRIORITY = 'priorities of the machine do not reach a container';

/** Chapter idioms/wrappers. */
export const WRAPPERS: readonly WrapperEntry[] = [
  wrapper(['sudo'], NO_USER, {
    values: ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-U', '-D'],
    sets: true,
  }),
  wrapper(['env'], null, { values: ['-u', '--unset', '-C', '--chdir'], sets: true }),
  wrapper(['nice'], NO_PRIORITY, { values: ['-n', '--adjustment'] }),
  wrapper(['ionice'], NO_PRIORITY, { values: ['-c', '-n', '--class', '--classdata'] }),
  wrapper(['chrt'], NO_PRIORITY, { values: ['-T', '-P', '-D'], operands: 1 }),
  wrapper(['taskset'], NO_PRIORITY, { operands: 1 }),
  wrapper(['timeout'], null, { values: ['-k', '-s', '--kill-after', '--signal'], operands: 1 }),
  wrapper(['nohup'], 'nothing hangs up in a container'),
  wrapper(['exec'], 'the command replaced the shell', { values: ['-a'] }),
  wrapper(['command', 'builtin'], 'it only looks the program up'),
  wrapper(['time'], 'it only measured', { values: ['-f', '-o'] }),
  wrapper(['stdbuf', 'unbuffer'], 'it only changed the buffering of the client', {
    values: ['-i', '-o', '-e'],
  }),
  wrapper(['flock'], 'one Pod runs the command at a time, and nothing else takes the lock', {
    values: ['-w', '--timeout', '-E', '--conflict-exit-code'],
    operands: 1,
  }),
  wrapper(['setuidgid'], NO_USER, { operands: 1 }),
  wrapper(['systemd-cat'], 'what a container prints is its log', {
    values: ['-t', '-p', '--identifier', '--priority'],
  }),
];

function wrapper(
  names: readonly string[],
  why: string | null,
  { values = [], operands = 0, sets = false }: Partial<Omit<WrapperEntry, 'names' | 'why'>> = {},
): WrapperEntry {
  return { names, why, values, operands, sets };
}

const BY_NAME = new Map(WRAPPERS.flatMap((entry) => entry.names.map((name) => [name, entry])));

/** Takes wrappers off in a loop, mapping G0-1. Linear: each word is looked at once. */
export function peelWrappers(words: readonly Word[]): Peeled {
  const wrappers: Wrapper[] = [];
  const variables = new Map<string, LogicalText>();
  let deadlineSeconds: number | null = null;
  let rest = words;
  for (;;) {
    const entry = BY_NAME.get(programOf(rest));
    if (entry === undefined) break;
    const { length, operands } = extent(rest, entry, variables);
    const own = rest.slice(0, length);
    rest = rest.slice(length);
    if (entry.names.includes('timeout'))
      deadlineSeconds = readDuration(operands[0]?.text.text ?? '');
    wrappers.push({ program: entry.names[0] ?? '', words: own, why: entry.why });
    // `flock FILE -c SCRIPT` is a shell of its own.
    if (entry.names.includes('flock') && rest[0]?.text.text === '-c') break;
  }
  return { wrappers, words: rest, variables, deadlineSeconds };
}

/** How many words the wrapper takes, with its options, operands and variables. */
function extent(
  words: readonly Word[],
  entry: WrapperEntry,
  variables: Map<string, LogicalText>,
): { readonly length: number; readonly operands: readonly Word[] } {
  const first = afterOptions(words, entry.values);
  const operands = words.slice(first, first + entry.operands);
  let at = first + operands.length;
  for (; entry.sets && at < words.length; at++) {
    const text = words[at]?.text;
    const set = text === undefined ? null : /^([A-Za-z_]\w*)=/.exec(text.text);
    if (text === undefined || set === null) break;
    variables.set(set[1] ?? '', slice(text, set[0].length));
  }
  return { length: at, operands };
}

/** Index of the first word after the program that is no option and no value of one. */
function afterOptions(words: readonly Word[], values: readonly string[]): number {
  let at = 1;
  for (; at < words.length; at++) {
    const text = words[at]?.text.text ?? '';
    if (text === '--') return at + 1;
    if (!text.startsWith('-')) break;
    if (values.includes(text)) at++;
  }
  return Math.min(at, words.length);
}

/** A shell with a script in its arguments (mapping G0-2). */
export type Shell =
  | {
      readonly kind: 'script';
      readonly name: string;
      /** The shell and its options, up to the script. */
      readonly before: readonly Word[];
      readonly script: Word;
      /** `$0`, `$1`, … */
      readonly args: readonly Word[];
      readonly exportsAll: boolean;
    }
  | { readonly kind: 'file'; readonly path: LogicalText };

/** The shell that a command is, or null. A shell that reads its standard input is none. */
export function readShell(words: readonly Word[]): Shell | null {
  const call = flockScript(words) ?? shellCallAt(words);
  if (call !== null) {
    const at = words.indexOf(call.script);
    return { kind: 'script', name: call.shell, before: words.slice(0, at), ...call };
  }
  if (!isShell(words[0]?.text.text ?? '')) return null;
  const path = words.slice(1).find((word) => !/^[-+]/.test(word.text.text));
  return path === undefined ? null : { kind: 'file', path: path.text };
}

/** What is left of `flock FILE -c SCRIPT`. */
function flockScript([option, script]: readonly Word[]): ShellCall | null {
  if (option?.text.text !== '-c' || script === undefined) return null;
  return { shell: 'flock', script, args: [], exportsAll: false };
}
