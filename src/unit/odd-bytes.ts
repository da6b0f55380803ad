import { type LogicalText, spanOf } from '../source/logical-text.ts';
import type { Remark } from './surprises.ts';

/** What editors and tools leave behind, and what the readers make of it (mapping D0-42). */
const KINDS: readonly { pattern: string | RegExp; what: string; effect: string }[] = [
  {
    pattern: '\ufeff',
    what: 'a byte order mark (U+FEFF)',
    effect:
      'skipped before the first section and, once, at the start of a line; else a part of the text',
  },
  {
    pattern: /\r(?!\n|$)/,
    what: 'a carriage return inside a line',
    effect: 'it stays in the value, and does not end the line',
  },
  {
    pattern: '\0',
    what: 'a NUL byte',
    effect: 'it is read like any other character',
  },
  {
    pattern: '\x1a',
    what: 'the control character 0x1A',
    effect: 'it is read like any other character, and does not end the file',
  },
  {
    pattern: /(?<![\ud800-\udbff])[\udc80-\udcff]/,
    what: 'a byte that is not UTF-8',
    effect: 'it stays in values and becomes U+FFFD in keys',
  },
];

/** Each kind once, at its first place. */
export function oddBytesOf(file: LogicalText): readonly Remark[] {
  return KINDS.flatMap(({ pattern, what, effect }) => {
    const at = file.text.search(pattern);
    if (at < 0) return [];
    const span = spanOf(file, at, at + 1);
    return [(notes) => notes.say('odd-bytes', span, 'D0-42', { what, effect })];
  });
}
