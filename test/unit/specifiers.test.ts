import { describe, expect, it } from 'vitest';
import { holesOf, spanOf, written } from '../../src/source/logical-text.ts';
import { parseUnitName } from '../../src/unit/name.ts';
import { expandSpecifiers } from '../../src/unit/specifiers.ts';
import { recorded } from './recorded.ts';

function expand(text: string, unit: string) {
  const name = parseUnitName(unit);
  if (name === null) throw new Error(`${unit} has no suffix`);
  return expandSpecifiers(written(text, { file: 'x', start: 0, end: text.length }), name);
}

interface RecordedExec {
  readonly id: string;
  readonly group: string;
  readonly unit: string;
  readonly service: string;
  readonly runs?: readonly { readonly argv: readonly string[] }[];
}

/** Specifiers that systemd 252 knows and fleet's machines did not (mapping D12-19). */
const YOUNGER = ['%j', '%J'];

describe('specifiers', () => {
  const cases = recorded<RecordedExec>('systemd/exec.jsonl').filter(
    ({ group, service }) => group === 'specifier' && service.includes('%n %N'),
  );

  it('has recorded cases', () => {
    expect(cases.length).toBeGreaterThan(5);
  });

  it.each(cases)('are replaced in $id ($unit) as systemd does', ({ unit, service, runs }) => {
    const line = /^ExecStart=(.*)$/m.exec(service)?.[1] ?? '';
    // The words that systemd fills from the environment come after `%%`.
    const words = line.slice(0, line.indexOf('%%') + 2).split(' ');
    const expected = words.map((word, i) => (YOUNGER.includes(word) ? word : runs?.[0]?.argv[i]));
    expect(words.map((word) => expand(word, unit).text)).toEqual(expected);
  });

  it.each([
    ['%H.example', { kind: 'symbol', symbol: 'NODE_NAME', was: '%H' }],
    ['a%m', { kind: 'unknown', variable: null, was: '%m' }],
    ['%b', { kind: 'unknown', variable: null, was: '%b' }],
    ['%v', { kind: 'unknown', variable: null, was: '%v' }],
  ])('leave a hole in %s', (text, hole) => {
    expect(holesOf(expand(text, 'web.service'))).toEqual([hole]);
  });

  it.each([
    ['%t/x', '/run/x'],
    ['%h %u %U %s', '/root root 0 /bin/bash'],
    ['%S %q %z %5 %{a} %- % %', '%S %q %z %5 %{a} %- % %'],
    ['%%i %%%i', '%i %3'],
    ['%i', '3'],
  ])('read %s', (text, expanded) => {
    expect(expand(text, 'web@3.service').text).toBe(expanded);
  });

  it('remember where they stood', () => {
    const text = expand('a-%p-b', 'web.service');
    expect(text.text).toBe('a-web-b');
    expect(spanOf(text, 2, 5)).toEqual({ file: 'x', start: 2, end: 4 });
    expect(spanOf(text, 5, 7)).toEqual({ file: 'x', start: 4, end: 6 });
  });
});
