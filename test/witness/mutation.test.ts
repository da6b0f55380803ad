import { beforeAll, describe, expect, test } from 'vitest';
import { compareCase } from './compare-group.ts';
import { EXPECTED_DIFFERENCES } from './expected-differences.ts';
import { GROUPS } from './groups.ts';
import { judge } from './judge.ts';
import { MUTATIONS, UNBROKEN } from './mutations.ts';
import { runTrials, type Trial, type Tried } from './run-mutations.ts';
import { casesToRun } from './side.ts';
import { bothSides } from './sides.ts';
import { GROUPS_TO_RUN, suiteResult } from './suite.ts';
import { resultOf, type SuiteResult } from './suite-result.ts';

/** The suite cannot pass by accident: what is broken in a manifest makes its case fail, and the failure names the field. */

const placeOf = (name: string) =>
  GROUPS_TO_RUN.flatMap((group) =>
    casesToRun(group).flatMap((one) => (one.name === name ? [{ group, one }] : [])),
  )[0];

const RUN = MUTATIONS.filter(({ of }) => placeOf(of) !== undefined);
const AS_THEY_ARE = UNBROKEN.filter((of) => placeOf(of) !== undefined);

let suite: SuiteResult;
let results: ReadonlyMap<Trial, Tried>;

function trialOf(name: string, mutation: Trial['mutation']): Trial {
  const place = placeOf(name);
  if (place === undefined) throw new Error(`${name} was not run`);
  return { mutation, one: place.one, result: resultOf(suite, place.group, place.one) };
}

/** Fields in which the case is not the same any more, and nothing explains it. */
function unexplained(name: string, mutation: Trial['mutation']): readonly string[] {
  const [trial, tried] =
    [...results].find(([other]) => other.one.name === name && other.mutation === mutation) ?? [];
  if (trial === undefined || tried === undefined) throw new Error(`${name} was not tried`);
  return compareCase(trial.one, tried.result, suite.left, tried.right).flatMap(
    ({ differences, findings }) =>
      judge(differences, findings, EXPECTED_DIFFERENCES).unexplained.map(({ field }) => field),
  );
}

beforeAll(async () => {
  suite = await suiteResult();
  const { node } = await bothSides();
  results = await runTrials(node, suite.right, [
    ...RUN.map((mutation) => trialOf(mutation.of, mutation)),
    ...AS_THEY_ARE.map((name) => trialOf(name, null)),
  ]);
});

test('there are more than 40 mutations, of cases that are run', () => {
  const names = new Set(GROUPS.flatMap(casesToRun).map(({ name }) => name));
  expect(MUTATIONS.length).toBeGreaterThanOrEqual(40);
  expect(MUTATIONS.filter(({ of }) => !names.has(of))).toEqual([]);
});

describe.runIf(RUN.length > 0)('a manifest that is broken', () => {
  test.each(
    RUN.map((mutation) => [mutation.of, mutation.at, shown(mutation.to), mutation] as const),
  )('%s: %s becomes %s', (of, _at, _to, mutation) => {
    const fields = unexplained(of, mutation);
    const whole = new RegExp(`^(?:${mutation.field.source})$`);
    expect(
      fields.filter((field) => whole.test(field)),
      fields.join(' '),
    ).not.toEqual([]);
  });
});

describe.runIf(AS_THEY_ARE.length > 0)('a manifest that is not', () => {
  test.each(AS_THEY_ARE)('%s', (name) => {
    expect(unexplained(name, null)).toEqual([]);
  });
});

function shown(value: unknown): string {
  return typeof value === 'symbol' ? 'nothing' : JSON.stringify(value);
}
