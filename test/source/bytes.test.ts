import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteLength, decodeBytes, encodeBytes } from '../../src/source/bytes.ts';
import { createSource, lineText, positionAt } from '../../src/source/source.ts';

describe('bytes as text', () => {
  it('lose nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = decodeBytes(bytes);
        expect([...encodeBytes(text)]).toEqual([...bytes]);
        expect(byteLength(text)).toBe(bytes.length);
      }),
      { numRuns: 300 },
    );
  });

  it('are UTF-8 where they can be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(decodeBytes(Buffer.from(text, 'utf8'))).toBe(text);
      }),
    );
  });

  it.each([
    ['c3', '\udcc3'],
    ['c328', '\udcc3('],
    ['e282', '\udce2\udc82'],
    ['eda080', '\udced\udca0\udc80'],
    ['f4908080', '\udcf4\udc90\udc80\udc80'],
    ['c080', '\udcc0\udc80'],
    ['efbbbf41', '\ufeffA'],
    ['f09f9880ff', '😀\udcff'],
  ])('%s', (hex, text) => {
    expect(decodeBytes(Buffer.from(hex, 'hex'))).toBe(text);
  });

  it('are read in linear time when none of them is UTF-8', () => {
    const bytes = new Uint8Array(1_000_000).fill(0xff);
    expect(encodeBytes(decodeBytes(bytes)).length).toBe(bytes.length);
  });
});

describe('places in a file', () => {
  it('count lines and columns from one', () => {
    const source = createSource('x', 'ab\r\ncd\n\ne');
    const at = (offset: number) => {
      const { line, column } = positionAt(source, offset);
      return `${line}:${column}`;
    };
    expect([0, 1, 4, 5, 7, 8, 9].map(at)).toEqual([
      '1:1',
      '1:2',
      '2:1',
      '2:2',
      '3:1',
      '4:1',
      '4:2',
    ]);
    expect([1, 2, 3, 4].map((line) => lineText(source, line))).toEqual(['ab', 'cd', '', 'e']);
  });
});
