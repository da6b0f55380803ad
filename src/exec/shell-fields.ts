import { concat, type LogicalText, slice } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';

/** A part of a word after its expansion. */
export interface Segment {
  readonly text: LogicalText;
  /** Split at blanks: it came out of an expansion without quotes. */
  readonly splits: boolean;
  /** The next segment begins a new word: `"$@"`. */
  readonly breaks?: boolean;
}

/** Parts that were written elsewhere, as values of variables are, stand at the word: spans never run backwards. */
export function inOrder(text: LogicalText, span: Span): LogicalText {
  return {
    text: text.text,
    pieces:
      text.pieces.length === 0
        ? [{ at: 0, length: 0, span }]
        : text.pieces.map((piece) =>
            piece.span.file === span.file &&
            piece.span.start >= span.start &&
            piece.span.end <= span.end
              ? piece
              : { ...piece, span },
          ),
  };
}

const BLANKS = /[ \t\n]+/g;

export interface Field {
  readonly text: LogicalText;
  /** It is all of one expansion, and its spans are its own. */
  readonly own: boolean;
}

/** mapping G0-3, POSIX "Field Splitting". */
export function fieldsOf(segments: readonly Segment[]): readonly Field[] {
  const fields: Field[] = [];
  let open: LogicalText[] = [];
  const close = (): void => {
    if (open.length > 0) fields.push({ text: concat(open), own: open.length === 1 });
    open = [];
  };
  for (const { text, splits, breaks } of segments) {
    for (const piece of splits ? pieces(text) : [text]) {
      if (piece === null) close();
      else open.push(piece);
    }
    if (breaks === true) close();
  }
  close();
  return fields;
}

/** Runs without blanks; null stands for blanks. */
function pieces(text: LogicalText): readonly (LogicalText | null)[] {
  const parts: (LogicalText | null)[] = [];
  let from = 0;
  for (const { 0: blanks, index } of text.text.matchAll(BLANKS)) {
    if (index > from) parts.push(slice(text, from, index));
    parts.push(null);
    from = index + blanks.length;
  }
  if (from < text.text.length) parts.push(slice(text, from));
  return parts;
}
