import { concat, EMPTY, type LogicalText, slice, written } from '../source/logical-text.ts';
import { type FleetReading, fleetOptionsOf } from './fleet-reader.ts';
import type { HeaderNode, OptionNode } from './lines.ts';

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
  const parts: LogicalText[] = [];
  const stored: StoredOption[] = [];
  let length = 0;
  const put = (part: LogicalText): void => {
    parts.push(part);
    length += part.text.length;
  };
  for (const [first, ...others] of bySection(fleetOptionsOf(reading))) {
    if (parts.length > 0) put(newlineAfter(original, parts.at(-1) ?? EMPTY));
    for (const part of headerParts(original, first.header)) put(part);
    for (const option of [first, ...others]) {
      const start = length;
      for (const part of optionParts(original, option)) put(part);
      stored.push({ option, start, end: length - 1 });
    }
  }
  return { text: concat(parts), options: stored };
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

function headerParts(original: LogicalText, header: HeaderNode): LogicalText[] {
  const written = slice(original, header.start, header.nameEnd + 1);
  return [written, newlineAfter(original, written)];
}

function optionParts(original: LogicalText, option: OptionNode): LogicalText[] {
  const { keyStart, keyEnd, valueStart, valueEnd } = option;
  const raw = slice(original, keyStart, keyEnd);
  // Bytes that are no UTF-8 were replaced, one character for each.
  const key = raw.text === option.key ? raw : { ...raw, text: option.key };
  const equals = original.text.indexOf('=', keyEnd);
  const value = slice(original, valueStart, valueEnd);
  return [key, slice(original, equals, equals + 1), value, newlineAfter(original, value)];
}

/** A newline that fleet writes: it stands for no character of the file, only for the end of what it follows. */
function newlineAfter(original: LogicalText, part: LogicalText): LogicalText {
  const last = part.pieces.at(-1) ?? original.pieces.at(-1);
  if (last === undefined) throw new Error('an option of a text without pieces');
  return written('\n', { ...last.span, start: last.span.end });
}
