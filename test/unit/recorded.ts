import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** The lines of a recorded file in `test/vectors`, checked to be some. */
export function recorded<T>(file: string): readonly T[] {
  const lines = readFileSync(new URL(`../vectors/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
  expect(lines.length).toBeGreaterThan(0);
  return lines;
}
