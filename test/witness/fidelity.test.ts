import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXPECTED_DIFFERENCES } from './expected-differences.ts';
import { outcomesOf, printFidelity } from './fidelity.ts';
import { GROUPS } from './groups.ts';
import { GROUPS_TO_RUN, suiteResult } from './suite.ts';

const PAGE = path.join(import.meta.dirname, '../../docs/fidelity.md');

/** `FLEETLIFT_WRITE=1 npm run test:witness` writes the page; a reviewer then reads the diff. */
const WRITES = process.env.FLEETLIFT_WRITE === '1';

test.runIf(GROUPS_TO_RUN.length === GROUPS.length)(
  'each change is told, and docs/fidelity.md can say how',
  async () => {
    const outcomes = outcomesOf(await suiteResult(), GROUPS, EXPECTED_DIFFERENCES);
    expect(outcomes.filter(({ unexplained }) => unexplained.length > 0)).toEqual([]);
    const page = printFidelity(outcomes, EXPECTED_DIFFERENCES);
    expect(page).toContain(`${outcomes.filter(({ notRun }) => notRun === null).length} cases: `);
    if (WRITES) writeFileSync(PAGE, page);
  },
);
