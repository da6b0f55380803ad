import { maskSecrets } from '../finding/secret.ts';
import { lineText, positionAt, type Source, type Span } from '../source/source.ts';
import type { Paint } from './paint.ts';
import { visible } from './visible.ts';

/** Longer lines are cut round the place: the corpus has Exec lines of 3,000 characters. */
const WIDEST = 160;

/** The source line of a span with carets under it; nothing when the text is not at hand. */
export function snippet(
  span: Span,
  sources: ReadonlyMap<string, Source>,
  paint: Paint,
): readonly string[] {
  const source = sources.get(span.file);
  if (source === undefined) return [` --> ${span.file}`];
  const { line, column } = positionAt(source, span.start);
  const text = maskSecrets(lineText(source, line));
  const from = Math.min(column - 1, text.length);
  const width = Math.max(1, Math.min(span.end - span.start, text.length - from));
  const { before, marked, after } = cut(text, from, width);
  const gutter = ' '.repeat(String(line).length);
  const indent = ' '.repeat(displayWidth(before));
  return [
    `${gutter}${paint.dim('-->')} ${span.file}:${line}:${column}`,
    paint.dim(`${gutter} |`),
    `${paint.dim(`${line} |`)} ${visible(before + marked + after)}`,
    `${paint.dim(`${gutter} |`)} ${indent}${'^'.repeat(Math.max(1, displayWidth(marked)))}`,
  ];
}

/** The part of a long line that shows the place; `…` stands for what was cut. */
function cut(text: string, from: number, width: number) {
  const before = text.slice(0, from);
  const marked = text.slice(from, from + Math.min(width, WIDEST));
  const room = Math.max(20, WIDEST - marked.length);
  const after = text.slice(from + marked.length);
  const keepBefore = text.length <= WIDEST ? before.length : Math.min(before.length, room >> 1);
  const keepAfter =
    text.length <= WIDEST ? after.length : Math.min(after.length, room - keepBefore);
  return {
    before: (keepBefore < before.length ? '…' : '') + before.slice(before.length - keepBefore),
    marked,
    after: after.slice(0, keepAfter) + (keepAfter < after.length ? '…' : ''),
  };
}

const displayWidth = (text: string): number => [...visible(text)].length;
