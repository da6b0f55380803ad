import type { CaseGroup, WitnessCase } from './case.ts';
import type { Place } from './compare-group.ts';
import type { GroupResult } from './run-group.ts';

/** What came of all groups, by name; a group that could not be run has its error. */
export interface SuiteResult {
  readonly groups: ReadonlyMap<string, GroupResult | Error>;
  /** Cases that differed and were run once more. */
  readonly again: ReadonlyMap<WitnessCase, GroupResult>;
  readonly left: Place;
  readonly right: Place;
}

/** The result that counts for a case. Throws where its group could not be run. */
export function resultOf(suite: SuiteResult, { name }: CaseGroup, one: WitnessCase): GroupResult {
  const result = suite.again.get(one) ?? suite.groups.get(name);
  if (result === undefined || result instanceof Error) throw result ?? new Error('did not run');
  return result;
}
