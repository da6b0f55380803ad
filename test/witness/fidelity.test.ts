import { readFileSync, writeFileSync } from 'node:fs';
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
  'what changes is told of each case, as docs/fidelity.md says',
  async () => {
    const outcomes = outcomesOf(await suiteResult(), GROUPS, EXPECTED_DIFFERENCES);
    expect(outcomes.filter(({ unexplained }) => unexplained.length > 0)).toEqual([]);
    const page = printFidelity(outcomes, EXPECTED_DIFFERENCES);
    if (WRITES) writeFileSync(PAGE, page);
    const written = readFileSync(PAGE, 'utf8');
    for (const { name } of outcomes) expect(linesAbout(written, name)).toBe(linesAbout(page, name));
  },
);

/** Rows are by their first case: how many there are, whatever a race of this run added to them. */
const linesAbout = (page: string, name: string): number =>
  page.split('\n').filter((line) => line.includes(`\`${name}\``)).length;
