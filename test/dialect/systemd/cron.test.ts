import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../src/dialect/systemd/calendar.ts';
import {
  comesTwice,
  cronOf,
  cronOfPeriod,
  printCron,
  printEvery,
  timeZoneOf,
  uniteCron,
} from '../../../src/dialect/systemd/cron.ts';
import { plainExpressions } from './calendar-arbitrary.ts';
import { readCron, runsOf } from './cron-reader.ts';
import { elapsesOf } from './elapses.ts';
import { vectorsOf } from './vectors.ts';

interface Recorded {
  expr: string;
  results?: Record<string, { verdict: string }>;
  timeZone?: string;
  from?: string;
  next?: string[];
}

const recorded = vectorsOf<Recorded>('kubernetes/cron.jsonl');
const verdicts = recorded.flatMap(({ expr, results }) =>
  results === undefined ? [] : [{ expr, accepted: results.all?.verdict === 'accepted' }],
);
const times = recorded.filter((r) => r.results !== undefined && r.next !== undefined);
const zones = recorded.flatMap((r) =>
  r.timeZone === undefined ? [] : [{ ...r, zone: r.timeZone }],
);

describe('our reading of cron, against the API server and controller', () => {
  it('has all vectors', () => {
    expect([verdicts.length, times.length, zones.length]).toEqual([121, 73, 6]);
  });

  it.each(verdicts)('$expr accepted: $accepted', ({ expr, accepted }) => {
    expect(readCron(expr) !== null).toBe(accepted);
  });

  it.each(times)('$expr next', ({ expr, next = [] }) => {
    const schedule = readCron(expr);
    const runs =
      schedule && runsOf(schedule, 'UTC', new Date('2026-01-01T00:00:00Z'), next.length || 1);
    expect(runs?.map((run) => run.toISOString().slice(0, 16).replace('T', ' '))).toEqual(
      next.map((n) => n.slice(0, 16)),
    );
  });

  it.each(zones)('$expr in $zone from $from', ({ expr, zone, from = '', next = [] }) => {
    const schedule = readCron(expr);
    const after = new Date(new Date(from).getTime() - 1);
    expect(schedule && runsOf(schedule, zone, after, next.length)).toEqual(
      next.map((n) => new Date(n.split(' ')[0] ?? '')),
    );
  });
});

const TABLE: [string, string][] = [
  ['minutely', '* * * * *'],
  ['hourly', '0 * * * *'],
  ['daily', '0 0 * * *'],
  ['weekly', '0 0 * * 1'],
  ['monthly', '0 0 1 * *'],
  ['quarterly', '0 0 1 1,4,7,10 *'],
  ['semi-annually', '0 0 1 1,7 *'],
  ['anually', '0 0 1 1 *'],
  ['*:0/15', '*/15 * * * *'],
  ['*:3/20', '3-59/20 * * * *'],
  ['*:0/45', '*/45 * * * *'],
  ['*:0..59/15', '*/15 * * * *'],
  ['*:10..55/15', '10-59/15 * * * *'],
  ['*:10..40/15', '10-40/15 * * * *'],
  ['*:5/1', '5-59 * * * *'],
  ['00/6:15', '15 */6 * * *'],
  ['*-*-1..5/2', '0 0 1-5/2 * *'],
  ['Mon,Wed,Sat *-*-* 03:00:00', '0 3 * * 1,3,6'],
  ['Mon..Fri 09:00', '0 9 * * 1-5'],
  ['Mon-Fri', '0 0 * * 1-5'],
  ['Sat..Sun', '0 0 * * 0,6'],
  ['Wed..Sun', '0 0 * * 0,3-6'],
  ['Sun', '0 0 * * 0'],
  ['Mon *-*-1..31', '0 0 * * 1'],
  ['Mon..Sun *-*-13', '0 0 13 * *'],
  ['08:00,20:00', '0,20 8 * * *'],
  ['12:00..14:00', '0-14 12 * * *'],
  ['*-*', '0 0 * * *'],
  ['10:00 Europe/Berlin', '0 10 * * *'],
  ['12:00:45', '0 12 * * *'],
];

const CANNOT: [string, string][] = [
  ['*-02-30', 'never'],
  ['2026-02-29', 'never'],
  ['2026-12-24 08:00', 'one-date'],
  ['@1395716396', 'one-date'],
  ['2026..2028-01-01', 'years'],
  ['2026-*-01', 'years'],
  ['*:*:0/10', 'seconds-loop'],
  ['*:*:*', 'seconds-loop'],
  ['*-*-* 00:00:00,30', 'seconds'],
  ['Mon *:*:0/10', 'seconds'],
  ['Mon *-*-1..7 04:00', 'weekday-and-day'],
  ['Mon *-05~07/1', 'weekday-and-day'],
  ['*-*~01', 'end-of-month'],
];

describe('OnCalendar= in cron', () => {
  it.each(TABLE)('%s is %s', (expression, cron) => {
    const spec = readCalendar(expression);
    const answer = spec && cronOf(spec);
    expect(answer?.kind === 'cron' ? printCron(answer.fields) : answer).toBe(cron);
  });

  it.each(CANNOT)('%s cannot: %s', (expression, why) => {
    const spec = readCalendar(expression);
    expect(spec && cronOf(spec)).toEqual({ kind: 'cannot', why });
  });

  it('rounds seconds and says so', () => {
    expect(cronOf(readCalendar('*:*:30') ?? expect.fail())).toMatchObject({ rounded: true });
    expect(cronOf(readCalendar('12:00:00.5') ?? expect.fail())).toMatchObject({ rounded: true });
    expect(cronOf(readCalendar('12:00:00') ?? expect.fail())).toMatchObject({ rounded: false });
  });

  it('runs whenever the expression elapses', () => {
    fc.assert(
      fc.property(plainExpressions, (expression) => {
        const spec = readCalendar(expression);
        const answer = spec && cronOf(spec);
        if (spec === null || answer?.kind !== 'cron') return;
        const schedule = readCron(printCron(answer.fields));
        expect(schedule, printCron(answer.fields)).not.toBeNull();
        const from = new Date('2026-01-01T00:00:00Z');
        const elapses = elapsesOf(
          { ...spec, second: [{ start: 0, stop: null, repeat: 0 }] },
          from,
          30,
        );
        const runs = schedule === null ? [] : runsOf(schedule, 'UTC', from, 30);
        expect(runs.map((r) => r.toISOString().replace('.000Z', 'Z'))).toEqual(elapses);
      }),
      { numRuns: 200 },
    );
  });

  it('knows which zones run twice in autumn', () => {
    const twice = (e: string, zone: string) => comesTwice(readCalendar(e) ?? expect.fail(), zone);
    expect(twice('02:30', 'Europe/Berlin')).toBe(true);
    expect(twice('*:0/30', 'America/New_York')).toBe(true);
    expect(twice('0/6:00', 'Europe/Berlin')).toBe(true);
    expect(twice('9..17:00', 'Europe/Berlin')).toBe(false);
    expect(twice('02:30', 'Asia/Kolkata')).toBe(false);
    expect(twice('02:30', 'Etc/UTC')).toBe(false);
  });

  it('writes the zone as the API wants it', () => {
    const zone = (e: string) => timeZoneOf(readCalendar(e) ?? expect.fail(), 'Etc/UTC');
    expect(zone('10:00')).toBe('Etc/UTC');
    expect(zone('10:00 utc')).toBe('Etc/UTC');
    expect(zone('10:00 Asia/Kolkata')).toBe('Asia/Kolkata');
  });
});

describe('several lines', () => {
  const unite = (...expressions: string[]) => {
    const lines = expressions.map((e) => {
      const answer = cronOf(readCalendar(e) ?? expect.fail());
      return answer.kind === 'cron' ? answer.fields : expect.fail();
    });
    const united = uniteCron(lines);
    return united && printCron(united);
  };

  it('unites one field', () => {
    expect(unite('20:00', '8:00')).toBe('0 8,20 * * *');
    expect(unite('8:00', '8:00')).toBe('0 8 * * *');
    expect(unite('Mon..Fri 8:00', 'Sat 8:00', 'Sun 8:00')).toBe('0 8 * * *');
    expect(unite('*:0/15', '*:0/10')).toBe('*/10,*/15 * * * *');
    expect(unite('*:0/2', '*:1/2')).toBe('* * * * *');
  });

  it('leaves lines apart that differ in more', () => {
    expect(unite('8:00', '20:30')).toBeNull();
    expect(unite('Mon 8:00', '*-*-1 8:00')).toBeNull();
  });
});

describe('periods', () => {
  it.each([
    [45, '@every 45m'],
    [90, '@every 1h30m'],
    [1440, '@every 24h'],
    [1.5, '@every 1m30s'],
  ])('%d minutes are %s', (minutes, every) => {
    expect(printEvery(minutes * 60_000_000)).toBe(every);
    expect(readCron(every)).toEqual({ kind: 'every', milliseconds: minutes * 60_000 });
  });

  it.each([
    [1, '* * * * *'],
    [15, '*/15 * * * *'],
    [60, '0 * * * *'],
    [360, '0 */6 * * *'],
    [1440, '0 0 * * *'],
    [10_080, '0 0 * * 0'],
    [45, null],
    [90, null],
    [300, null],
    [1.5, null],
  ])('%d minutes in cron fields: %s', (minutes, cron) => {
    const fields = cronOfPeriod(minutes * 60_000_000);
    expect(fields && printCron(fields)).toBe(cron);
  });
});
