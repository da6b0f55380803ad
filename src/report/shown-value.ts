import { diffLines } from 'diff';
import { stringify } from 'yaml';
import type { Json } from '../manifest/manifest.ts';
import { visible } from './visible.ts';

/** Values up to this length are shown whole. */
const WHOLE = 60;
/** What is left on both sides of a change in a long text. */
const CONTEXT = 16;

/** Characters that were cut in two. */
const HALVES = /^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g;

/** A value on one line: texts in quotes where they would be misread, lists and maps as JSON, absence as `(none)`. */
export function shownValue(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  if (typeof value === 'string')
    return /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(value) ? value : JSON.stringify(value);
  return JSON.stringify(value);
}

/**
 * Before and after on lines of their own rights: short values whole, of long ones the part that changed, of several lines
 * the lines that changed.
 */
export function shownChange(before: Json | undefined, after: Json | undefined): readonly string[] {
  if (isLong(before) && isLong(after)) return lineChanges(linesOf(before), linesOf(after));
  const [a, b] = [shownValue(before), shownValue(after)];
  if (a.length <= WHOLE && b.length <= WHOLE) return [`${a} → ${b}`];
  const [left, right] = aroundChange(a, b);
  return [`- ${left}`, `+ ${right}`];
}

const isLong = (value: Json | undefined): value is Json =>
  value !== undefined &&
  (typeof value === 'object' ? JSON.stringify(value).length > WHOLE : String(value).includes('\n'));

const linesOf = (value: Json): string =>
  typeof value === 'string' ? `${value}\n` : stringify(value, { lineWidth: 0 });

function lineChanges(before: string, after: string): readonly string[] {
  return diffLines(before, after).flatMap(({ added, removed, value }) => {
    if (!added && !removed) return [];
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${added ? '+' : '-'} ${visible(line)}`);
  });
}

/** Cuts what both texts share at their ends down to a little context. */
function aroundChange(a: string, b: string): readonly [string, string] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end))
    end += 1;
  const cut = (text: string): string => {
    const from = Math.max(0, start - CONTEXT);
    const to = Math.min(text.length, text.length - end + CONTEXT);
    const part = text.slice(from, to).replace(HALVES, '');
    return (from > 0 ? '…' : '') + part + (to < text.length ? '…' : '');
  };
  return [cut(a), cut(b)];
}
