import type { CommandNode, CompoundCommand, Redirection } from './parse-shell.ts';
import { namesSetIn } from './parse-shell.ts';
import type { Redirect, Statement } from './shell.ts';
import { readRedirect } from './shell-commands.ts';
import { OutsideGrammar } from './shell-context.ts';
import { leaveGrammar, placeOf, type Run, type StatementRead } from './shell-run.ts';
import { either, forget, type ShellState } from './shell-state.ts';

type If = CompoundCommand & { readonly type: 'If' };
type While = CompoundCommand & { readonly type: 'While' };
type For = CompoundCommand & { readonly type: 'For' };
type Group = CompoundCommand & { readonly type: 'Subshell' | 'BraceGroup' };
type OfCommands = CommandNode & { readonly type: 'Command' | 'TestCommand' | 'Redirected' };
/** What is neither a simple command nor one with redirections. */
export type OtherCommand = Exclude<CommandNode, OfCommands>;

/** `if`, loops, groups; of what is outside of the grammar only the simple commands inside are looked at. */
export function readCompound(node: OtherCommand, state: ShellState, run: Run): StatementRead {
  switch (node.type) {
    case 'If':
      return readIf(node, state, run);
    case 'While':
      return readWhile(node, state, run);
    case 'For':
      return readFor(node, state, run);
    case 'Subshell':
    case 'BraceGroup':
      return readGroup(node, state, run);
    case 'Case':
      return beyond(
        'case',
        node,
        node.items.flatMap(({ body }) => body.commands),
        state,
        run,
      );
    case 'Function':
    case 'Coproc':
      return beyondBody(node, state, run);
    case 'Select':
    case 'ArithmeticFor':
      return beyond('a loop of bash', node, node.body.commands, state, run);
    case 'ArithmeticCommand':
      return beyond('(( … ))', node, [], state, run);
  }
}

type Statements = Parameters<Run['statements']>[0];

function beyond(
  what: string,
  node: OtherCommand,
  inner: Statements,
  state: ShellState,
  run: Run,
): StatementRead {
  leaveGrammar(run, what, placeOf(run, node));
  const before = forget(state, namesSetIn(node), placeOf(run, node), run.reading);
  run.statements(inner, before, run);
  return { statement: null, state: before, success: before };
}

function beyondBody(
  node: OtherCommand & { readonly type: 'Function' | 'Coproc' },
  state: ShellState,
  run: Run,
): StatementRead {
  const what = node.type === 'Function' ? 'a function' : 'coproc';
  const { body } = node;
  if (body.type === 'CompoundList') return beyond(what, node, body.commands, state, run);
  const { pos, end } = body;
  const only = { type: 'Statement', pos, end, command: body, background: undefined } as const;
  return beyond(what, node, [only], state, run);
}

function readIf(node: If, state: ShellState, run: Run): StatementRead {
  const span = placeOf(run, node);
  const condition = run.statements(node.clause.commands, state, run);
  const body = run.statements(node.then.commands, condition.state, run);
  const [next, ...rest] = node.elif;
  let otherwise: readonly Statement[] = [];
  let after = condition.state;
  if (next !== undefined) {
    const nested = readIf({ ...node, ...next, type: 'If', elif: rest }, condition.state, run);
    otherwise = nested.statement === null ? [] : [nested.statement];
    after = nested.state;
  } else if (node.else !== undefined) {
    const read = run.statements(node.else.commands, condition.state, run);
    otherwise = read.statements;
    after = read.state;
  }
  const merged = either(body.state, after, span, run.reading);
  const statement = {
    kind: 'if',
    condition: condition.statements,
    body: body.statements,
    otherwise,
    span,
  } as const;
  return { statement, state: merged, success: merged };
}

function readWhile(node: While, state: ShellState, run: Run): StatementRead {
  const span = placeOf(run, node);
  // What a round sets is not known when the next begins.
  const inside = forget(state, namesSetIn(node), span, run.reading);
  const condition = run.statements(node.clause.commands, inside, run);
  const body = run.statements(node.body.commands, condition.state, run);
  const statement = {
    kind: 'loop',
    while: node.kind === 'while',
    condition: condition.statements,
    body: body.statements,
    span,
  } as const;
  return { statement, state: inside, success: inside };
}

function readFor(node: For, state: ShellState, run: Run): StatementRead {
  const span = placeOf(run, node);
  const context = run.contextOf(run, state);
  const words = (node.wordlist ?? []).flatMap((word) => context.toWords(word, context));
  const inside = forget(state, namesSetIn(node), span, run.reading);
  const body = run.statements(node.body.commands, inside, run);
  const variable = node.name.value;
  const statement = { kind: 'for', variable, words, body: body.statements, span } as const;
  return { statement, state: inside, success: inside };
}

function readGroup(node: Group, state: ShellState, run: Run): StatementRead {
  const read = run.statements(node.body.commands, state, run);
  const after = node.type === 'Subshell' ? state : read.state;
  const statement = {
    kind: 'group',
    body: read.statements,
    redirects: [],
    background: false,
    span: placeOf(run, node),
  } as const;
  return { statement, state: after, success: after };
}

/** Redirections behind a compound command. */
export function readRedirects(
  nodes: readonly Redirection[],
  state: ShellState,
  run: Run,
): readonly Redirect[] {
  try {
    return nodes.flatMap((node) => readRedirect(node, run.contextOf(run, state)));
  } catch (error) {
    if (!(error instanceof OutsideGrammar)) throw error;
    leaveGrammar(run, error.message, error.span);
    return [];
  }
}
