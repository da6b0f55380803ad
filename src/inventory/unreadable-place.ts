import type { Span } from '../source/source.ts';
import type { FoundFile } from './inventory.ts';

/** Where the reason stands that a file was not read: its first NUL bytes, or its start when the reason is none of its characters. */
export function unreadablePlace({ path, source }: FoundFile): Span {
  const [nulBytes = ''] = /\0+/.exec(source.text) ?? [];
  const start = Math.max(0, source.text.indexOf('\0'));
  return { file: path, start, end: start + nulBytes.length };
}
