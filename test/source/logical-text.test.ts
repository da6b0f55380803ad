import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  concat,
  HOLE,
  hole,
  holesOf,
  type LogicalText,
  slice,
  spanOf,
  templateOf,
  trim,
  written,
} from '../../src/source/logical-text.ts';

/** Parts of a file of 1000 characters: as written, replaced by other text, or unknown. */
const part: fc.Arbitrary<LogicalText> = fc
  .record({
    start: fc.nat(900),
    kind: fc.constantFrom('verbatim', 'replaced', 'hole'),
    text: fc.string({ maxLength: 8 }),
    width: fc.nat(20),
  })
  .map(({ start, kind, text, width }) => {
    const span = { file: 'x', start, end: start + (kind === 'verbatim' ? text.length : width) };
    return kind === 'hole'
      ? hole({ kind: 'unknown', variable: null, was: 'w' }, span)
      : written(text, span);
  });

const logical = fc.array(part, { minLength: 1, maxLength: 6 }).map(concat);

/** A text and two places in it, in order. */
const ranged = logical.chain((text) =>
  fc.record({
    text: fc.constant(text),
    range: fc
      .tuple(fc.nat(text.text.length), fc.nat(text.text.length))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  }),
);

/** Pieces cover the text without gaps, each within the file. */
function expectWhole({ text, pieces }: LogicalText): void {
  let at = 0;
  for (const piece of pieces) {
    expect(piece.at).toBe(at);
    at += piece.length;
    expect(piece.span.start).toBeGreaterThanOrEqual(0);
    expect(piece.span.end).toBeGreaterThanOrEqual(piece.span.start);
    expect(piece.span.end).toBeLessThanOrEqual(1000);
  }
  expect(at).toBe(text.length);
}

describe('logical text', () => {
  it('stays whole when it is cut and joined', () => {
    fc.assert(
      fc.property(ranged, ({ text, range: [from, to] }) => {
        const middle = slice(text, from, to);
        expectWhole(text);
        expectWhole(middle);
        expect(middle.text).toBe(text.text.slice(from, to));
        const joined = concat([slice(text, 0, from), middle, slice(text, to)]);
        expectWhole(joined);
        expect(joined.text).toBe(text.text);
      }),
    );
  });

  it('knows the place of a part of a part', () => {
    fc.assert(
      fc.property(ranged, fc.nat(20), ({ text, range: [from, to] }, more) => {
        const inner = Math.min(from + more, to);
        const once = slice(text, inner, to);
        const twice = slice(slice(text, from, to), inner - from);
        expect(twice.text).toBe(once.text);
        if (once.text !== '') expect(spanOf(twice)).toEqual(spanOf(once));
      }),
    );
  });

  it('gives the place of each character that stands as it was written', () => {
    const file = 'ExecStart=/bin/a --b';
    const text = written(file, { file: 'x', start: 0, end: file.length });
    fc.assert(
      fc.property(fc.nat(file.length), fc.nat(file.length), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const { start, end } = spanOf(slice(text, from, to));
        expect(file.slice(start, end)).toBe(file.slice(from, to));
      }),
    );
  });

  it('keeps its holes', () => {
    const span = { file: 'x', start: 3, end: 5 };
    const text = concat([
      written('a ', { file: 'x', start: 0, end: 2 }),
      hole({ kind: 'unknown', variable: 'V', was: '$V' }, span),
      written(' b ', { file: 'x', start: 5, end: 8 }),
    ]);
    expect(text.text).toBe(`a ${HOLE} b `);
    expect(trim(text).text).toBe(`a ${HOLE} b`);
    expect(holesOf(slice(text, 0, 2))).toEqual([]);
    expect(templateOf(slice(text, 1))).toEqual([
      ' ',
      { kind: 'unknown', variable: 'V', was: '$V' },
      ' b ',
    ]);
    expect(spanOf(text, 2, 3)).toEqual(span);
  });
});
