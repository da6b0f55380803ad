import type { CaseGroup } from '../case.ts';
import { quotingUnits } from '../quoting/units.ts';

/** Hundreds of words and values that are hard to write down, a dozen in each unit. */
export const quoting: CaseGroup = {
  name: 'quoting',
  cases: quotingUnits().map(({ witnessCase }) => witnessCase),
};
