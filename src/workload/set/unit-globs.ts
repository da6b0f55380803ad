import { compileGlob, type Glob, matchesGlob } from '../../unit/glob.ts';
import type { SetUnit } from './unit-set.ts';

/** Which units of the set a pattern of `Conflicts=` or `Replaces=` matches (mapping C21). Asked once per pattern. */
export interface UnitGlobs {
  /** Sorted by name; empty for a malformed pattern. */
  matches(pattern: string): readonly string[];
  has(pattern: string, name: string): boolean;
}

/** `names`: full unit names. Only names that begin as the pattern does are looked at. */
export function unitGlobsOf(names: readonly string[]): UnitGlobs {
  const sorted = names.toSorted();
  const known = new Map<string, readonly string[]>();
  const compiled = new Map<string, Glob | null>();
  const globOf = (pattern: string): Glob | null => {
    const before = compiled.get(pattern);
    if (before !== undefined) return before;
    const glob = compileGlob(pattern);
    compiled.set(pattern, glob);
    return glob;
  };
  return {
    has: (pattern, name) => {
      const glob = globOf(pattern);
      return glob !== null && matchesGlob(glob, name);
    },
    matches: (pattern) => {
      const before = known.get(pattern);
      if (before !== undefined) return before;
      const found = matching(globOf(pattern), pattern, sorted);
      known.set(pattern, found);
      return found;
    },
  };
}

function matching(
  glob: Glob | null,
  pattern: string,
  sorted: readonly string[],
): readonly string[] {
  if (glob === null) return [];
  const prefix = /^[^*?[\\]*/.exec(pattern)?.[0] ?? '';
  const found: string[] = [];
  for (let at = firstFrom(sorted, prefix); at < sorted.length; at++) {
    const name = sorted[at] ?? '';
    if (!name.startsWith(prefix)) break;
    if (matchesGlob(glob, name)) found.push(name);
  }
  return found;
}

/** Index of the first name that is not before `prefix`. */
function firstFrom(sorted: readonly string[], prefix: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether `unit` itself declares a conflict with `other` (fleet looks both ways; a unit never conflicts with itself). */
export const conflictsWith = (unit: SetUnit, other: SetUnit, globs: UnitGlobs): boolean =>
  unit !== other && unit.placement.conflicts.some(({ pattern }) => globs.has(pattern, other.id));
