import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { WAIT_DEFAULTS } from '../../src/app/wait.ts';
import { CAUSES, type Patience } from '../../src/change/readiness/trouble.ts';

const PAGE = readFileSync(path.join(import.meta.dirname, '../../docs/cluster/waiting.md'), 'utf8');
const AFTER: Readonly<Record<Patience, string>> = {
  now: 'at once',
  soon: `${WAIT_DEFAULTS.soon / 1000} s`,
  late: `${WAIT_DEFAULTS.late / 1000} s`,
  show: '–',
};

test('the manual lists every cause with its patience', () => {
  const rows = [...PAGE.matchAll(/^\| `([a-z-]+)` \|.*\| ([^|]+) \|$/gm)].map((m) => [m[1], m[2]]);
  expect(Object.keys(CAUSES).length).toBeGreaterThan(10);
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(Object.entries(CAUSES).map(([cause, patience]) => [cause, AFTER[patience]])),
  );
});
