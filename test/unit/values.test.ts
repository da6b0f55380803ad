import { describe, expect, it } from 'vitest';
import { parseExitStatus, parseSignal } from '../../src/unit/signals.ts';
import {
  parseBoolean,
  parsePercent,
  parseSize,
  parseSoftHard,
  parseTimeSpan,
  parseUnsigned,
  wholeSeconds,
} from '../../src/unit/values.ts';
import { recorded } from './recorded.ts';

describe('time spans', () => {
  it.each(recorded<{ span: string; usec?: string; error?: string }>('systemd/timespan.jsonl'))(
    'reads $span as systemd does',
    ({ span, usec }) => {
      const read = parseTimeSpan(span);
      const shown = read === 'infinity' ? '18446744073709551615' : read?.toString();
      expect(shown).toBe(usec);
    },
  );

  it.each([
    [0n, 0],
    [1n, 1],
    [1_500_000n, 2],
    [2n ** 63n - 1n, 2_147_483_647],
  ])('rounds %d µs up to whole seconds', (usec, seconds) => {
    expect(wholeSeconds(usec)).toBe(seconds);
  });
});

describe('booleans', () => {
  it.each(['1', 'yes', 'Y', 'TRUE', 't', 'On'])('takes %s for true', (text) => {
    expect(parseBoolean(text)).toBe(true);
  });
  it.each(['0', 'no', 'N', 'False', 'f', 'OFF'])('takes %s for false', (text) => {
    expect(parseBoolean(text)).toBe(false);
  });
  it.each(['', '2', 'enabled', 'true # x', ' yes'])('does not take %j', (text) => {
    expect(parseBoolean(text)).toBe(null);
  });
});

describe('sizes', () => {
  it.each([
    ['512M', 536_870_912n],
    ['1024', 1024n],
    ['1K', 1024n],
    ['7B', 7n],
    ['1.5G', 1_610_612_736n],
    ['1G 500M', 1_598_029_824n],
    ['2T', 2_199_023_255_552n],
    ['0', 0n],
  ])('reads %s', (text, bytes) => {
    expect(parseSize(text)).toEqual({ kind: 'bytes', bytes });
  });
  it.each(['512MB', '512m', '', '1M 1G', '-1', 'lots', '17E', '1.5.5G', '1024X'])(
    'does not take %j',
    (text) => {
      expect(parseSize(text)).toBe(null);
    },
  );
  it('knows shares and infinity', () => {
    expect(parseSize('20%')).toEqual({ kind: 'percent', percent: 20 });
    expect(parseSize('infinity')).toEqual({ kind: 'infinity' });
    expect(parsePercent('150%')).toBe(150);
    expect(parsePercent('150')).toBe(null);
  });
  it('reads limits', () => {
    expect(parseSoftHard('1024:4096', parseUnsigned)).toEqual({ soft: 1024n, hard: 4096n });
    expect(parseSoftHard('1024', parseUnsigned)).toEqual({ soft: 1024n, hard: 1024n });
    expect(parseSoftHard('40K', parseUnsigned)).toBe(null);
    expect(parseSoftHard('1:', parseUnsigned)).toBe(null);
  });
});

describe('signals and exit statuses', () => {
  it.each([
    ['SIGTERM', 'SIGTERM', 15],
    ['TERM', 'SIGTERM', 15],
    ['15', 'SIGTERM', 15],
    ['SIGRTMIN+3', 'SIGRTMIN+3', 37],
    ['RTMAX-1', 'SIGRTMIN+29', 63],
    ['34', 'SIGRTMIN', 34],
    ['CLD', 'SIGCHLD', 17],
    ['SYS', 'SIGSYS', 31],
    ['USR2', 'SIGUSR2', 12],
  ])('reads %s', (text, name, number) => {
    expect(parseSignal(text)).toEqual({ name, number });
  });
  it.each(['sigterm', 'Term', '0', '65', '33', 'SIG', '', 'SIGFOO', 'RTMIN+99'])(
    'does not take %j',
    (text) => {
      expect(parseSignal(text)).toBe(null);
    },
  );
  it('reads exit statuses', () => {
    expect(parseExitStatus('75')).toEqual({ kind: 'code', code: 75 });
    expect(parseExitStatus('TEMPFAIL')).toEqual({ kind: 'code', code: 75 });
    expect(parseExitStatus('SIGKILL')).toEqual({
      kind: 'signal',
      signal: { name: 'SIGKILL', number: 9 },
    });
    expect(parseExitStatus('256')).toBe(null);
    expect(parseExitStatus('maybe')).toBe(null);
  });
});
