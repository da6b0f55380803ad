import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/manifest/manifest.ts';
import { shownChange, shownValue } from '../../src/report/shown-value.ts';

const LONG = 'registry.example.com/a/very/long/name/of/an/image/that/goes/on';

describe('a change as it is shown', () => {
  it.each<[string, Json | undefined, Json | undefined, readonly string[]]>([
    ['short values', 1, 2, ['1 → 2']],
    ['what was not there', undefined, 'a b', ['(none) → a b']],
    ['what is gone', { a: 1 }, undefined, ['{"a":1} → (none)']],
    ['a text that reads like nothing', '', ' a', ['"" → " a"']],
    [
      'the end of a long text',
      `${LONG}:1.11`,
      `${LONG}:1.12`,
      ['- …that/goes/on:1.11', '+ …that/goes/on:1.12'],
    ],
    [
      'the middle of a long text',
      `${LONG}:1${LONG}`,
      `${LONG}:2${LONG}`,
      ['- …ge/that/goes/on:1registry.example…', '+ …ge/that/goes/on:2registry.example…'],
    ],
    [
      'lines',
      'listen 80\nworkers 4\nname web\n',
      'listen 80\nworkers 8\nname web\n',
      ['- workers 4', '+ workers 8'],
    ],
    [
      'characters that a terminal obeys',
      'a\n\u001b[2Jb\tc\u009b1m\n',
      'a\nb\n',
      ['- \u241b[2Jb    c\u241b1m', '+ b'],
    ],
    [
      'lists',
      Array.from({ length: 30 }, (_, i) => i),
      Array.from({ length: 31 }, (_, i) => i),
      ['+ - 30'],
    ],
  ])('%s', (_, before, after, lines) => expect(shownChange(before, after)).toEqual(lines));

  it('never cuts a character in two', () => {
    const face = '\u{1F600}'.repeat(30);
    for (const start of ['', 'x'])
      for (const line of shownChange(`${start}${face}a`, `${start}${face}b`))
        expect(line).not.toMatch(/\p{Cs}/u);
  });

  it.each<[Json | undefined, string]>([
    ['plain text', 'plain text'],
    ['\u001b[2J', '"\\u001b[2J"'],
    [null, 'null'],
    [['a'], '["a"]'],
  ])('%j alone is %s', (value, shown) => expect(shownValue(value)).toBe(shown));
});
