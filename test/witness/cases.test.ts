import { beforeAll, describe, expect, test } from 'vitest';
import type { CaseGroup, WitnessCase } from './case.ts';
import { compareCase } from './compare-group.ts';
import { EXPECTED_DIFFERENCES } from './expected-differences.ts';
import { GROUPS } from './groups.ts';
import { type ExpectedDifference, judge } from './judge.ts';
import { casesToRun } from './side.ts';
import { GROUPS_TO_RUN, suiteResult } from './suite.ts';
import { resultOf, type SuiteResult } from './suite-result.ts';
import { writtenAs } from './written-as.ts';

let suite: SuiteResult;
const used = new Set<ExpectedDifference>();

beforeAll(async () => {
  suite = await suiteResult();
});

/** `UNIT: FIELD: LEFT on the left, RIGHT on the right` for each difference that nothing explains. */
function unexplained(group: CaseGroup, one: WitnessCase): readonly string[] {
  const result = resultOf(suite, group, one);
  return compareCase(one, result, suite.left, suite.right).flatMap((comparison) => {
    const judged = judge(comparison.differences, comparison.findings, EXPECTED_DIFFERENCES);
    for (const row of judged.rowsUsed) used.add(row);
    const first = result.left.runs.get(comparison.unit)?.[0]?.[0];
    const argv = first?.event === 'statement' ? first.argv : [];
    const told = judged.unexplained.map(
      ({ field, left, right }) =>
        `${comparison.unit}: ${field}${writtenAs(one, field, argv)}: ${left ?? 'nothing'} on the left, ${right ?? 'nothing'} on the right`,
    );
    const complaints = [result.left, result.right].flatMap(
      (side) => side.complaints.get(comparison.unit) ?? [],
    );
    if (complaints.length === 2 && one.silent === undefined)
      return [...told, `${comparison.unit} says nothing on either side`, ...complaints];
    // A unit that runs on one side only differs in everything.
    return complaints.length === 1 ? [...told.slice(0, 3), ...complaints] : told;
  });
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
