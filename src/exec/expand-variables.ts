import { concat, type LogicalText, slice, spanOf } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { ExecKey, Word } from './command.ts';
import type { Environment } from './environment.ts';
import { type Found, lookUp } from './look-up.ts';
import { splitWords, VALUE_WORDS } from './split-words.ts';

/** Words after `$NAME` and `${NAME}`, and the names that were asked for. */
export interface Expansion {
  readonly words: readonly Word[];
  readonly uses: ReadonlySet<string>;
  /** Words `$NAME` that became nothing. */
  readonly vanished: readonly Vanished[];
}

export interface Vanished {
  readonly word: Word;
  /** All that stands behind the `$`: systemd takes it for the name. */
  readonly name: string;
  /** It is set, to nothing but blanks. */
  readonly isSet: boolean;
}

/** What systemd does to argv before it starts a program (mapping D0-26–D0-29). */
export function expandVariables(
  words: readonly Word[],
  environment: Environment,
  key: ExecKey,
): Expansion {
  const uses = new Set<string>();
  const vanished: Vanished[] = [];
  const look: Look = (name, was, span) => {
    uses.add(name);
    return lookUp(environment, name, was, span, key);
  };
  const expanded = words.flatMap((word) => {
    const { text } = word.text;
    if (!text.startsWith('$') || text[1] === '{' || text[1] === '$')
      return [{ text: expandBraces(word.text, look), span: word.span }];
    const name = text.slice(1);
    const found = look(name, text, word.span);
    const made = found === null ? [] : wordsOf(found, word);
    if (made.length === 0) vanished.push({ word, name, isSet: found !== null });
    return made;
  });
  return { words: expanded, uses, vanished };
}

/** A `:` in the braces, or no end: systemd leaves all of it as it is. */
const DOLLARS = /\$\$|\$\{([^}:]*)(\}|:|$)/g;

type Look = (name: string, was: string, span: Span) => Found | null;

/** The value of a whole word `$NAME`: split at blanks, quotes honoured, not expanded again. */
function wordsOf(found: Found, word: Word): readonly Word[] {
  if (found.kind === 'machine') {
    const { words } = splitWords(found.text, VALUE_WORDS);
    return words.map(({ text }) => ({ text: placedAt(text, word.span), span: word.span }));
  }
  const { words } = splitWords(found.variable.value, VALUE_WORDS);
  // Words of a directive can be pointed at where they are written; a file is not part of the unit.
  return found.variable.from === 'directive'
    ? words
    : words.map(({ text }) => ({ text: placedAt(text, word.span), span: word.span }));
}

/** `${NAME}` wherever it stands, and `$$`. `$NAME` in the middle of a word stays as it is (mapping D0-28). */
function expandBraces(word: LogicalText, look: Look): LogicalText {
  if (!word.text.includes('$')) return word;
  const parts: LogicalText[] = [];
  let from = 0;
  for (const { 0: match, 1: name, 2: closer, index } of word.text.matchAll(DOLLARS)) {
    if (name !== undefined && closer !== '}') continue;
    parts.push(slice(word, from, index));
    from = index + match.length;
    if (name === undefined) parts.push(slice(word, index + 1, from));
    else parts.push(valueAt(look, name, match, spanOf(word, index, from), match === word.text));
  }
  return from === 0 ? word : concat([...parts, slice(word, from)]);
}

function valueAt(look: Look, name: string, was: string, span: Span, isWord: boolean): LogicalText {
  const found = look(name, was, span);
  if (found === null) return { text: '', pieces: [{ at: 0, length: 0, span }] };
  if (found.kind === 'machine') return found.text;
  const { value, from } = found.variable;
  return isWord && from === 'directive' && value.text !== '' ? value : placedAt(value, span);
}

/** The same text, all of it written at `span`. */
export function placedAt(logical: LogicalText, span: Span): LogicalText {
  return {
    text: logical.text,
    pieces:
      logical.pieces.length === 0
        ? [{ at: 0, length: 0, span }]
        : logical.pieces.map((piece) => ({ ...piece, span })),
  };
}
