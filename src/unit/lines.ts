/**
 * A unit file cut into what fleet's reader takes it for. Nodes follow each other without gaps, so that printed back they
 * are the file, byte for byte. Offsets are UTF-16 offsets in the text that was read.
 */
export type Node = HeaderNode | OptionNode | PlainNode;

export interface PlainNode {
  /**
   * `before`: text before the first section, skipped; `blank`; `comment`: with all lines that it swallows;
   * `unread`: what follows the place where fleet gave up.
   */
  readonly kind: 'before' | 'blank' | 'comment' | 'unread';
  readonly start: number;
  readonly end: number;
}

/** `[Unit]` and the rest of its line. */
export interface HeaderNode {
  readonly kind: 'header';
  readonly start: number;
  readonly end: number;
  /** Not trimmed; may run over several lines (mapping D0-11, D0-40). */
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** `Key=value` with all lines that continue the value. */
export interface OptionNode {
  readonly kind: 'option';
  readonly start: number;
  readonly end: number;
  readonly header: HeaderNode;
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Continued values keep their backslashes and newlines. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

export function printNodes(text: string, nodes: readonly Node[]): string {
  return nodes.map(({ start, end }) => text.slice(start, end)).join('');
}

/** What Go's `unicode.IsSpace` knows; `String.trim` differs (U+0085, U+FEFF). */
const SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const IS_SPACE = new RegExp(`^${SPACE}$`);

export const isSpace = (character: string): boolean => IS_SPACE.test(character);

/** The part of `text` from `start` to `end` without blanks at its ends; an empty one lies at `start`. */
export function trimmedRange(text: string, start: number, end: number): [number, number] {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charAt(from))) from++;
  while (to > from && isSpace(text.charAt(to - 1))) to--;
  return from === to ? [start, start] : [from, to];
}
