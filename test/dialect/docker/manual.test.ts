import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RUN_FLAGS } from '../../../src/dialect/docker/flags.ts';
import { examplesOf } from '../../support/page.ts';

const chapters = [...new Set(RUN_FLAGS.map(({ chapter }) => chapter))];
const examples = new Map(
  chapters.map((chapter) => {
    const page = readFileSync(new URL(`../../../docs/${chapter}.md`, import.meta.url), 'utf8');
    const units = examplesOf(page).flatMap(({ texts }) => texts.map(([, text]) => text));
    return [chapter, units.join('\n').split(/[\s=]+/)] as const;
  }),
);

describe('the manual', () => {
  test.each(RUN_FLAGS)(
    '$names is used in an example of $chapter',
    ({ names, oldNames, chapter }) => {
      const words = examples.get(chapter) ?? [];
      expect([...names, ...(oldNames ?? [])].some((name) => words.includes(name))).toBe(true);
    },
  );

  test('has a chapter for every flag', () => expect(chapters.length).toBe(10));
});
