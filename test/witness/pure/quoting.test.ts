import { describe, expect, it } from 'vitest';
import { hasSystemd, printUnits } from '../../oracle/systemd/manager.ts';
import { readPrinted } from '../../oracle/systemd/printed.ts';
import { convertTexts } from '../../support/convert-texts.ts';
import { quotingUnits, separatorOf, type Vector } from '../quoting/units.ts';
import { isScript } from '../quoting/vectors.ts';

const units = quotingUnits();
const vectors = units.flatMap((one) => one.vectors);
const textOf = (unit: string): string =>
  units.find((one) => one.unit === unit)?.witnessCase.units[unit] ?? '';

describe('the vectors of the quoting cases', () => {
  it('are hundreds, in some dozens of units', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(500);
    expect(units.length).toBeLessThanOrEqual(40);
    expect(new Set(vectors.map(({ number }) => number)).size).toBe(vectors.length);
    const distinct = new Set(vectors.map(({ place, source }) => `${place} ${source}`));
    expect(distinct.size).toBeGreaterThanOrEqual(450);
  });

  it.skipIf(!hasSystemd())('stand in units that systemd loads, each behind its separator', () => {
    const printed = printUnits(units.map(({ unit }) => ({ file: unit, unit, text: textOf(unit) })));
    expect(printed.size).toBeGreaterThanOrEqual(units.length);
    for (const { unit, vectors: own } of units) {
      const { load, commands } = readPrinted(printed.get(unit) ?? '');
      expect([unit, load]).toEqual([unit, 'loaded']);
      const words = commands.at(-1)?.split('\u2423') ?? [];
      for (const vector of own.filter((one) => isBehindSeparator(one, unit)))
        expect([vector, words.includes(separatorOf(vector))]).toEqual([vector, true]);
    }
  });

  it('become workloads, and none of their words is an error', () => {
    const { findings, manifests } = convertTexts(
      units.flatMap(({ witnessCase }) => [
        ...Object.entries(witnessCase.units),
        ...Object.entries(witnessCase.files ?? {}),
      ]),
      units
        .flatMap(({ witnessCase }) => witnessCase.options ?? [])
        .map((option) => `--option ${option}`)
        .join(' '),
    );
    const bad = findings.filter(({ code }) => NOT_IN_A_VECTOR.has(code));
    expect(bad).toEqual([]);
    expect(manifests.filter(({ kind }) => kind === 'Deployment').length).toBe(units.length);
  });
});

/** Values of flags and of a program's environment stand elsewhere; a script is one word to systemd. */
const isBehindSeparator = (vector: Vector, unit: string): boolean =>
  !isScript(vector.place) && textOf(unit).includes(`${separatorOf(vector)} `);

const NOT_IN_A_VECTOR = new Set([
  'unit-does-not-load',
  'substitution-outside-shell',
  'unsupported',
  'not-built',
]);
