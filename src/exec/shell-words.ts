import {
  concat,
  EMPTY,
  hole,
  type LogicalText,
  slice,
  spanOf,
  written,
} from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { Word } from './command.ts';
import { placedAt } from './expand-variables.ts';
import type { DoubleQuotedChild, TreeWord, WordPart } from './parse-shell.ts';
import { evaluateArithmetic } from './shell-arithmetic.ts';
import { OutsideGrammar, type WordContext } from './shell-context.ts';
import { fieldsOf, inOrder, type Segment } from './shell-fields.ts';
import { expandParameter } from './shell-parameter.ts';
import { specialValue, valueOfVariable } from './shell-state.ts';

/** Fields of one word: expanded, split at blanks where it is not quoted. No names of files are looked for. */
export function expandWord(word: TreeWord, context: WordContext): readonly Word[] {
  const span = spanOf(context.base, word.pos, word.end);
  return braceVariants(word, context).flatMap((segments) => {
    const fields = fieldsOf(segments);
    return fields.map(({ text, own }) => ({
      text: own ? text : inOrder(text, span),
      span: own && text.pieces.length > 0 && fields.length > 1 ? spanOf(text) : span,
    }));
  });
}

/** One text: an assignment, the target of a redirection, a word in quotes. */
export function expandToText(word: TreeWord, context: WordContext): LogicalText {
  const segments = segmentsOf(word, context);
  const [only] = segments;
  if (only !== undefined && segments.length === 1) return nonEmpty(only.text, word, context);
  const joined = concat(segments.map(({ text }) => text));
  return nonEmpty(inOrder(joined, spanOf(context.base, word.pos, word.end)), word, context);
}

const nonEmpty = (text: LogicalText, word: TreeWord, { base }: WordContext): LogicalText =>
  text.pieces.length > 0 ? text : written('', spanOf(base, word.pos, word.end));

function segmentsOf(word: TreeWord, context: WordContext): readonly Segment[] {
  const { base } = context;
  if (word.parts === undefined) return [unquoted(word.pos, word.end, context)];
  return word.parts.flatMap((part) => {
    if (part.type === 'BraceExpansion')
      return [{ text: slice(base, part.pos, part.end), splits: false }];
    return segmentOf(part, context);
  });
}

/** `a{b,c}` is two words. Only lists of plain text; anything else is outside of the grammar. */
function braceVariants(word: TreeWord, context: WordContext): readonly (readonly Segment[])[] {
  const at = word.parts?.findIndex(({ type }) => type === 'BraceExpansion') ?? -1;
  const part = word.parts?.[at];
  if (word.parts === undefined || part === undefined) return [segmentsOf(word, context)];
  const span = spanOf(context.base, part.pos, part.end);
  const inner = part.text.slice(1, -1);
  const others = word.parts.filter(({ type }) => type === 'BraceExpansion').length;
  // Braces come first: `$N{a,b}` asks for the variables `Na` and `Nb`.
  const joinsName = word.parts[at - 1]?.type === 'SimpleExpansion';
  if (others > 1 || joinsName || !/^[\w./:-]*(,[\w./:-]*)+$/.test(inner))
    throw new OutsideGrammar('a brace expansion', span);
  const before = word.parts.slice(0, at).flatMap((p) => segmentOf(p, context));
  const after = word.parts.slice(at + 1).flatMap((p) => segmentOf(p, context));
  return inner
    .split(',')
    .map((text) => [...before, { text: written(text, span), splits: false }, ...after]);
}

function segmentOf(part: WordPart, context: WordContext): readonly Segment[] {
  const { base } = context;
  const span = spanOf(base, part.pos, part.end);
  switch (part.type) {
    case 'Literal':
      return [unquoted(part.pos, part.end, context)];
    case 'Glob':
    case 'ExtendedGlob':
      return [{ text: slice(base, part.pos, part.end), splits: false }];
    case 'SingleQuoted':
      return [quoted(slice(base, part.pos + 1, part.end - 1), span)];
    case 'AnsiCQuoted':
      return [{ text: written(part.value, span), splits: false }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return inDoubleQuotes(part.parts, span, context);
    case 'ProcessSubstitution':
      throw new OutsideGrammar('a process substitution', span);
    case 'BraceExpansion':
      throw new OutsideGrammar('a brace expansion', span);
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion':
      return expansionOf(part, context).map((text, i, all) => ({
        text,
        splits: true,
        breaks: i < all.length - 1,
      }));
  }
}

const quoted = (text: LogicalText, span: Span): Segment => ({
  text: text.pieces.length === 0 ? written('', span) : text,
  splits: false,
});

function inDoubleQuotes(
  parts: readonly DoubleQuotedChild[],
  span: Span,
  context: WordContext,
): readonly Segment[] {
  if (parts.length === 0) return [{ text: written('', span), splits: false }];
  return parts.flatMap((part): readonly Segment[] => {
    if (part.type === 'Literal')
      return [
        { text: withoutBackslashes(context.base, part.pos, part.end, '$`"\\\n'), splits: false },
      ];
    const values = expansionOf(part, context);
    const separate = /^\$(@|\{@\})$/.test(part.text);
    const here = spanOf(context.base, part.pos, part.end);
    if (values.length === 0)
      return separate && parts.length === 1 ? [] : [{ text: written('', here), splits: false }];
    if (separate)
      return values.map((text, i) => ({ text, splits: false, breaks: i < values.length - 1 }));
    const joined = concat(values.flatMap((v, i) => (i === 0 ? [v] : [written(' ', here), v])));
    return [quoted(joined, here)];
  });
}

type Expansion = Exclude<DoubleQuotedChild, { type: 'Literal' }>;

/** The values of one expansion; several only for `$@` and `$*`. */
function expansionOf(part: Expansion, context: WordContext): readonly LogicalText[] {
  const { base, state, reading } = context;
  const span = spanOf(base, part.pos, part.end);
  switch (part.type) {
    case 'SimpleExpansion':
      // A backslash at the end of a line is gone before the shell looks for names.
      if (/^\w\\\n\w/.test(base.text.slice(part.end - 1, part.end + 3)))
        throw new OutsideGrammar('a name that goes on in the next line', span);
      return variableValues(part.text.slice(1), part.text, span, context);
    case 'ParameterExpansion':
      if (part.operation === undefined && part.prefix === undefined && part.index === undefined)
        return variableValues(part.parameter, part.text, span, context);
      return [expandParameter(part, span, context)];
    case 'CommandExpansion':
      return [context.substitute(part, context)];
    case 'ArithmeticExpansion': {
      const number =
        part.expression === undefined ? null : evaluateArithmetic(part.expression, state, reading);
      return [
        number === null
          ? hole({ kind: 'unknown', variable: null, was: part.text }, span)
          : written(String(number), span),
      ];
    }
  }
}

function variableValues(
  name: string,
  was: string,
  span: Span,
  { state, reading }: WordContext,
): readonly LogicalText[] {
  if (!/^[A-Za-z_]/.test(name)) return specialValue(name, was, span, state);
  const value = valueOfVariable(name, was, span, state, reading);
  return value === null ? [] : [value.pieces.length === 0 ? placedAt(EMPTY, span) : value];
}

/** Text outside of quotes: a backslash takes the next character, `~` is the home of whom the shell runs as. */
function unquoted(pos: number, end: number, context: WordContext): Segment {
  const { base, state, reading } = context;
  const text = withoutBackslashes(base, pos, end, null);
  const startsWord = pos === 0 || /[\s;&|(]/.test(base.text.charAt(pos - 1));
  // Nothing but joined lines makes no word: `$EMPTY\` with more on the next line.
  if (text.text === '') return { text, splits: true };
  if (!startsWord || !/^~(?=\/|$)/.test(base.text.slice(pos, end))) return { text, splits: false };
  const span = spanOf(base, pos, pos + 1);
  const home = valueOfVariable('HOME', '~', span, state, reading) ?? written('', span);
  return { text: concat([placedAt(home, span), slice(text, 1)]), splits: false };
}

const isEscape = (c: string, next: string, special: string | null): boolean =>
  c === '\\' && (special === null || special.includes(next));

/** `special`: the characters that a backslash takes its meaning from; null: all. */
function withoutBackslashes(
  base: LogicalText,
  pos: number,
  end: number,
  special: string | null,
): LogicalText {
  const parts: LogicalText[] = [];
  let from = pos;
  /** Last character that no backslash stands before. */
  let plain = '';
  for (let at = pos; at < end; at++) {
    const next = base.text.charAt(at + 1);
    if (at + 1 >= end || !isEscape(base.text.charAt(at), next, special)) {
      plain = base.text.charAt(at);
      continue;
    }
    if (next === '\n' && plain === '$')
      throw new OutsideGrammar('a name in the line after its $', spanOf(base, at - 1, at + 2));
    if (next !== '\n') plain = '';
    parts.push(slice(base, from, at));
    from = next === '\n' ? at + 2 : at + 1;
    at++;
  }
  if (parts.length === 0) return slice(base, pos, end);
  return concat([...parts.filter(({ text }) => text !== ''), slice(base, from, end)]);
}
