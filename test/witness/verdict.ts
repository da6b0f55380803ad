import type { WitnessCase } from './case.ts';
import { compareCase, type Place } from './compare-group.ts';
import { EXPECTED_DIFFERENCES } from './expected-differences.ts';
import { type ExpectedDifference, judge } from './judge.ts';
import type { GroupResult } from './run-group.ts';
import { writtenAs } from './written-as.ts';

export interface Verdict {
  /** `UNIT: FIELD: LEFT on the left, RIGHT on the right` for each difference that nothing explains, and who said nothing. */
  readonly unexplained: readonly string[];
  readonly rowsUsed: readonly ExpectedDifference[];
}

/** What came of one case. */
export function verdictOn(
  one: WitnessCase,
  result: GroupResult,
  places: { readonly left: Place; readonly right: Place },
): Verdict {
  const verdicts = compareCase(one, result, places.left, places.right).map((comparison) => {
    const { unit } = comparison;
    const judged = judge(comparison.differences, comparison.findings, EXPECTED_DIFFERENCES);
    const first = result.left.runs.get(unit)?.[0]?.[0];
    const argv = first?.event === 'statement' ? first.argv : [];
    const told = judged.unexplained.map(
      ({ field, left, right }) =>
        `${unit}: ${field}${writtenAs(one, field, argv)}: ${left ?? 'nothing'} on the left, ${right ?? 'nothing'} on the right`,
    );
    return { rowsUsed: judged.rowsUsed, unexplained: withSilence(unit, told, one, result) };
  });
  return {
    unexplained: verdicts.flatMap(({ unexplained }) => unexplained),
    rowsUsed: verdicts.flatMap(({ rowsUsed }) => rowsUsed),
  };
}

function withSilence(
  unit: string,
  told: readonly string[],
  { silent }: WitnessCase,
  { left, right }: GroupResult,
): readonly string[] {
  const complaints = [left, right].flatMap((side) => side.complaints.get(unit) ?? []);
  if (complaints.length === 2 && silent === undefined)
    return [...told, `${unit} says nothing on either side`, ...complaints];
  // A unit that runs on one side only differs in everything.
  return complaints.length === 1 ? [...told.slice(0, 3), ...complaints] : told;
}

/** Docker itself went away under the case, which says nothing of the translation. */
export const lostDocker = ({ unexplained }: Verdict): boolean =>
  unexplained.some((text) => /error during connect|Cannot connect to the Docker daemon/.test(text));
