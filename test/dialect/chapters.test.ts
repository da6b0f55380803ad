import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/dialect/host/commands.ts';
import { WRAPPERS } from '../../src/dialect/host/peel.ts';
import { RETIRED } from '../../src/dialect/host/retired-list.ts';
import { NSPAWN_FLAGS } from '../../src/dialect/nspawn/flags.ts';
import { RKT_FLAGS } from '../../src/dialect/rkt/flags.ts';
import { examplesOf } from '../support/page.ts';

const pageOf = (chapter: string): string =>
  path.join(import.meta.dirname, '..', '..', 'docs', `${chapter}.md`);

/** All unit texts of a chapter. */
function unitsOf(chapter: string): string {
  const page = pageOf(chapter);
  if (!existsSync(page)) return '';
  return examplesOf(readFileSync(page, 'utf8'))
    .flatMap(({ texts }) => texts.map(([, text]) => text))
    .join('\n');
}

const wordsOf = (text: string): readonly string[] =>
  text.split(/[\s'"=(;|]+/).flatMap((word) => [word, word.slice(word.lastIndexOf('/') + 1)]);

describe('chapters of the manual', () => {
  it('show a command of each entry', () => {
    expect(COMMANDS.length).toBeGreaterThan(25);
    const missing = COMMANDS.filter(({ chapter, programs }) => {
      const words = wordsOf(unitsOf(chapter));
      return !programs.some((p) =>
        words.some((w) => (typeof p === 'string' ? p === w : p.test(w))),
      );
    });
    expect(missing.map(({ chapter, programs }) => `${chapter}: ${programs[0]}`)).toEqual([]);
  });

  it('show each flag of rkt and systemd-nspawn', () => {
    const flags = [...RKT_FLAGS, ...NSPAWN_FLAGS];
    expect(flags.length).toBeGreaterThan(80);
    const missing = flags.filter(({ chapter, names }) => {
      const words = wordsOf(unitsOf(chapter));
      return !names.some((name) => words.includes(name));
    });
    expect(missing.map(({ chapter, names }) => `${chapter}: ${names[0]}`)).toEqual([]);
  });

  it('show wrappers and retired units', () => {
    const wrappers = wordsOf(unitsOf('idioms/wrappers'));
    const shown = WRAPPERS.filter(({ names }) => names.some((name) => wrappers.includes(name)));
    expect(shown.length).toBeGreaterThan(2);
    const retired = readFileSync(pageOf('idioms/retired'), 'utf8');
    const rules = [...new Set(RETIRED.map(({ rule }) => rule))];
    expect(rules.length).toBeGreaterThan(8);
    expect(rules.filter((rule) => !retired.includes(rule))).toEqual([]);
  });
});
