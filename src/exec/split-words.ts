import { concat, type LogicalText, slice, spanOf, written } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import { joinBytes, readCEscape } from './c-escape.ts';
import type { Word } from './command.ts';

/** How systemd takes a text apart: quoting is the same everywhere, backslashes are not (mapping D0-22, D0-23, D0-26). */
export interface WordRules {
  /**
   * `relaxed`: C escapes, unknown ones stay with their backslash. `strict`: C escapes, an unknown one ends it.
   * `eaten`: no C escapes, a backslash makes the next character an ordinary one.
   */
  readonly escapes: 'relaxed' | 'strict' | 'eaten';
  readonly openQuote: 'refused' | 'tolerated';
}

/** Command lines. */
export const EXEC_WORDS: WordRules = { escapes: 'relaxed', openQuote: 'refused' };
/** `Environment=`, `UnsetEnvironment=` and other lists that allow quotes. */
export const LIST_WORDS: WordRules = { escapes: 'strict', openQuote: 'refused' };
/** The value of a variable that a whole word `$NAME` asks for. */
export const VALUE_WORDS: WordRules = { escapes: 'eaten', openQuote: 'tolerated' };

export type Extraction =
  /** `next`: where the text goes on, blanks skipped. `midQuote`: quotes in mid-word hold blanks (mapping D0-22). */
  | {
      readonly kind: 'word';
      readonly word: Word;
      readonly next: number;
      readonly midQuote: boolean;
    }
  | { readonly kind: 'end' }
  /** `start`: where the word begins; `span`: the escape, or all from the open quote on. */
  | {
      readonly kind: 'broken';
      readonly why: 'quote' | 'escape';
      readonly start: number;
      readonly span: Span;
    };

/** The first word at or after `from`. */
export function extractWord(value: LogicalText, from: number, rules: WordRules): Extraction {
  const { text } = value;
  const start = skipBlanks(text, from);
  if (start >= text.length) return { kind: 'end' };
  const scan: Scan = {
    value,
    rules,
    start,
    at: start,
    from: start,
    quote: '',
    opened: start,
    midQuote: false,
    parts: [],
  };
  while (scan.at < text.length && (scan.quote !== '' || !isBlank(text, scan.at))) {
    if (!step(scan))
      return { kind: 'broken', why: 'escape', start, span: spanOf(value, scan.at, scan.at + 2) };
  }
  if (scan.quote !== '' && rules.openQuote === 'refused')
    return { kind: 'broken', why: 'quote', start, span: spanOf(value, scan.opened, text.length) };
  flush(scan);
  const span = spanOf(value, start, scan.at);
  const logical = scan.parts.length === 0 ? written('', span) : joinBytes(concat(scan.parts));
  const next = skipBlanks(text, scan.at);
  return { kind: 'word', word: { text: logical, span }, next, midQuote: scan.midQuote };
}

/** All words, and what broke off the rest. */
export function splitWords(
  value: LogicalText,
  rules: WordRules,
): { readonly words: readonly Word[]; readonly broken: (Extraction & { kind: 'broken' }) | null } {
  const words: Word[] = [];
  for (let at = 0; ; ) {
    const extraction = extractWord(value, at, rules);
    if (extraction.kind === 'broken') return { words, broken: extraction };
    if (extraction.kind === 'end') return { words, broken: null };
    words.push(extraction.word);
    at = extraction.next;
  }
}

const BLANKS = ' \t\n\r';
export const isBlank = (text: string, at: number): boolean => BLANKS.includes(text.charAt(at));

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text, at)) at++;
  return at;
}

interface Scan {
  readonly value: LogicalText;
  readonly rules: WordRules;
  readonly start: number;
  at: number;
  /** Start of what is not in `parts` yet. */
  from: number;
  /** The quote that is open, `''`: none. */
  quote: string;
  opened: number;
  midQuote: boolean;
  readonly parts: LogicalText[];
}

/** Goes on by one character, quote or escape. False: an escape that the rules do not allow. */
function step(scan: Scan): boolean {
  const c = scan.value.text.charAt(scan.at);
  if (c === '\\') return stepEscape(scan);
  const closes = scan.quote !== '' && c === scan.quote;
  const opens = scan.quote === '' && (c === '"' || c === "'");
  if (!closes && !opens) {
    scan.at++;
    return true;
  }
  if (closes && scan.opened > scan.start && /\s/.test(scan.value.text.slice(scan.from, scan.at)))
    scan.midQuote = true;
  flush(scan);
  if (opens) scan.opened = scan.at;
  scan.quote = opens ? c : '';
  scan.from = ++scan.at;
  return true;
}

function stepEscape(scan: Scan): boolean {
  const { value, rules } = scan;
  const last = scan.at + 1 >= value.text.length;
  if (rules.escapes === 'eaten') {
    flush(scan);
    scan.from = scan.at + 1;
    scan.at += last ? 1 : 2;
    return true;
  }
  const found = last ? null : readCEscape(value.text, scan.at + 1);
  if (found === null) {
    if (rules.escapes === 'strict') return false;
    scan.at += last ? 1 : 2;
    return true;
  }
  flush(scan);
  const end = scan.at + 1 + found.length;
  scan.parts.push(written(found.text, spanOf(value, scan.at, end)));
  scan.from = scan.at = end;
  return true;
}

function flush(scan: Scan): void {
  if (scan.at > scan.from) scan.parts.push(slice(scan.value, scan.from, scan.at));
}
