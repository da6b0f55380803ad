import { describe, expect, test } from 'vitest';
import { readEnvFile } from '../../../src/dialect/docker/env-file.ts';
import { written } from '../../../src/source/logical-text.ts';

const read = (text: string) =>
  readEnvFile(written(text, { file: 'web.env', start: 0, end: text.length }))?.map(
    ({ name, value }) => `${name}${value === null ? '' : `=${value.text}`}`,
  ) ?? null;

describe('files of --env-file, mapping E3-03', () => {
  test.each([
    ['A=1\nB=2', ['A=1', 'B=2']],
    ['', []],
    ['# A=1\n\n  # B=2\n', []],
    ['  \tA=1', ['A=1']],
    ['A="1"', ['A="1"']],
    ["A='x y' # no comment", ["A='x y' # no comment"]],
    ['A=1  ', ['A=1  ']],
    ['A=', ['A=']],
    ['A', ['A']],
    ['A=b=c', ['A=b=c']],
    ['A=\\n$B', ['A=\\n$B']],
    ['A=1\r\nB=2\r\n', ['A=1', 'B=2']],
    ['\ufeffA=1', ['A=1']],
    ['a.b-c=1', ['a.b-c=1']],
  ])('%j', (text, expected) => expect(read(text)).toEqual(expected));

  test.each(['A B=1', 'A =1', 'A ', '=1', 'A=\udc80'])('%j is refused', (text) =>
    expect(read(text)).toBeNull(),
  );
});
