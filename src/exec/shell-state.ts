import { hole, holesOf, type LogicalText, slice, spanOf, written } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { Environment } from './environment.ts';
import { placedAt } from './expand-variables.ts';
import { lookUp, unknownVariable } from './look-up.ts';

/** What a script knows at one point. Values are texts with holes; null: unset for sure. */
export interface ShellState {
  readonly variables: ReadonlyMap<string, LogicalText | null>;
  /** Names that the script exports itself. */
  readonly exported: ReadonlySet<string>;
  readonly exportsAll: boolean;
  /** It sourced a file that was not supplied: any name may be set. */
  readonly sourcedUnknown: boolean;
  /** `$0`, `$1`, …; null: not known. */
  readonly positional: readonly LogicalText[] | null;
}

/** What all parts of one script share. */
export interface Reading {
  readonly environment: Environment;
  /** Names taken from the environment. */
  readonly uses: Set<string>;
  /** Scripts inside of scripts. */
  readonly depth: number;
  /** What `${NAME:=value}` of the command that is being read set. */
  readonly defaults: { readonly name: string; readonly value: LogicalText }[];
}

/** For a script inside of another: a substitution, a file that is sourced. */
export const inner = (reading: Reading): Reading => ({
  ...reading,
  depth: reading.depth + 1,
  defaults: [],
});

/** Values are never longer: `A=$A$A` forty times would be a terabyte. */
const LONGEST_VALUE = 8192;

export function assign(
  state: ShellState,
  name: string,
  value: LogicalText | null,
  { environment }: Reading,
): ShellState {
  const variables = new Map(state.variables);
  variables.set(name, value === null ? null : named(name, value, environment));
  if (!state.exportsAll) return { ...state, variables };
  return { ...state, variables, exported: new Set([...state.exported, name]) };
}

/** An unknown value takes the name of its variable, so that people can answer for it (`--option set=NAME=…`). */
function named(name: string, value: LogicalText, environment: Environment): LogicalText {
  const span = spanOf(value.pieces.length === 0 ? written('', NOWHERE) : value);
  if (value.text.length > LONGEST_VALUE)
    return hole({ kind: 'unknown', variable: name, was: `$${name}` }, span);
  const nameless = holesOf(value).some((h) => h.kind === 'unknown' && h.variable === null);
  if (!nameless) return value;
  const answer = environment.answers.get(name);
  if (answer !== undefined) return written(answer, span);
  if (value.pieces.length !== 1) return value;
  return {
    text: value.text,
    pieces: value.pieces.map((piece) =>
      piece.hole?.kind === 'unknown'
        ? { ...piece, hole: { ...piece.hole, variable: name } }
        : piece,
    ),
  };
}

const NOWHERE: Span = { file: '', start: 0, end: 0 };

export function exportNames(state: ShellState, names: readonly string[]): ShellState {
  return { ...state, exported: new Set([...state.exported, ...names]) };
}

/** What is known after one of two ways was gone: what both agree on. */
export function either(a: ShellState, b: ShellState, span: Span, reading: Reading): ShellState {
  if (a === b) return a;
  const variables = new Map<string, LogicalText | null>();
  for (const name of new Set([...a.variables.keys(), ...b.variables.keys()])) {
    const [left, right] = [valueIn(a, name), valueIn(b, name)];
    variables.set(
      name,
      left !== undefined && sameValue(left, right)
        ? (left ?? null)
        : unknownNow(name, span, reading.environment),
    );
  }
  return {
    variables,
    exported: new Set([...a.exported, ...b.exported]),
    exportsAll: a.exportsAll || b.exportsAll,
    sourcedUnknown: a.sourcedUnknown || b.sourcedUnknown,
    positional: a.positional === b.positional ? a.positional : null,
  };
}

/** undefined: the script did not touch it. */
const valueIn = (state: ShellState, name: string): LogicalText | null | undefined =>
  state.variables.get(name);

function sameValue(a: LogicalText | null, b: LogicalText | null | undefined): boolean {
  if (a === null || b === null || b === undefined) return a === b;
  return a.text === b.text && JSON.stringify(holesOf(a)) === JSON.stringify(holesOf(b));
}

export const forget = (
  state: ShellState,
  names: Iterable<string>,
  span: Span,
  { environment }: Reading,
): ShellState => {
  const variables = new Map(state.variables);
  for (const name of names) variables.set(name, unknownNow(name, span, environment));
  return { ...state, variables };
};

function unknownNow(name: string, span: Span, { answers }: Environment): LogicalText {
  const answer = answers.get(name);
  return answer === undefined
    ? hole({ kind: 'unknown', variable: name, was: `$${name}` }, span)
    : written(answer, span);
}

/** Set by the shell of the host; on CoreOS `sh` is bash. mapping G71: `$HOSTNAME` there is the host's. */
const OF_SHELL =
  /^(PWD|OLDPWD|UID|EUID|PPID|RANDOM|SECONDS|SHLVL|IFS|SHELL|HOME|USER|LOGNAME|OPTIND|GROUPS|BASH\w*|LINENO)$/;

/** The value of a variable at this point; null: it is not set. */
export function valueOfVariable(
  name: string,
  was: string,
  span: Span,
  state: ShellState,
  reading: Reading,
): LogicalText | null {
  const own = state.variables.get(name);
  if (own !== undefined) return own;
  const { environment, uses } = reading;
  const set = environment.variables.get(name);
  if (set === undefined && name === 'HOSTNAME' && !environment.answers.has(name))
    return hole({ kind: 'symbol', symbol: 'NODE_NAME', was }, span);
  if (set !== undefined || !OF_SHELL.test(name)) uses.add(name);
  const found = lookUp(environment, name, was, span, null);
  if (found?.kind === 'machine') return found.text;
  if (found?.kind === 'variable') {
    const { value, from } = found.variable;
    return from === 'file' ? placedAt(value, span) : value;
  }
  if (!state.sourcedUnknown && !OF_SHELL.test(name)) return null;
  const answer = environment.answers.get(name);
  return answer === undefined ? unknownVariable(name, was, span) : written(answer, span);
}

/** `$1`, `$@`, `$#`, `$?`…: not names. null: empty. */
export function specialValue(
  name: string,
  was: string,
  span: Span,
  { positional }: ShellState,
): readonly LogicalText[] {
  const unknown = [hole({ kind: 'unknown', variable: null, was }, span)];
  if (/^\d+$/.test(name)) {
    if (positional === null) return unknown;
    const value = positional[Number(name)];
    return value === undefined ? [] : [value];
  }
  if (positional === null || !'@*#'.includes(name)) return unknown;
  if (name === '#') return [written(String(Math.max(0, positional.length - 1)), span)];
  return positional.slice(1);
}

/** Without the newlines at its end, as a substitution gives it. */
export function withoutNewlines(text: LogicalText): LogicalText {
  const end = text.text.replace(/\n+$/, '').length;
  return end === text.text.length ? text : slice(text, 0, end);
}
