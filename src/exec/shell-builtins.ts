import { HOLE, type LogicalText, slice } from '../source/logical-text.ts';
import type { SimpleCommand } from './shell.ts';
import { assign, exportNames, forget, type Reading, type ShellState } from './shell-state.ts';

/** What the commands of the shell itself do to its variables. */
export interface BuiltinEffect {
  readonly state: ShellState;
  /** Path of a file to be read into this shell. */
  readonly sources: string | null;
  /** Why nothing more can be told of the script. */
  readonly outside: string | null;
}

export function afterBuiltin(
  command: SimpleCommand,
  state: ShellState,
  reading: Reading,
): BuiltinEffect {
  const [first, ...args] = command.words;
  const texts = args.map(({ text }) => text.text);
  const then = (next: ShellState): BuiltinEffect => ({ state: next, sources: null, outside: null });
  switch (first?.text.text) {
    case 'export':
    case 'readonly':
    case 'declare':
    case 'typeset':
    case 'local':
      return then(declared(command, state, reading));
    case 'unset':
      return then(
        texts
          .filter((name) => !name.startsWith('-'))
          .reduce((s, name) => assign(s, name, null, reading), state),
      );
    case 'set':
      return then(withOptions(command, state));
    case 'source':
    case '.':
      return { state, sources: texts[0] ?? '', outside: null };
    case 'read':
    case 'getopts':
    case 'mapfile':
      return then(forget(state, texts.filter(isName), command.span, reading));
    case 'shift':
      return then({ ...state, positional: null });
    case 'eval':
      return { state, sources: null, outside: 'eval' };
    default:
      return then(state);
  }
}

const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text);

function declared(command: SimpleCommand, state: ShellState, reading: Reading): ShellState {
  const [first, ...args] = command.words;
  let next = state;
  const names: string[] = [];
  for (const { text } of args) {
    const name = /^([A-Za-z_]\w*)(?==|$)/.exec(text.text)?.[1];
    if (name === undefined) continue;
    names.push(name);
    if (text.text.length > name.length)
      next = assign(next, name, slice(text, name.length + 1), reading);
  }
  const exports =
    first?.text.text === 'export'
      ? !args.some(({ text }) => text.text === '-n')
      : args.some(({ text }) => /^-\w*x/.test(text.text));
  return exports ? exportNames(next, names) : next;
}

/** `set -a`, `set -o allexport`, `set -- a b`; other options do not matter. */
function withOptions(command: SimpleCommand, state: ShellState): ShellState {
  const args = command.words.slice(1).map(({ text }) => text);
  const options: string[] = [];
  for (const [at, { text }] of args.entries()) {
    const isLongName = /^[-+]\w*o$/.test(args[at - 1]?.text ?? '');
    if (!isLongName && !/^[-+]\w+$/.test(text))
      return { ...withLetters(options, state), positional: positionalOf(args.slice(at), state) };
    options.push(isLongName ? (args[at - 1]?.text ?? '').charAt(0) + text : text);
  }
  return withLetters(options, state);
}

function withLetters(options: readonly string[], state: ShellState): ShellState {
  const said = options.findLast((option) => /^[-+](allexport|[b-z]*a\w*)$/.test(option));
  return said === undefined ? state : { ...state, exportsAll: said.startsWith('-') };
}

function positionalOf(args: readonly LogicalText[], { positional }: ShellState) {
  const values = args[0]?.text === '--' ? args.slice(1) : args;
  const zero = positional?.[0];
  return zero === undefined || values.some(({ text }) => text.includes(HOLE))
    ? null
    : [zero, ...values];
}
