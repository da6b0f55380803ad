/**
 * Bytes ↔ text without loss: UTF-8 is decoded, and each byte that is not part of valid UTF-8 becomes the
 * lone surrogate U+DC80–U+DCFF that stands for it (Python calls this "surrogateescape").
 */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

/** The bytes that `decodeBytes` read. */
export function encodeBytes(text: string): Uint8Array {
  if (!/[\uDC80-\uDCFF]/.test(text)) return Buffer.from(text, 'utf8');
  const bytes = Buffer.alloc(text.length * 3);
  let length = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isEscapedByte(text, at)) continue;
    if (at > from) length += bytes.write(text.slice(from, at), length, 'utf8');
    bytes[length++] = text.charCodeAt(at) - 0xdc00;
    from = at + 1;
  }
  length += bytes.write(text.slice(from), length, 'utf8');
  return bytes.subarray(0, length);
}

/** Length in bytes of what `encodeBytes` would give. */
export function byteLength(text: string): number {
  return /[\uDC80-\uDCFF]/.test(text) ? encodeBytes(text).length : Buffer.byteLength(text, 'utf8');
}

const BYTE = /(?<![\ud800-\udbff])[\udc80-\udcff]/g;

/** Is there a byte in the text that is not part of valid UTF-8? */
export const holdsBytes = (text: string): boolean => text.search(BYTE) >= 0;

/**
 * Is there a code point that Unicode keeps from text, such as U+FFFE or U+FDD0? It is valid UTF-8 to everybody but systemd,
 * which takes a text with one for bytes that are not UTF-8.
 */
export const holdsNoncharacters = (text: string): boolean =>
  /\p{Noncharacter_Code_Point}/u.test(text);

/** U+FFFD for each such byte, as Go's JSON and most decoders have it. As many characters as before. */
export const replaceBytes = (text: string): string => text.replace(BYTE, '\ufffd');

function isEscapedByte(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0xdc80 || unit > 0xdcff) return false;
  const before = at > 0 ? text.charCodeAt(at - 1) : 0;
  return before < 0xd800 || before > 0xdbff;
}

function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = validSequenceLength(bytes, at);
    text +=
      length === 0
        ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0))
        : Buffer.from(bytes.subarray(at, at + length)).toString('utf8');
    at += Math.max(1, length);
  }
  return text;
}

/** Length of the well-formed UTF-8 sequence at `at` (RFC 3629), 0 when there is none. */
function validSequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = lengthByFirst(first);
  if (length < 2) return length;
  const [low, high] = SECOND_BYTES.get(first) ?? [0x80, 0xbf];
  const second = bytes[at + 1] ?? 0;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function lengthByFirst(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** Where the second byte has fewer values than others: no overlong forms, no surrogates, nothing above U+10FFFF. */
const SECOND_BYTES: ReadonlyMap<number, readonly [number, number]> = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]],
]);
