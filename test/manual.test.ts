import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOG } from '../src/finding/catalog.ts';
import { examplesOf, fillIn } from './support/page.ts';

const DOCS = path.join(import.meta.dirname, '..', 'docs');
/** `npm run docs` rewrites the outputs; a reviewer then reads the diff. */
const UPDATE = process.env.FLEETLIFT_DOCS === 'update';

const pages = [
  '../README.md',
  ...readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort(),
];

/** Codes that no input can trigger, with the reason. */
const UNTRIGGERED: Readonly<Record<string, string>> = {
  'invalid-object': 'only a bug of ours makes one',
};

describe('the manual', () => {
  it('has pages with examples', () => {
    const examples = pages.flatMap((page) =>
      examplesOf(readFileSync(path.join(DOCS, page), 'utf8')),
    );
    expect(examples.length).toBeGreaterThan(50);
  });

  it.each(pages)('%s shows what fleetlift prints', (page) => {
    const file = path.join(DOCS, page);
    const before = readFileSync(file, 'utf8');
    const after = fillIn(before);
    if (UPDATE && after !== before) writeFileSync(file, after);
    expect(UPDATE ? after : before).toBe(after);
  });

  it('has a page for every finding code, and each page triggers it', () => {
    const codes = Object.keys(CATALOG);
    expect(codes.length).toBeGreaterThan(20);
    const missing = codes.filter((code) => {
      if (code in UNTRIGGERED) return false;
      const page = `findings/${code}.md`;
      if (!pages.includes(page)) return true;
      return !readFileSync(path.join(DOCS, page), 'utf8').includes(`[${code}]:`);
    });
    expect(missing).toEqual([]);
    const strangers = pages
      .filter((page) => page.startsWith('findings/'))
      .map((page) => path.basename(page, '.md'))
      .filter((code) => !codes.includes(code) && code !== 'README');
    expect(strangers).toEqual([]);
  });
});
