import { byteLength } from '../source/bytes.ts';

/** Bytes that Go's `bufio.Reader` holds at a time. */
const BUFFER = 4096;
/** fleet refuses a line when that many bytes are at hand and no newline is among them. */
const LINE_MAX = 2048;

/**
 * A place in a text and, with it, how many bytes fleet's buffered reader would hold there: its limit for lines sees only
 * those, so that the same line passes or fails by where it stands in the file (mapping D0-12).
 */
export interface Cursor {
  at(): number;
  /** One character; '' at the end. */
  readRune(): string;
  /** Takes the last character back. */
  unread(): void;
  /** Goes behind the next `delimiter`; false, and to the end, when there is none. */
  readThrough(delimiter: string): boolean;
  isLineTooLong(): boolean;
}

export function openCursor(text: string): Cursor {
  const byteAt = byteOffsets(text);
  const total = byteAt(text.length);
  let at = 0;
  let before = 0;
  let filled = 0;
  let newline = -1;
  /** Moves what is unread to the front of the buffer and reads as much as there is room for. */
  const fillFrom = (byte: number): void => {
    filled = Math.min(total, byte + BUFFER);
  };
  const moveTo = (next: number): void => {
    before = at;
    at = next;
  };
  return {
    at: () => at,
    readRune: () => {
      if (at >= text.length) return '';
      const rune = String.fromCodePoint(text.codePointAt(at) ?? 0);
      const end = at + rune.length;
      if (filled < byteAt(end) && filled - byteAt(at) < BUFFER) fillFrom(byteAt(at));
      moveTo(end);
      return rune;
    },
    unread: () => {
      at = before;
    },
    readThrough: (delimiter) => {
      const found = text.indexOf(delimiter, at);
      const end = found < 0 ? text.length : found + delimiter.length;
      let unread = byteAt(at);
      for (const endByte = byteAt(end); filled < endByte; ) {
        if (filled - unread >= BUFFER) unread = filled;
        fillFrom(unread);
      }
      moveTo(end);
      return found >= 0;
    },
    isLineTooLong: () => {
      if (filled - byteAt(at) < LINE_MAX) return false;
      if (newline < at) newline = nextNewline(text, at);
      return byteAt(newline) - byteAt(at) >= LINE_MAX;
    },
  };
}

function nextNewline(text: string, from: number): number {
  const newline = /[\r\n]/g;
  newline.lastIndex = from;
  return newline.exec(text)?.index ?? text.length;
}

function byteOffsets(text: string): (at: number) => number {
  if (byteLength(text) === text.length) return (at) => at;
  const offsets = new Uint32Array(text.length + 1);
  let byte = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    offsets[at++] = byte;
    byte += bytesOf(code);
    if (code > 0xffff) offsets[at++] = byte;
  }
  offsets[text.length] = byte;
  return (at) => offsets[at] ?? byte;
}

/** In UTF-8; a lone surrogate stands for one byte (`source/bytes.ts`). */
function bytesOf(code: number): number {
  if (code > 0xffff) return 4;
  if (code < 0x80 || (code >= 0xdc80 && code <= 0xdcff)) return 1;
  return code < 0x800 ? 2 : 3;
}
