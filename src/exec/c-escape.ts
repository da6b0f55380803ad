import { decodeBytes, encodeBytes } from '../source/bytes.ts';
import { concat, type LogicalText, slice, spanOf, written } from '../source/logical-text.ts';

/** What one escape stands for, and how many characters it takes after the backslash. */
export interface Escape {
  readonly text: string;
  readonly length: number;
}

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  s: ' ',
};

/**
 * The C escape whose backslash stands before `at`, null when there is none (mapping D0-23): `\x00`, `\400`, `\q`, `\x4`
 * are none. Bytes from 0x80 on come as the lone surrogates of `decodeBytes`; `joinBytes` makes characters of them.
 */
export function readCEscape(text: string, at: number): Escape | null {
  const kind = text.charAt(at);
  const letter = Object.hasOwn(LETTERS, kind) ? LETTERS[kind] : undefined;
  if (letter !== undefined) return { text: letter, length: 1 };
  if (kind === 'x') return byteEscape(/^x([0-9a-fA-F]{2})/, 16, text, at);
  if (kind === 'u') return characterEscape(/^u([0-9a-fA-F]{4})/, text, at);
  if (kind === 'U') return characterEscape(/^U([0-9a-fA-F]{8})/, text, at);
  return byteEscape(/^([0-7]{3})/, 8, text, at);
}

function byteEscape(form: RegExp, base: number, text: string, at: number): Escape | null {
  const match = form.exec(text.slice(at, at + 3));
  const byte = Number.parseInt(match?.[1] ?? '0', base);
  if (match === null || byte === 0 || byte > 255) return null;
  return {
    text: String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte),
    length: match[0].length,
  };
}

function characterEscape(form: RegExp, text: string, at: number): Escape | null {
  const match = form.exec(text.slice(at, at + 9));
  const code = Number.parseInt(match?.[1] ?? '0', 16);
  if (match === null || code === 0) return null;
  const { length } = match[0];
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  // Four digits are taken as they are, so that half a surrogate pair gives three bytes that are not UTF-8.
  if (length === 5)
    return { text: surrogate ? surrogateBytes(code) : String.fromCodePoint(code), length };
  const noCharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
  if (code > 0x10ffff || surrogate || noCharacter) return null;
  return { text: String.fromCodePoint(code), length };
}

const surrogateBytes = (code: number): string =>
  [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
    .map((byte) => String.fromCharCode(0xdc00 + byte))
    .join('');

const BYTE_RUN = /(?<![\ud800-\udbff])[\udc80-\udcff]{2,}/g;

/** Makes characters of bytes that were written one by one: `\xc3\xa9` is `é`. */
export function joinBytes(logical: LogicalText): LogicalText {
  const parts: LogicalText[] = [];
  let from = 0;
  for (const { 0: run, index } of logical.text.matchAll(BYTE_RUN)) {
    const decoded = decodeBytes(encodeBytes(run));
    if (decoded === run) continue;
    const end = index + run.length;
    parts.push(slice(logical, from, index), written(decoded, spanOf(logical, index, end)));
    from = end;
  }
  return from === 0 ? logical : concat([...parts, slice(logical, from)]);
}
