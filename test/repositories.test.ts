import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Converted, convert } from '../src/app/convert.ts';
import { readDecisions } from '../src/decision/read-options.ts';
import type { Files } from '../src/inventory/inventory.ts';
import { readFiles } from '../src/io/read-files.ts';
import { printYaml } from '../src/manifest/print.ts';
import { printReport } from '../src/report/print-report.ts';

/** Our fixtures, and the repositories below FLEETLIFT_CORPUS where that is set. */
const ROOTS = [
  path.join(import.meta.dirname, '..', 'fixtures'),
  process.env.FLEETLIFT_CORPUS ?? '',
];
const repositories = ROOTS.filter((root) => root !== '').flatMap((root) =>
  readdirSync(root).map((name) => path.join(root, name)),
);

const decisions = readDecisions({
  kubeVersion: '1.35',
  namespace: null,
  keepUnresolved: true,
  options: [],
});

/** All that a user sees of a run, as text. */
function printed(converted: Converted): string {
  return (
    printYaml(converted.manifests) +
    printReport('.json', converted) +
    printReport('.txt', converted)
  );
}

/** The same files in another order, a fixed one. */
function shuffled(files: Files): Files {
  const turn = <T>(list: readonly T[]): readonly T[] =>
    list
      .map((item, i) => ({ item, key: (i * 7919 + 13) % 104_729 }))
      .toSorted((a, b) => b.key - a.key)
      .map(({ item }) => item);
  return {
    ...files,
    units: turn(files.units),
    dropins: turn(files.dropins),
    links: turn(files.links),
  };
}

describe('whole unit repositories', () => {
  it('are there', () => expect(repositories.length).toBeGreaterThanOrEqual(6));

  it.each(repositories)(
    '%s: every word accounted for, valid objects, the same bytes each time',
    async (repository) => {
      const files = await readFiles([repository]);
      expect(files.units.length).toBeGreaterThan(0);
      const once = convert(files, [], decisions);
      expect(once.accounts.length).toBeGreaterThan(0);
      expect(once.findings.filter((f) => f.code === 'invalid-object')).toEqual([]);
      const units = new Set(once.outcomes.map((o) => o.unit));
      const lost = [...once.inventory.units, ...once.inventory.bareTemplates]
        .map((u) => u.name.full)
        .filter((name) => !units.has(name));
      expect(lost).toEqual([]);
      const text = printed(once);
      expect(printed(convert(files, [], decisions))).toBe(text);
      expect(printed(convert(shuffled(files), [], decisions))).toBe(text);
    },
  );
});
