/**
 * Globs over unit names as fleet matches them: Go's `path.Match`. `*` and `?` do not match `/`; classes are `[a-z]` and
 * `[^a-z]` with `\` as escape; a `-` or `]` that stands for itself in a class has to be escaped. `{a,b}`, `**` and
 * `[[:alpha:]]` do not exist.
 */
export interface Glob {
  readonly pattern: string;
  /** Runs of single characters; before each one, whether a `*` stands there. */
  readonly chunks: readonly Chunk[];
}

interface Chunk {
  readonly afterStar: boolean;
  readonly items: readonly Item[];
}

/** One character of a name. */
type Item =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly Range[] };

interface Range {
  readonly low: number;
  readonly high: number;
}

/** null: a malformed pattern, which matches nothing. */
export function compileGlob(pattern: string): Glob | null {
  const characters = Array.from(pattern);
  const chunks: Chunk[] = [];
  let afterStar = false;
  let items: Item[] = [];
  for (let at = 0; at < characters.length; ) {
    if (characters[at] === '*') {
      if (items.length > 0) chunks.push({ afterStar, items });
      items = [];
      afterStar = true;
      at++;
      continue;
    }
    const read = readItem(characters, at);
    if (read === null) return null;
    items.push(read.item);
    at = read.end;
  }
  return { pattern, chunks: [...chunks, { afterStar, items }] };
}

interface Read<T> {
  readonly item: T;
  readonly end: number;
}

function readItem(characters: readonly string[], at: number): Read<Item> | null {
  const character = characters[at] ?? '';
  if (character === '?') return { item: { kind: 'any' }, end: at + 1 };
  if (character === '[') return readClass(characters, at + 1);
  const escaped = character === '\\' ? characters[at + 1] : character;
  if (escaped === undefined) return null;
  return {
    item: { kind: 'character', character: escaped },
    end: at + (character === '\\' ? 2 : 1),
  };
}

function readClass(characters: readonly string[], start: number): Read<Item> | null {
  const negated = characters[start] === '^';
  const ranges: Range[] = [];
  let at = negated ? start + 1 : start;
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = readBound(characters, at);
    if (low === null) return null;
    const high = characters[low.end] === '-' ? readBound(characters, low.end + 1) : low;
    if (high === null) return null;
    ranges.push({ low: low.item, high: high.item });
    at = high.end;
  }
  return { item: { kind: 'class', negated, ranges }, end: at + 1 };
}

/** One end of a range. Something has to follow it, at least the `]` of the class. */
function readBound(characters: readonly string[], at: number): Read<number> | null {
  const first = characters[at];
  if (first === undefined || first === '-' || first === ']') return null;
  const end = first === '\\' ? at + 2 : at + 1;
  const bound = characters[end - 1]?.codePointAt(0);
  return bound === undefined || end >= characters.length ? null : { item: bound, end };
}

export function matchesGlob({ chunks }: Glob, name: string): boolean {
  const characters = Array.from(name);
  let at = 0;
  for (const [i, chunk] of chunks.entries()) {
    const isLast = i === chunks.length - 1;
    const end = findChunk(chunk, characters, at, isLast);
    if (end === null) return false;
    at = end;
  }
  return at === characters.length;
}

/** Where `chunk` ends when it is matched as early as possible; the last one has to reach the end of the name. */
function findChunk(
  { afterStar, items }: Chunk,
  name: readonly string[],
  start: number,
  isLast: boolean,
): number | null {
  const latest = afterStar ? name.length - items.length : start;
  for (let at = start; at <= latest; at++) {
    const end = at + items.length;
    if ((!isLast || end === name.length) && matchesAt(items, name, at)) return end;
    if (name[at] === '/') return null;
  }
  return null;
}

function matchesAt(items: readonly Item[], name: readonly string[], start: number): boolean {
  return items.every((item, i) => matchesItem(item, name[start + i]));
}

function matchesItem(item: Item, character: string | undefined): boolean {
  if (character === undefined) return false;
  if (item.kind === 'any') return character !== '/';
  if (item.kind === 'character') return character === item.character;
  return isInClass(item.ranges, character) !== item.negated;
}

function isInClass(ranges: readonly Range[], character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return ranges.some(({ low, high }) => low <= code && code <= high);
}
