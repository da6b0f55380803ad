import { type LogicalText, slice, spanOf, written } from '../../../source/logical-text.ts';

/**
 * The fields of the first record of a CSV text (RFC 4180, as Go's encoding/csv reads it), for `--mount` and its like. null: a
 * quote where none may be, or no field at all.
 */
export function csvFields(value: LogicalText): readonly LogicalText[] | null {
  const text = value.text.replace(/^(\r?\n)+/, '');
  if (text === '') return null;
  const offset = value.text.length - text.length;
  const fields: LogicalText[] = [];
  for (let at = offset; at <= value.text.length; ) {
    const field = value.text.charAt(at) === '"' ? quoted(value, at) : bare(value, at);
    if (field === null) return null;
    fields.push(field.text);
    if (value.text.charAt(field.end) !== ',') break;
    at = field.end + 1;
  }
  return fields;
}

interface Field {
  readonly text: LogicalText;
  /** Of the comma or line end after it. */
  readonly end: number;
}

function bare(value: LogicalText, from: number): Field | null {
  const rest = value.text.slice(from);
  const length = /^[^,\n]*/.exec(rest)?.[0].length ?? 0;
  const end = from + length;
  if (value.text.slice(from, end).includes('"')) return null;
  return { text: slice(value, from, end), end };
}

function quoted(value: LogicalText, from: number): Field | null {
  const match = /^"((?:[^"]|"")*)"(?=,|\r?\n|$)/.exec(value.text.slice(from));
  const inner = match?.[1];
  if (match === null || inner === undefined) return null;
  const end = from + match[0].length;
  const content = inner.replaceAll('""', '"');
  const text = inner.includes('""')
    ? written(content, spanOf(value, from, end))
    : slice(value, from + 1, end - 1);
  return { text, end };
}
