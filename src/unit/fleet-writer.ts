import { concat, type LogicalText, slice, spanOf, written } from '../source/logical-text.ts';
import { type FleetReading, fleetOptionsOf } from './fleet-reader.ts';
import type { OptionNode } from './lines.ts';

/** The text that fleet's registry holds: what fleet writes for what it read. */
export interface StoredText {
  /** Knows for each part where the file has it. */
  readonly text: LogicalText;
  /** For each option that was read, in the order of the stored text: where it stands there. */
  readonly options: readonly StoredOption[];
}

export interface StoredOption {
  readonly option: OptionNode;
  readonly start: number;
  readonly end: number;
}

/**
 * Sections in the order in which they first appear, options one a line, comments and blank lines gone (mapping D0-36).
 * `original` is the text of `reading` with the places it comes from.
 */
export function writeStored(original: LogicalText, reading: FleetReading): StoredText {
  const writer = openWriter(original);
  const stored: StoredOption[] = [];
  for (const [first, ...others] of bySection(fleetOptionsOf(reading))) {
    if (writer.length() > 0) writer.newline();
    writer.keep(first.header.start, first.header.nameEnd + 1);
    writer.newline();
    for (const option of [first, ...others]) {
      const start = writer.length();
      writeOption(writer, original.text, option);
      stored.push({ option, start, end: writer.length() });
      writer.newline();
    }
  }
  return { text: writer.text(), options: stored };
}

function writeOption(writer: Writer, text: string, option: OptionNode): void {
  const { key, keyStart, keyEnd, valueStart, valueEnd } = option;
  // Bytes that are no UTF-8 were replaced, one character for each.
  if (key === text.slice(keyStart, keyEnd)) writer.keep(keyStart, keyEnd);
  else writer.put(key, keyStart, keyEnd);
  const equals = text.indexOf('=', keyEnd);
  writer.keep(equals, equals + 1);
  writer.keep(valueStart, valueEnd);
}

/** Puts a text together from parts of another one; neighbours stay in one piece. */
interface Writer {
  length(): number;
  keep(start: number, end: number): void;
  /** Other text in place of that part. */
  put(text: string, start: number, end: number): void;
  /** The newline that follows what was kept last, or one that stands for no character, only for that place. */
  newline(): void;
  text(): LogicalText;
}

function openWriter(original: LogicalText): Writer {
  const parts: LogicalText[] = [];
  let from = 0;
  let to = 0;
  let length = 0;
  const flush = (): void => {
    if (to > from) parts.push(slice(original, from, to));
    from = to;
  };
  const keep = (start: number, end: number): void => {
    if (end === start) return;
    if (start !== to) {
      flush();
      from = start;
    }
    to = end;
    length += end - start;
  };
  const put = (text: string, start: number, end: number): void => {
    flush();
    parts.push(written(text, spanOf(original, start, end)));
    from = end;
    to = end;
    length += text.length;
  };
  return {
    length: () => length,
    keep,
    put,
    newline: () => (original.text.charAt(to) === '\n' ? keep(to, to + 1) : put('\n', to, to)),
    text: () => {
      flush();
      return concat(parts);
    },
  };
}

function bySection(
  options: readonly OptionNode[],
): readonly (readonly [OptionNode, ...OptionNode[]])[] {
  const sections = new Map<string, [OptionNode, ...OptionNode[]]>();
  for (const option of options) {
    const known = sections.get(option.header.name);
    if (known === undefined) sections.set(option.header.name, [option]);
    else known.push(option);
  }
  return [...sections.values()];
}
