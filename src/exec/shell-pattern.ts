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
  const items: Item[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const c = pattern.charAt(at);
    const bracket = c === '[' ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at)) : null;
    if (c === '*') items.push({ kind: 'any' });
    else if (c === '?') items.push({ kind: 'one', fits: () => true });
    else if (bracket !== null) {
      const [whole, not, set = ''] = bracket;
      items.push({ kind: 'one', fits: (x) => inSet(x, set) !== (not !== '') });
      at += whole.length - 1;
    } else {
      const literal = c === '\\' && at + 1 < pattern.length ? pattern.charAt(++at) : c;
      items.push({ kind: 'one', fits: (x) => x === literal });
    }
  }
  return items;
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
  let reached = new Set([0]);
  for (const item of items) {
    const next = new Set<number>();
    const first = Math.min(...reached);
    if (item.kind === 'any') for (let i = first; i <= text.length; i++) next.add(i);
    else
      for (const at of reached)
        if (at < text.length && item.fits(text.charAt(at))) next.add(at + 1);
    reached = next;
  }
  return reached.has(text.length);
}
