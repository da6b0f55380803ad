import { beforeAll, describe, expect, test } from 'vitest';
import type { CaseGroup, WitnessCase } from './case.ts';
import { EXPECTED_DIFFERENCES } from './expected-differences.ts';
import { GROUPS } from './groups.ts';
import type { ExpectedDifference } from './judge.ts';
import { casesToRun } from './side.ts';
import { GROUPS_TO_RUN, suiteResult } from './suite.ts';
import { resultOf, type SuiteResult } from './suite-result.ts';
import { verdictOn } from './verdict.ts';

let suite: SuiteResult;
const used = new Set<ExpectedDifference>();

beforeAll(async () => {
  suite = await suiteResult();
});

function unexplained(group: CaseGroup, one: WitnessCase): readonly string[] {
  const verdict = verdictOn(one, resultOf(suite, group, one), suite);
  for (const row of verdict.rowsUsed) used.add(row);
  return verdict.unexplained;
}

describe.each(GROUPS_TO_RUN.map((group) => [group.name, group] as const))('%s', (_, group) => {
  test.each(casesToRun(group).map((one) => [one.name, one.shows, one] as const))(
    '%s: %s',
    (_name, _shows, one) => {
      expect(unexplained(group, one)).toEqual([]);
    },
  );
});

test.runIf(GROUPS_TO_RUN.length === GROUPS.length)('every expected difference is met', () => {
  for (const group of GROUPS_TO_RUN) for (const one of casesToRun(group)) unexplained(group, one);
  expect(EXPECTED_DIFFERENCES.filter((row) => row.rare !== true && !used.has(row))).toEqual([]);
});

test('there are at least 150 cases, and a reason for each that is not run', () => {
  expect(GROUPS.flatMap(casesToRun).length).toBeGreaterThanOrEqual(150);
  const left = GROUPS.flatMap(({ cases }) => cases).filter(({ notRun }) => notRun !== undefined);
  for (const { name, notRun } of left) process.stderr.write(`not run: ${name}: ${notRun}\n`);
  expect(left.filter(({ notRun }) => notRun === '')).toEqual([]);
});
