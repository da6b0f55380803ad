import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBook } from '../../src/finding/notes.ts';
import { decodeBytes } from '../../src/source/bytes.ts';
import type { LogicalText } from '../../src/source/logical-text.ts';
import { createSource } from '../../src/source/source.ts';
import { readDropinText } from '../../src/unit/dropin-text.ts';
import { readFleet } from '../../src/unit/fleet-reader.ts';
import { writeStored } from '../../src/unit/fleet-writer.ts';
import { printNodes } from '../../src/unit/lines.ts';
import { parseUnitName } from '../../src/unit/name.ts';
import { expandSpecifiers } from '../../src/unit/specifiers.ts';
import { readUnitText, wholeOf } from '../../src/unit/unit-text.ts';
import { expandFleetOptions, splitFleetOptions } from '../../src/unit/xfleet-values.ts';
import { ADVERSARIES, unitTexts } from './unit-texts.ts';

const name = parseUnitName('web@a-b.service') ?? expect.fail('a name with a dot');

function storedOf(text: string): string {
  return writeStored(wholeOf(createSource('x', text)), readFleet(text)).text.text;
}

/** Everything that the room does with a text. */
function readEverything(text: string) {
  const source = createSource('x', text);
  const book = openBook();
  const readings = [false, true].map((lenient) => readUnitText(source, { lenient }));
  const dropin = readDropinText(source, { lenient: false, hasFleetSection: false });
  for (const { remarks } of [...readings, dropin])
    for (const remark of remarks) remark(book.of('web@a-b.service'));
  const values = [...readings, dropin].flatMap(({ directives }) =>
    directives.map(({ value }) => expandSpecifiers(value, name)),
  );
  const options = readings.flatMap(({ fleetOptions }) =>
    expandFleetOptions(splitFleetOptions(fleetOptions), 'web@a-b.service'),
  );
  const spans = [
    ...readings.flatMap(({ directives, fleetOptions }) => [...directives, ...fleetOptions]),
    ...book.findings,
  ].flatMap(({ span }) => (span === null ? [] : [span]));
  return { values: [...values, ...options.map(({ value }) => value)], spans };
}

const isTiled = ({ text, pieces }: LogicalText): boolean =>
  pieces.reduce((at, piece) => (piece.at === at ? at + piece.length : Number.NaN), 0) ===
  text.length;

describe('laws of reading', () => {
  it('keeps every character in exactly one node', () => {
    fc.assert(
      fc.property(unitTexts, (text) => {
        const { nodes } = readFleet(text);
        expect(printNodes(text, nodes)).toBe(text);
        expect(nodes.every(({ start, end }) => start < end)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('takes any bytes, and points at nothing outside of the file', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          unitTexts,
          fc.uint8Array({ maxLength: 200 }).map((bytes) => decodeBytes(bytes)),
        ),
        (text) => {
          const { values, spans } = readEverything(text);
          for (const { start, end } of [
            ...spans,
            ...values.flatMap((v) => v.pieces.map((p) => p.span)),
          ]) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThanOrEqual(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
          for (const value of values) expect(isTiled(value)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('laws of writing', () => {
  it('says of each character of the stored text where it was written', () => {
    fc.assert(
      fc.property(unitTexts, (text) => {
        const stored = writeStored(wholeOf(createSource('x', text)), readFleet(text)).text;
        for (const { at, length, span } of stored.pieces) {
          const from = text.slice(span.start, span.end);
          const written = stored.text.slice(at, at + length);
          if (written === '\n') continue;
          // A byte that is no UTF-8 becomes U+FFFD in names, and stays as it is in values (D0-42).
          const expected = Array.from({ length: from.length }, (_, i) =>
            /[\udc80-\udcff]/.test(from.charAt(i)) && written.charAt(i) === '\ufffd'
              ? '\ufffd'
              : from.charAt(i),
          ).join('');
          expect(written).toBe(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('writes what it read back the same, once no value ends in a backslash', () => {
    fc.assert(
      fc.property(unitTexts, (text) => {
        const stored = storedOf(text);
        fc.pre(readFleet(stored).refusal === null && !/\\\n/.test(stored));
        expect(storedOf(stored)).toBe(stored);
      }),
      { numRuns: 500 },
    );
  });
});

describe('cost of reading', () => {
  it.each(ADVERSARIES)(
    'of much of %s is linear',
    (_, text) => {
      const started = performance.now();
      const { spans } = readEverything(text);
      expect(spans.every(({ end }) => end <= text.length)).toBe(true);
      expect(performance.now() - started).toBeLessThan(20_000);
    },
    30_000,
  );
});
