import { concat, type LogicalText, slice, spanOf, written } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { Word } from './command.ts';
import type { Assignment, CommandNode, Redirection, TestExpression } from './parse-shell.ts';
import type { Redirect, ShellAssignment, SimpleCommand } from './shell.ts';
import { OutsideGrammar, type WordContext } from './shell-context.ts';
import { assign, type ShellState, valueOfVariable } from './shell-state.ts';
import { expandToText, expandWord } from './shell-words.ts';

export type TreeCommand = CommandNode & { readonly type: 'Command' };
type TestCommand = CommandNode & { readonly type: 'TestCommand' };

/** A simple command and what its assignments leave behind. */
export interface CommandRead {
  readonly command: SimpleCommand;
  readonly state: ShellState;
  /** It holds something outside of the grammar; the words of the command are then as they are written. */
  readonly outside: OutsideGrammar | null;
}

export function readSimpleCommand(
  node: TreeCommand,
  context: WordContext,
  background: boolean,
): CommandRead {
  try {
    return { ...expandCommand(node, context, background), outside: null };
  } catch (error) {
    if (!(error instanceof OutsideGrammar)) throw error;
    const command = asWritten(node, context, background);
    return { command, state: context.state, outside: error };
  }
}

function expandCommand(
  node: TreeCommand,
  context: WordContext,
  background: boolean,
): { readonly command: SimpleCommand; readonly state: ShellState } {
  const { base, reading } = context;
  reading.defaults.length = 0;
  const words = [
    ...(node.name === undefined ? [] : expandWord(node.name, context)),
    ...node.args.flatMap((arg) =>
      arg.type === 'Word' ? expandWord(arg, context) : [assignmentWord(arg, context)],
    ),
  ];
  let state = withDefaults(context);
  const assignments: ShellAssignment[] = [];
  for (const item of node.prefix) {
    if (item.type !== 'Assignment') continue;
    const value = valueOfAssignment(item, { ...context, state });
    state = assign(withDefaults({ ...context, state }), item.name, value, reading);
    const known = state.variables.get(item.name) ?? value;
    assignments.push({ name: item.name, value: known, span: spanOf(base, item.pos, item.end) });
  }
  const after = words.length > 0 ? withDefaults(context) : state;
  const command: SimpleCommand = {
    kind: 'command',
    assignments,
    words,
    redirects: node.redirects.flatMap((redirect) => readRedirect(redirect, context)),
    background,
    exported: exportedIn(state, words.length > 0 ? assignments : []),
    span: spanOf(base, node.pos, node.end),
  };
  // In front of a command they are set for that command only.
  return { command, state: after };
}

/** After `${NAME:=value}` in the words that were just read. */
const withDefaults = ({ state, reading }: WordContext): ShellState =>
  reading.defaults.reduce((s, { name, value }) => assign(s, name, value, reading), state);

function exportedIn(
  state: ShellState,
  own: readonly ShellAssignment[],
): ReadonlyMap<string, LogicalText> {
  const exported = new Map<string, LogicalText>();
  for (const name of state.exported) {
    const value = state.variables.get(name);
    if (value !== undefined && value !== null) exported.set(name, value);
  }
  for (const { name, value } of own) exported.set(name, value);
  return exported;
}

function valueOfAssignment(item: Assignment, context: WordContext): LogicalText {
  const span = spanOf(context.base, item.pos, item.end);
  if (item.value.type !== 'Word' || item.index !== undefined)
    throw new OutsideGrammar('an array', span);
  const value = expandToText(item.value, context);
  if (item.append !== true) return value;
  const { state, reading } = context;
  const before = valueOfVariable(item.name, `$${item.name}`, span, state, reading);
  return before === null ? value : concat([before, value]);
}

/** `A=1` behind `export`: one word, not split. */
function assignmentWord(item: Assignment, context: WordContext): Word {
  const { base } = context;
  const span = spanOf(base, item.pos, item.end);
  const parts = item.value.type === 'Word' ? item.value.parts : undefined;
  if (parts?.some(({ type }) => type === 'BraceExpansion') === true)
    throw new OutsideGrammar('a brace expansion', span);
  const value = valueOfAssignment(item, context);
  const head = slice(base, item.pos, item.pos + item.name.length + 1);
  const rest = { ...value, pieces: value.pieces.map((piece) => ({ ...piece, span })) };
  return { text: concat([head, rest]), span };
}

export function readRedirect(redirect: Redirection, context: WordContext): readonly Redirect[] {
  const span = spanOf(context.base, redirect.pos, redirect.end);
  if (redirect.type === 'HereDoc') throw new OutsideGrammar('a here-document', span);
  const { descriptor, operator, target } = redirect;
  if (descriptor?.type === 'FileDescriptorVariable')
    throw new OutsideGrammar('a redirection to a variable', span);
  const number = descriptor === undefined ? '' : String(descriptor.value);
  return target === undefined
    ? []
    : [{ operator: number + operator, target: expandToText(target, context), span }];
}

/** The words of a command that could not be expanded. */
function asWritten(node: TreeCommand, { base }: WordContext, background: boolean): SimpleCommand {
  const items = [...(node.name === undefined ? [] : [node.name]), ...node.args];
  return {
    kind: 'command',
    assignments: [],
    words: items.map(({ pos, end }) => ({
      text: slice(base, pos, end),
      span: spanOf(base, pos, end),
    })),
    redirects: [],
    background,
    exported: new Map(),
    span: spanOf(base, node.pos, node.end),
  };
}

/** `[[ … ]]` as the command that it is for us: a test. */
export function readTestCommand(node: TestCommand, context: WordContext): CommandRead {
  const span = spanOf(context.base, node.pos, node.end);
  const sign = (text: string): Word => ({ text: written(text, span), span });
  const words = [sign('[['), ...testWords(node.expression, context, span), sign(']]')];
  const exported = exportedIn(context.state, []);
  const command: SimpleCommand = {
    kind: 'command',
    assignments: [],
    words,
    redirects: [],
    background: false,
    exported,
    span,
  };
  return { command, state: context.state, outside: null };
}

function testWords(test: TestExpression, context: WordContext, span: Span): readonly Word[] {
  const of = (inner: TestExpression): readonly Word[] => testWords(inner, context, span);
  const sign = (text: string): Word => ({ text: written(text, span), span });
  switch (test.type) {
    case 'TestUnary':
      return [sign(test.operator), operand(test.operand, context)];
    case 'TestBinary':
      return [operand(test.left, context), sign(test.operator), operand(test.right, context)];
    case 'TestLogical':
      return test.operands.flatMap((o, i) => (i === 0 ? of(o) : [sign(test.operator), ...of(o)]));
    case 'TestNot':
      return [...test.negations.map(() => sign('!')), ...of(test.operand)];
    case 'TestGroup':
      return [sign('('), ...of(test.expression), sign(')')];
  }
}

const operand = (word: Parameters<typeof expandToText>[0], context: WordContext): Word => ({
  text: expandToText(word, context),
  span: spanOf(context.base, word.pos, word.end),
});
