import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { UNTESTED } from './untested.ts';

/** The contract's list has so many rows (mapping I). */
const ROWS = 157;

it('no row of the list is left out, none is there twice', () => {
  const directory = import.meta.dirname;
  const tested = readdirSync(directory)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) =>
      [...readFileSync(path.join(directory, name), 'utf8').matchAll(/^trap\(\s*'(I-\d+)'/gm)].map(
        ([, rule = '']) => rule,
      ),
    );
  const rows = Array.from({ length: ROWS }, (_, i) => `I-${String(i + 1).padStart(2, '0')}`);
  expect([...tested, ...Object.keys(UNTESTED)].sort()).toEqual(rows.sort());
});
