import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPECTED_DIFFERENCES } from '../expected-differences.ts';
import { type CaseOutcome, printFidelity } from '../fidelity.ts';
import { GROUPS } from '../groups.ts';
import type { ExpectedDifference } from '../judge.ts';

const ALWAYS: ExpectedDifference = { field: /resolv\.a|b/, code: null, reason: 'so it is' };
const TOLD: ExpectedDifference = { field: /uid/, code: 'differs', reason: 'another user' };
const TOO: ExpectedDifference = { field: /gid/, code: 'differs', reason: 'another group' };
const MOVED: ExpectedDifference = { field: /root/, code: 'program-in-container', reason: 'moved' };
const ROWS = [ALWAYS, TOLD, TOO, MOVED];

const outcome = (name: string, more: Partial<CaseOutcome> = {}): CaseOutcome => ({
  name,
  shows: '-x',
  notRun: null,
  silent: null,
  rows: [],
  unexplained: [],
  ...more,
});

const lineOf = (name: string, outcomes: readonly CaseOutcome[]): string =>
  printFidelity(outcomes, ROWS)
    .split('\n')
    .find((line) => line.includes(`\`${name}\``)) ?? '';

describe('docs/fidelity.md', () => {
  it.each([
    ['all stays', {}, '| -x | all |  | `docker/a` |'],
    ['what is always so is not told', { rows: [ALWAYS] }, '| -x | all |  | `docker/a` |'],
    [
      'a finding tells',
      { rows: [TOO, ALWAYS, TOLD] },
      '| -x | all else | another group; another user ([differs](findings/differs.md)) | `docker/a` |',
    ],
    [
      'a program that moved',
      { rows: [MOVED, TOLD] },
      '| -x | all else | another user ([differs](findings/differs.md))<br>[program-in-container](findings/program-in-container.md) | `docker/a` |',
    ],
    ['not run', { notRun: 'no a|b' }, '| -x | (not run) | no a\\|b | `docker/a` |'],
    ['nothing starts', { silent: 'refused' }, '| -x | nothing starts | refused | `docker/a` |'],
    ['signs', { shows: '-v <A>_*|' }, '| -v &lt;A>\\_\\*\\| | all |  | `docker/a` |'],
  ])('%s', (_, more, line) => {
    expect(lineOf('docker/a', [outcome('docker/a', more)])).toBe(line);
  });

  it('has cases that say the same in one row, and the cases of a chapter in its table', () => {
    const page = printFidelity(
      [
        outcome('docker/a'),
        outcome('docker/b'),
        outcome('docker/c', { rows: [TOLD] }),
        outcome('stop/d', { notRun: 'why' }),
      ],
      ROWS,
    );
    expect(page).toContain('| -x | all |  | `docker/a` and 1 more |');
    expect(page).toContain('3 cases: in 2 everything stays, in 1 something changes');
    expect(page.indexOf('`docker/c`')).toBeLessThan(page.indexOf('## How it stops'));
    expect(page.indexOf('`stop/d`')).toBeGreaterThan(page.indexOf('## How it stops'));
    expect(page).toContain('| `resolv.a\\|b` | so it is |');
    expect(page).not.toContain('## Network');
  });

  it('has a chapter for every case', () => {
    const outcomes = GROUPS.flatMap(({ cases }) => cases.map(({ name }) => outcome(name)));
    expect(outcomes.length).toBeGreaterThan(150);
    expect(() => printFidelity(outcomes, EXPECTED_DIFFERENCES)).not.toThrow();
    expect(() => printFidelity([outcome('strange/a')], ROWS)).toThrow('strange/a');
  });
});

it('counts the cases that there are', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../../docs/fidelity.md'), 'utf8');
  const cases = GROUPS.flatMap((group) => group.cases);
  const run = cases.filter(({ notRun }) => notRun === undefined).length;
  expect(page).toContain(`\n${run} cases: `);
  expect(page).toContain(` ${cases.length - run} more cannot run on\n`);
});
