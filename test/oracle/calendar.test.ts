import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CalendarItem,
  type CalendarSpec,
  readCalendar,
} from '../../src/dialect/systemd/calendar.ts';
import { comesTwice, cronOf, printCron, timeZoneOf } from '../../src/dialect/systemd/cron.ts';
import { anyExpressions } from '../dialect/systemd/calendar-arbitrary.ts';
import { printCalendar } from '../dialect/systemd/calendar-text.ts';
import { readCron, runsOf } from '../dialect/systemd/cron-reader.ts';
import { differencesOf, elapsesOf } from '../dialect/systemd/elapses.ts';
import { instantsOf, type LocalTime, offsetAt } from '../dialect/systemd/local-time.ts';
import { vectorsOf } from '../dialect/systemd/vectors.ts';

const ITERATIONS = 200;
const FROM = new Date('2026-01-01T00:00:00Z');

/** What systemd says of an expression: null when it refuses it. */
interface Answer {
  normalized: string;
  elapses: string[];
}

/** Many expressions in one call: the answers come in their order, refused ones leave nothing but a message. */
function askSystemd(expressions: string[]): Map<string, Answer> {
  const { stdout, stderr } = spawnSync(
    'systemd-analyze',
    [
      'calendar',
      `--iterations=${ITERATIONS}`,
      '--base-time=2026-01-01 00:00:00 UTC',
      '--',
      ...expressions,
    ],
    { encoding: 'utf8', env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' }, maxBuffer: 1 << 28 },
  );
  const answers = new Map<string, Answer>();
  let original: string | undefined;
  let answer: Answer = { normalized: '', elapses: [] };
  for (const line of stdout.split('\n')) {
    const [, label, value = ''] =
      /^ *(Original form|Normalized form|Next elapse|Iter\. #\d+): (.*)$/.exec(line) ?? [];
    if (label === 'Original form') original = value;
    else if (label === 'Normalized form') {
      answer = { normalized: value, elapses: [] };
      answers.set(original ?? value, answer);
      original = undefined;
    } else if (label !== undefined && value !== 'never')
      answer.elapses.push(value.replace(/^\w{3} (\S+) (\S+) UTC$/, '$1T$2Z'));
  }
  for (const [, expression = ''] of stderr.matchAll(GAVE_UP)) gaveUp.add(expression);
  return answers;
}

/** systemd 252 gives up on some expressions in zones with summer time: "Resource deadlock avoided". */
const GAVE_UP = /^Failed to determine next elapse for '(.*)': Resource deadlock avoided$/gm;
const gaveUp = new Set<string>();

const isInstalled = spawnSync('systemd-analyze', ['--version']).status === 0;
const isRequired = process.env.FLEETLIFT_REQUIRE_ORACLES === '1';
if (!isInstalled && !isRequired)
  console.warn('SKIPPED: systemd-analyze is not installed, calendar expressions are not compared');

const LISTED = [
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'semiannually',
  'yearly',
  'hourly',
  'minutely',
  '*:0/15',
  '*:3/20',
  '*:0/45',
  '00/6:15',
  'Mon..Fri 02:00',
  'Mon,Wed,Sat *-*-* 03:00:00',
  '08:00,20:00',
  '*-*-1..5/2',
  'Mon *-*-1..7 04:00',
  '*-*~01',
  '02:30 Europe/Berlin',
  '*:0/30 America/New_York',
];

const listed = [
  ...LISTED,
  ...vectorsOf<{ expression: string }>('systemd/calendar.jsonl').map(
    ({ expression }) => expression,
  ),
].filter((expression) => expression === expression.trim() && expression !== '');
const generated = fc.sample(anyExpressions, { numRuns: 650, seed: 20260101 });
const expressions = [...new Set([...listed, ...generated])];

describe.skipIf(!isInstalled && !isRequired)('OnCalendar=, asked of systemd', () => {
  const answers = isInstalled ? askSystemd(expressions) : new Map<string, Answer>();

  it('has enough answers to mean something', () => {
    expect(isInstalled).toBe(true);
    expect(generated.filter((e) => answers.has(e)).length).toBeGreaterThan(500);
    expect(listed.filter((e) => answers.has(e)).length).toBeGreaterThan(150);
    expect(expressions.filter((e) => !answers.has(e)).length).toBeGreaterThan(50);
  });

  it('takes and refuses the same, with the same normal form', () => {
    const asked = expressions.filter((e) => !gaveUp.has(e));
    expect(gaveUp.size).toBeLessThan(expressions.length / 50);
    const ours = asked.map((e) => {
      const spec = readCalendar(e);
      return [e, spec && printCalendar(spec)];
    });
    expect(ours).toEqual(asked.map((e) => [e, answers.get(e)?.normalized ?? null]));
  });

  it.each([...answers.keys()].filter((e) => !gaveUp.has(e)))(
    '%s: cron runs when it elapses, or cannot',
    (expression) => {
      const spec = readCalendar(expression) ?? expect.fail();
      const elapses = answers.get(expression)?.elapses ?? [];
      expect(differencesOf(spec, FROM, elapses, ITERATIONS)).toEqual({ missing: [], surplus: [] });
      const answer = cronOf(spec);
      if (answer.kind === 'cannot') expect(cannot[answer.why]?.(spec, elapses)).toBe(true);
      else expect(cronRuns(spec, printCron(answer.fields))).toEqual(minutesOf(spec));
    },
  );
});

/** Elapses as they should be, seconds cut off. */
function minutesOf(spec: CalendarSpec): string[] {
  const second = [{ start: 0, stop: null, repeat: 0 }];
  return elapsesOf({ ...spec, second }, FROM, ITERATIONS);
}

/** Runs of the cron line, without those of a repeated hour where the rule says that there are some (B44a). */
function cronRuns(spec: CalendarSpec, line: string): string[] {
  const zone = timeZoneOf(spec, 'Etc/UTC');
  const schedule = readCron(line) ?? expect.fail(line);
  const runs = runsOf(schedule, zone === 'Etc/UTC' ? 'UTC' : zone, FROM, 2 * ITERATIONS);
  const once = comesTwice(spec, zone) ? runs.filter((run) => !isSecondPass(zone, run)) : runs;
  return once.slice(0, ITERATIONS).map((run) => run.toISOString().replace('.000Z', 'Z'));
}

function isSecondPass(zone: string, run: Date): boolean {
  const local = new Date(run.getTime() + offsetAt(zone, run.getTime()));
  const time: LocalTime = [
    local.getUTCFullYear(),
    local.getUTCMonth() + 1,
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
    local.getUTCSeconds(),
  ];
  return instantsOf(zone, time)[0]?.getTime() !== run.getTime();
}

const isOne = (items: readonly CalendarItem[] | null): boolean =>
  items?.length === 1 && items[0]?.repeat === 0;

/** Each reason, checked against what systemd said. */
const cannot: Record<string, (spec: CalendarSpec, elapses: string[]) => boolean> = {
  never: (_, elapses) => elapses.length === 0,
  'one-date': (spec, elapses) => elapses.length <= 1 && isOne(spec.year) && isOne(spec.second),
  years: (spec) => spec.year !== null,
  'seconds-loop': (spec, elapses) => !isOne(spec.second) && secondsDiffer(elapses),
  seconds: (spec, elapses) => !isOne(spec.second) && secondsDiffer(elapses),
  'weekday-and-day': (spec) => spec.weekdays !== null && spec.day !== null,
  'end-of-month': (spec) => spec.endOfMonth,
};

const secondsDiffer = (elapses: string[]): boolean =>
  new Set(elapses.map((e) => e.slice(17, 19))).size > 1 ||
  elapses.some((e, i) => e === elapses[i + 1]) ||
  elapses.length < 2;
