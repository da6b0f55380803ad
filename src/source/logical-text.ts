import type { Span } from './source.ts';

/**
 * Text that no longer stands in a file as it is (lines joined, quotes gone, specifiers and variables replaced)
 * and still knows where each part of it was written. Everything from a directive's value down to the value of
 * a docker flag is one of these.
 */
export interface LogicalText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** `length` characters of the text from `at` on. Pieces follow each other without gaps. */
export interface Piece {
  readonly at: number;
  readonly length: number;
  /** Where it was written. As long as `length`: character by character; else the piece stands for the whole span. */
  readonly span: Span;
  /** Cut out of a piece that stands for its whole span: it still does, even where the lengths now agree. */
  readonly isPart?: true;
  /** A part whose value is not known when converting. The text holds one `HOLE` for it. */
  readonly hole?: Hole;
}

/** What a value that only a machine, a cluster or a person knows stands for (mapping G0-4). */
export type Hole =
  /** Known inside a Pod through the downward API, mapping H30. */
  | { readonly kind: 'symbol'; readonly symbol: PodSymbol; readonly was: string }
  /** Value of an etcd key, mapping G60. `isFamily`: a part of the key is known on the machine only (mapping G60b). */
  | { readonly kind: 'etcd-key'; readonly key: string; readonly isFamily?: true }
  /** Nothing known: a variable's name (`VERSION`), or null when there is none, and the text that asked for it. */
  | { readonly kind: 'unknown'; readonly variable: string | null; readonly was: string };

export type PodSymbol =
  | 'NODE_NAME'
  | 'HOST_IP'
  | 'POD_IP'
  | 'POD_NAME'
  | 'POD_NAMESPACE'
  | 'INSTANCE'
  | 'ZONE';

/** The character that stands for a hole: U+FFFC, object replacement character. */
export const HOLE = '\uFFFC';

export const EMPTY: LogicalText = { text: '', pieces: [] };

/** `text` as it stands at `span`; a span of another length means that all of the text came from all of it. */
export function written(text: string, span: Span): LogicalText {
  return { text, pieces: [{ at: 0, length: text.length, span }] };
}

export function hole(kind: Hole, span: Span): LogicalText {
  return { text: HOLE, pieces: [{ at: 0, length: 1, span, hole: kind }] };
}

export function concat(parts: readonly LogicalText[]): LogicalText {
  let text = '';
  const pieces: Piece[] = [];
  for (const part of parts) {
    for (const piece of part.pieces) appendPiece(pieces, { ...piece, at: piece.at + text.length });
    text += part.text;
  }
  return { text, pieces };
}

/** Joins neighbours that were written side by side, so that pieces stay few. */
function appendPiece(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (
    last !== undefined &&
    !last.hole &&
    !piece.hole &&
    last.span.file === piece.span.file &&
    last.span.end === piece.span.start &&
    isVerbatim(last) &&
    isVerbatim(piece)
  ) {
    const span = { ...last.span, end: piece.span.end };
    pieces[pieces.length - 1] = { at: last.at, length: last.length + piece.length, span };
  } else if (piece.length > 0 || pieces.length === 0) pieces.push(piece);
}

const isVerbatim = ({ length, span, isPart }: Piece): boolean =>
  isPart !== true && length === span.end - span.start;

export function slice(logical: LogicalText, start: number, end = logical.text.length): LogicalText {
  const pieces: Piece[] = [];
  for (let i = pieceIndexAt(logical, start); i < logical.pieces.length; i++) {
    const piece = logical.pieces[i];
    if (piece === undefined || piece.at >= end) break;
    const from = Math.max(piece.at, start);
    const to = Math.min(piece.at + piece.length, end);
    if (to <= from) continue;
    pieces.push({ ...partOf(piece, from - piece.at, to - piece.at), at: from - start });
  }
  if (pieces.length > 0 || logical.pieces.length === 0)
    return { text: logical.text.slice(start, end), pieces };
  return written('', spanOf(logical, start, start));
}

/** The characters `from` to `to` of a piece. */
function partOf(piece: Piece, from: number, to: number): Piece {
  if (from === 0 && to === piece.length) return piece;
  if (!isVerbatim(piece)) return { ...piece, length: to - from, isPart: true };
  const { file, start } = piece.span;
  return { ...piece, length: to - from, span: { file, start: start + from, end: start + to } };
}

/** Where `text.slice(start, end)` was written. A range over several lines spans them all. */
export function spanOf(logical: LogicalText, start = 0, end = logical.text.length): Span {
  const first = logical.pieces[pieceIndexAt(logical, start)];
  if (first === undefined) throw new Error('logical text without pieces');
  const last = logical.pieces[pieceIndexAt(logical, Math.max(start, end - 1))] ?? first;
  const from = isVerbatim(first) ? first.span.start + (start - first.at) : first.span.start;
  const to = isVerbatim(last) ? last.span.start + (end - last.at) : last.span.end;
  return {
    file: first.span.file,
    start: from,
    end: first.span.file === last.span.file ? Math.max(from, to) : first.span.end,
  };
}

/** The last piece that begins at or before `at`. Binary search: values of 1 MB have many pieces. */
function pieceIndexAt({ pieces }: LogicalText, at: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function trim(logical: LogicalText): LogicalText {
  const start = logical.text.length - logical.text.trimStart().length;
  return slice(logical, start, Math.max(start, logical.text.trimEnd().length));
}

/** The holes of a text, in order. Empty: the value is known. */
export function holesOf({ pieces }: LogicalText): readonly Hole[] {
  return pieces.flatMap((piece) => (piece.hole ? [piece.hole] : []));
}

/** Text and holes in turn: what a value made of both consists of. */
export type Template = readonly (string | Hole)[];

export function templateOf(logical: LogicalText): Template {
  const parts: (string | Hole)[] = [];
  for (const { at, length, hole: unknown } of logical.pieces) {
    const last = parts.at(-1);
    if (unknown) parts.push(unknown);
    else if (typeof last === 'string')
      parts[parts.length - 1] = last + logical.text.slice(at, at + length);
    else if (length > 0) parts.push(logical.text.slice(at, at + length));
  }
  return parts;
}
