import type { ChangeRow } from '../change/row.ts';
import { rowsBetween } from '../change/set-rows.ts';
import { type Finding, messageOf } from '../finding/finding.ts';
import type { Converted } from './convert.ts';

/** What differs between two conversions: their objects and what was said of them. */
export interface SetDiff {
  readonly rows: readonly ChangeRow[];
  readonly newFindings: readonly Finding[];
  readonly goneFindings: readonly Finding[];
}

export function diffSets(before: Converted, after: Converted): SetDiff {
  return {
    rows: rowsBetween(before.manifests, after.manifests),
    newFindings: notIn(after.findings, before.findings),
    goneFindings: notIn(before.findings, after.findings),
  };
}

/** Compared by what they say: a line that moved within its file makes no new finding. */
function notIn(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const known = new Set(others.map(wordsOf));
  return findings.filter((finding) => !known.has(wordsOf(finding)));
}

const wordsOf = (f: Finding): string => JSON.stringify([f.code, f.rule, f.unit, messageOf(f)]);
