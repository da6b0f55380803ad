import { describe, expect, it } from 'vitest';
import { compileGlob, matchesGlob } from '../../src/unit/glob.ts';
import { answersTo } from '../../src/unit/machine-id.ts';
import { recorded } from './recorded.ts';

const [first, ...patterns] = recorded<{
  readonly names?: readonly string[];
  readonly pattern: string;
  readonly matches: readonly string[];
  readonly bad: readonly string[];
}>('fleet/glob.jsonl');
const names = first?.names ?? [];

describe('globs over unit names', () => {
  it.each(patterns)('matches $pattern as fleet does', ({ pattern, matches, bad }) => {
    expect(names.length).toBeGreaterThan(0);
    const glob = compileGlob(pattern);
    expect(names.filter((name) => glob !== null && matchesGlob(glob, name))).toEqual(matches);
    expect(names.filter(() => glob === null)).toEqual(bad);
  });

  it('is quick with many stars', () => {
    const glob = compileGlob('*a'.repeat(200));
    expect(glob !== null && matchesGlob(glob, 'a'.repeat(5000))).toBe(true);
    expect(glob !== null && matchesGlob(glob, `${'a'.repeat(5000)}b`)).toBe(false);
  });
});

describe('ids of machines', () => {
  it.each(
    recorded<{ id: string; asked: readonly string[]; matches: readonly string[] }>(
      'fleet/machine-id.jsonl',
    ),
  )('knows what $id answers to', ({ id, asked, matches }) => {
    expect(asked.filter((a) => answersTo(id, a))).toEqual(matches);
  });
});
