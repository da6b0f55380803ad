import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LogicalText } from '../../src/source/logical-text.ts';
import { hasSystemd, printUnits, type UnitText } from './systemd/manager.ts';
import { ANY, difference, understand } from './systemd/ours.ts';
import { readPrinted } from './systemd/printed.ts';
import { generatedUnits } from './systemd/units.ts';

const available = hasSystemd();
const required = process.env.FLEETLIFT_REQUIRE_ORACLES === '1';
if (!available && !required) console.warn('SKIPPED: no systemd, so no unit was compared with it');
const corpus = process.env.FLEETLIFT_CORPUS ?? null;
if (corpus === null)
  console.warn('SKIPPED: FLEETLIFT_CORPUS is not set, so no real unit was compared');

const COUNT = Number(process.env.FLEETLIFT_ORACLE_UNITS ?? 2000);

/** Units that each side understands otherwise, each with both answers. */
function differences(units: readonly UnitText[]): {
  readonly differing: readonly string[];
  readonly loaded: number;
} {
  const printed = printUnits(units);
  let loaded = 0;
  const differing = units.flatMap(({ unit, text }) => {
    const block = printed.get(unit);
    if (block === undefined) return [`${unit}: not printed`];
    const theirs = readPrinted(block);
    if (theirs.load === 'loaded') loaded++;
    const found = difference(understand(text, unit, withHoles), theirs);
    return found === null ? [] : [`${unit}: ${found}\n${text}`];
  });
  return { differing, loaded };
}

/** A hole is known on the machine only. */
const withHoles = ({ text }: LogicalText): string => {
  expect(ANY).toBe('\uFFFC');
  return text;
};

describe.skipIf(!available && !required)('systemd reads units as we do', () => {
  test('generated ones', () => {
    const units = generatedUnits(COUNT);
    const { differing, loaded } = differences(units);
    expect(unknownOf(differing).slice(0, 20).join('\n')).toBe('');
    expect(loaded).toBeGreaterThan(COUNT / 3);
  });

  test.skipIf(corpus === null)('real ones', () => {
    const rounds = roundsOf(corpusUnits(corpus ?? ''));
    expect(rounds.flat().length).toBeGreaterThan(150);
    const results = rounds.map(differences);
    const differing = results.flatMap((result) => result.differing);
    expect(unknownOf(differing)).toEqual([]);
    expect(results.reduce((sum, { loaded }) => sum + loaded, 0)).toBeGreaterThan(100);
  });
});

/** What we understand otherwise than 252 as a user's manager, by the difference. */
const KNOWN: readonly { readonly in: RegExp; readonly why: string }[] = [];

const unknownOf = (differing: readonly string[]): readonly string[] =>
  differing.filter((text) => !KNOWN.some((known) => known.in.test(text.split('\n')[0] ?? '')));

/** All services of a directory; of a template the instance `1`. */
function corpusUnits(directory: string): readonly UnitText[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.service'))
    .toSorted()
    .map((path) => {
      const file = path.slice(path.lastIndexOf('/') + 1);
      const unit = file.replace(/@\.service$/, '@1.service');
      return { file, unit, text: readFileSync(join(directory, path), 'utf8') };
    });
}

/** A name stands for one unit in each start of systemd. */
function roundsOf(units: readonly UnitText[]): readonly (readonly UnitText[])[] {
  const rounds: UnitText[][] = [];
  for (const unit of units) {
    const free = rounds.find((round) => round.every(({ file }) => file !== unit.file));
    if (free === undefined) rounds.push([unit]);
    else free.push(unit);
  }
  return rounds;
}
