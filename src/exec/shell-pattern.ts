/** Patterns of the shell: `*`, `?`, `[a-z]` (POSIX, "Pattern Matching Notation"). */

type Item =
  | { readonly kind: 'any' }
  | { readonly kind: 'one'; readonly fits: (c: string) => boolean };

/** More is not worth the time; the caller then knows nothing. */
const LONGEST_VALUE = 512;
const LONGEST_PATTERN = 64;

/** The value without its shortest or longest beginning or end that fits. null: too long to try. */
export function removeMatch(
  value: string,
  pattern: string,
  operator: '#' | '##' | '%' | '%%',
): { readonly start: number; readonly end: number } | null {
  if (value.length > LONGEST_VALUE || pattern.length > LONGEST_PATTERN) return null;
  const items = compile(pattern);
  const lengths = Array.from({ length: value.length + 1 }, (_, i) => i);
  if (operator.length === 2) lengths.reverse();
  const atStart = operator.startsWith('#');
  const length = lengths.find((n) =>
    matches(items, atStart ? value.slice(0, n) : value.slice(value.length - n)),
  );
  const cut = length ?? 0;
  return atStart ? { start: cut, end: value.length } : { start: 0, end: value.length - cut };
}

function compile(pattern: string): readonly Item[] {
  return Array.from(pattern.matchAll(/\*|\?|\[([!^]?)(\]?[^\]]*)\]|\\?(.)/gs), (match): Item => {
    const [whole, not, set, literal] = match;
    if (whole === '*') return { kind: 'any' };
    if (whole === '?') return { kind: 'one', fits: () => true };
    if (set !== undefined) return { kind: 'one', fits: (c) => inSet(c, set) !== (not !== '') };
    return { kind: 'one', fits: (c) => c === (literal ?? whole) };
  });
}

function inSet(c: string, set: string): boolean {
  for (let at = 0; at < set.length; at++) {
    if (set[at + 1] === '-' && at + 2 < set.length) {
      if (c >= set.charAt(at) && c <= set.charAt(at + 2)) return true;
      at += 2;
    } else if (set[at] === c) return true;
  }
  return false;
}

/** All positions that can be reached, item by item: no backtracking. */
function matches(items: readonly Item[], text: string): boolean {
  let reached: ReadonlySet<number> = new Set([0]);
  for (const item of items) reached = new Set(nextPositions(item, reached, text));
  return reached.has(text.length);
}

function nextPositions(item: Item, reached: ReadonlySet<number>, text: string): readonly number[] {
  if (reached.size === 0) return [];
  if (item.kind === 'any') {
    const first = Math.min(...reached);
    return Array.from({ length: text.length + 1 - first }, (_, i) => first + i);
  }
  return [...reached]
    .filter((at) => at < text.length && item.fits(text.charAt(at)))
    .map((at) => at + 1);
}
