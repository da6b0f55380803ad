import type { Notes } from '../finding/notes.ts';
import { type LogicalText, spanOf } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { FleetReading } from './fleet-reader.ts';
import { structureOf } from './known-keys.ts';
import type { Node, PlainNode } from './lines.ts';

/** Something to be said for each unit that is made of a text. */
export type Remark = (notes: Notes) => void;

/**
 * What an author would not expect of fleet's first reading (mapping D0-02, D0-10, D0-39): text before the first section,
 * and comments that take the next line with them.
 */
export function surprisesOfNodes(original: LogicalText, reading: FleetReading): readonly Remark[] {
  const { nodes, text } = reading;
  return nodes.flatMap((node, i) => {
    if (node.kind === 'before') return remarkOnSkipped(original, node);
    return node.kind === 'comment' ? remarksOnComment(original, text, node, nodes[i - 1]) : [];
  });
}

function remarkOnSkipped(original: LogicalText, node: PlainNode): readonly Remark[] {
  const lines = [...linesOf(original.text, node.start, node.end)].filter(
    ({ text }) => text.replaceAll('\ufeff', '').trim() !== '',
  );
  return summed(original, lines, 'it stands before the first section', 'D0-10');
}

export interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function* linesOf(text: string, start: number, end: number): Generator<Line> {
  for (let from = start; from < end; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 || newline >= end ? end : newline;
    yield { text: text.slice(from, to), start: from, end: to };
    from = to + 1;
  }
}

/** One `swallowed` for each directive and header among the lines; if there is none, one note on them all. */
function summed(
  original: LogicalText,
  lines: readonly Line[],
  why: string,
  rule: string,
): readonly Remark[] {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return [];
  const lost = lines.flatMap((line) => {
    const what = structureOf(line.text);
    return what === null ? [] : [swallowed(what, spanOfLine(original, line), why, rule)];
  });
  if (lost.length > 0) return lost;
  const span = { ...spanOfLine(original, first), end: spanOfLine(original, last).end };
  return [(notes) => notes.say('ignored-line', span, rule, { why })];
}

export function swallowed(what: string, span: Span, by: string, rule: string): Remark {
  return (notes) => notes.say('swallowed', span, rule, { what, by });
}

/** Without the blanks around it. */
export function spanOfLine(original: LogicalText, { text, start }: Line): Span {
  const from = start + (text.length - text.trimStart().length);
  return spanOf(original, from, start + Math.max(text.trimEnd().length, from - start));
}

function remarksOnComment(
  original: LogicalText,
  text: string,
  node: PlainNode,
  before: Node | undefined,
): readonly Remark[] {
  const [first, ...others] = linesOf(text, node.start, node.end);
  if (first === undefined) return [];
  return [
    ...remarksOnHiddenHeader(original, first, text, before),
    ...remarksOnSwallowed(original, others),
  ];
}

/** Lines that a comment above them took along (mapping D0-02). */
export function remarksOnSwallowed(
  original: LogicalText,
  lines: readonly Line[],
): readonly Remark[] {
  const others = lines.filter((line) => !/^\s*(?:[#;]|$)/.test(line.text));
  const why = 'the comment above ends in a backslash and goes on over this line';
  return summed(original, others, why, 'D0-02');
}

/** `see #3 [Unit]`: what follows a `#` in the middle of a line is a comment too, before the first section. */
function remarksOnHiddenHeader(
  original: LogicalText,
  line: Line,
  text: string,
  before: Node | undefined,
): readonly Remark[] {
  const isMidLine =
    before?.kind === 'before' && line.start > 0 && text.charAt(line.start - 1) !== '\n';
  const bracket = line.text.indexOf('[');
  if (!isMidLine || bracket < 0) return [];
  if (/^\s*$/.test(text.slice(text.lastIndexOf('\n', line.start - 1) + 1, line.start))) return [];
  const what = structureOf(line.text.slice(bracket));
  if (what === null) return [];
  const span = spanOf(original, line.start + bracket, line.start + bracket + what.length);
  const by = 'a # or ; before it on this line makes it a comment, so that the section never begins';
  return [swallowed(what, span, by, 'D0-10')];
}
