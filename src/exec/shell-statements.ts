import { written } from '../source/logical-text.ts';
import type { AndOr, CommandNode, Pipeline, TreeStatement } from './parse-shell.ts';
import { parseShell } from './parse-shell.ts';
import type { SimpleCommand, Statement } from './shell.ts';
import { afterBuiltin } from './shell-builtins.ts';
import { type CommandRead, readSimpleCommand, readTestCommand } from './shell-commands.ts';
import { readCompound, readRedirects } from './shell-compounds.ts';
import type { WordContext } from './shell-context.ts';
import {
  leaveGrammar,
  placeOf,
  type Run,
  type StatementRead,
  type StatementsRead,
} from './shell-run.ts';
import { either, inner, type ShellState } from './shell-state.ts';
import { substitute } from './shell-substitution.ts';
import { expandToText, expandWord } from './shell-words.ts';

/** Statements one after the other, each with what is known after the one before it. */
export function readStatements(
  nodes: readonly TreeStatement[],
  start: ShellState,
  run: Run,
): StatementsRead {
  const statements: Statement[] = [];
  let state = start;
  for (const node of nodes) {
    const read = readStatement(node, state, run);
    if (read.statement !== null) statements.push(read.statement);
    state = read.state;
  }
  return { statements, state };
}

export const contextOf = (run: Run, state: ShellState): WordContext => ({
  base: run.base,
  state,
  reading: run.reading,
  substitute: (part, context) => substitute(part, context, run),
  toWords: expandWord,
  toText: expandToText,
});

function readStatement(node: TreeStatement, state: ShellState, run: Run): StatementRead {
  const background = node.background === true;
  const read = readNode(node.command, state, run, background);
  if (!background || read.statement === null) return read;
  // A job in the background has a shell of its own.
  const statement: Statement =
    read.statement.kind === 'command'
      ? read.statement
      : {
          kind: 'group',
          body: [read.statement],
          redirects: [],
          background: true,
          span: placeOf(run, node),
        };
  return { statement, state, success: state };
}

function readNode(
  node: CommandNode | Pipeline | AndOr,
  state: ShellState,
  run: Run,
  background: boolean,
): StatementRead {
  switch (node.type) {
    case 'AndOr':
      return readAndOr(node, state, run);
    case 'Pipeline':
      return readPipeline(node, state, run);
    case 'Command':
      return finish(readSimpleCommand(node, contextOf(run, state), background), run);
    case 'TestCommand':
      return finish(readTestCommand(node, contextOf(run, state)), run);
    case 'Redirected': {
      const read = readNode(node.command, state, run, false);
      if (read.statement === null) return read;
      const redirects = readRedirects(node.redirects, state, run);
      const span = placeOf(run, node);
      const body = [read.statement];
      return { ...read, statement: { kind: 'group', body, redirects, background: false, span } };
    }
    default:
      return readCompound(node, state, run);
  }
}

/** Takes note of a simple command, and does what the shell does for it. */
function finish({ command, state, outside }: CommandRead, run: Run): StatementRead {
  run.seen.push(command);
  if (outside !== null) leaveGrammar(run, outside.message, outside.span);
  const effect = afterBuiltin(command, state, run.reading);
  if (effect.outside !== null) leaveGrammar(run, effect.outside, command.span);
  const after =
    effect.sources === null ? effect.state : afterSourcing(effect.sources, command, state, run);
  return { statement: command, state: after, success: after };
}

/** mapping G32, G93: a file that was supplied is read like a part of the script; of any other all is unknown. */
function afterSourcing(
  path: string,
  command: SimpleCommand,
  state: ShellState,
  run: Run,
): ShellState {
  // Both dash and bash leave NULs out of what they source.
  const text = run.reading.environment.files.get(path)?.replaceAll('\0', '');
  const parsed = text === undefined || run.reading.depth > 4 ? null : parseShell(text);
  if (parsed === null || text === undefined || parsed.problem !== null)
    return { ...state, sourcedUnknown: true };
  const reading = inner(run.reading);
  const base = written(text, command.span);
  const sourced: Run = { ...run, reading, base, seen: [], outside: null };
  const read = readStatements(parsed.tree.commands, state, sourced);
  return sourced.outside === null ? read.state : { ...state, sourcedUnknown: true };
}

function readAndOr(node: AndOr, state: ShellState, run: Run): StatementRead {
  const [first, ...rest] = node.commands;
  if (first === undefined) return { statement: null, state, success: state };
  let left = readNode(first, state, run, false);
  for (const [at, next] of rest.entries()) {
    const operator = node.operators[at] ?? '&&';
    const right = readNode(next, operator === '&&' ? left.success : left.state, run, false);
    const span = placeOf(run, { pos: node.pos, end: next.end });
    left = joined(left, operator, right, span, run);
  }
  return left;
}

function joined(
  left: StatementRead,
  operator: '&&' | '||',
  right: StatementRead,
  span: SimpleCommand['span'],
  run: Run,
): StatementRead {
  const both = either(left.state, right.state, span, run.reading);
  const sure = left.statement !== null && succeeds(left.statement);
  const statement: Statement | null =
    left.statement === null || right.statement === null
      ? (left.statement ?? right.statement)
      : { kind: 'and-or', left: left.statement, operator, right: right.statement, span };
  if (operator === '&&')
    return { statement, state: sure ? right.state : both, success: right.success };
  if (sure) return { ...left, statement };
  return {
    statement,
    state: both,
    success: either(left.success, right.success, span, run.reading),
  };
}

/** Commands that do not fail where a unit works at all. A command that asks something may well. */
function succeeds(statement: Statement): boolean {
  if (statement.kind === 'and-or')
    return statement.operator === '&&' && succeeds(statement.left) && succeeds(statement.right);
  if (statement.kind !== 'command') return false;
  const name = statement.words[0]?.text.text;
  return (
    name === undefined || /^(export|set|unset|cd|echo|printf|true|:|source|\.|sleep)$/.test(name)
  );
}

function readPipeline(node: Pipeline, state: ShellState, run: Run): StatementRead {
  const read = node.commands.map((command) => readNode(command, state, run, false));
  const stages = read.flatMap(({ statement }) => (statement === null ? [] : [statement]));
  const span = placeOf(run, node);
  const [only] = stages;
  const isPipe = node.commands.length > 1;
  const inner: Statement | null = isPipe ? { kind: 'pipe', stages, span } : (only ?? null);
  const negations = node.prefixes.filter(({ type }) => type === 'Negation').length;
  const statement: Statement | null =
    inner !== null && negations % 2 === 1 ? { kind: 'not', statement: inner, span } : inner;
  // Each stage of a pipe has a shell of its own.
  const after = isPipe ? state : (read[0]?.state ?? state);
  return { statement, state: after, success: after };
}
