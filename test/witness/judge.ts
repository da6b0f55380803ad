import type { Difference } from './compare.ts';
import type { ReportedFinding } from './report.ts';

/** A difference that is known, and how a person is told of it. */
export interface ExpectedDifference {
  /** Fields that it is about, whole. */
  readonly field: RegExp;
  /** Values that it is about; any unless given. */
  readonly left?: RegExp;
  readonly right?: RegExp;
  /**
   * The finding that fleetlift made of the very unit, or of the set. Null: so is every container, on every machine and
   * every cluster; docs/fidelity.md lists these rows.
   */
  readonly code: string | null;
  /** What the finding is about, as far as its code does not tell: in the unit's words, or in its message. */
  readonly about?: RegExp;
  readonly reason: string;
  /** A race that the machines' own programs have: no run has to meet it. */
  readonly rare?: true;
}

export interface Judged {
  readonly unexplained: readonly Difference[];
  readonly explained: readonly {
    readonly difference: Difference;
    readonly row: ExpectedDifference;
  }[];
  readonly rowsUsed: readonly ExpectedDifference[];
}

/** Looks for a row that explains each difference; the first that does so counts. */
export function judge(
  differences: readonly Difference[],
  findings: readonly ReportedFinding[],
  rows: readonly ExpectedDifference[],
): Judged {
  const judged = differences.map((difference) => ({
    difference,
    row: rows.find((row) => isAbout(row, difference) && isTold(row, findings)) ?? null,
  }));
  const explained = judged.flatMap(({ difference, row }) =>
    row === null ? [] : [{ difference, row }],
  );
  return {
    unexplained: judged.flatMap(({ difference, row }) => (row === null ? [difference] : [])),
    explained,
    rowsUsed: [...new Set(explained.map(({ row }) => row))],
  };
}

const isAbout = (row: ExpectedDifference, { field, left, right }: Difference): boolean =>
  whole(row.field).test(field) && fits(row.left, left) && fits(row.right, right);

const whole = (pattern: RegExp): RegExp => new RegExp(`^(?:${pattern.source})$`, pattern.flags);

const fits = (pattern: RegExp | undefined, value: string | null): boolean =>
  pattern === undefined || pattern.test(value ?? '(nothing)');

function isTold(
  { code, about }: ExpectedDifference,
  findings: readonly ReportedFinding[],
): boolean {
  if (code === null) return true;
  return findings.some(
    (finding) =>
      finding.code === code &&
      (about === undefined || about.test(finding.source ?? '') || about.test(finding.message)),
  );
}
