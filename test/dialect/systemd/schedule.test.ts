import { describe, expect, it } from 'vitest';
import {
  scheduleOf,
  type TimerCase,
  type TimerPlan,
} from '../../../src/dialect/systemd/schedule.ts';
import { openBook } from '../../../src/finding/notes.ts';
import { gatherUnit } from '../gather-unit.ts';
import { readCron } from './cron-reader.ts';

const ONESHOT = '[Service]\nType=oneshot\nExecStart=/usr/bin/docker run --rm example/backup:1\n';
const CHOICES = { timezone: 'Etc/UTC', cronFields: false, loopTimers: false, spreadCron: false };

/** Plan of a timer with these lines, and `code rule` of what is said, sorted. */
function planOf(
  lines: string,
  circumstances: Partial<TimerCase> = {},
  service: string | null = ONESHOT,
): { plan: TimerPlan; said: string[] } {
  const timer = gatherUnit(`[Timer]\n${lines}\n`, 'backup.timer') ?? expect.fail('no timer');
  const book = openBook();
  const notes = book.of('backup.timer');
  for (const { token } of timer.facts.facts) notes.open(token);
  const plan = scheduleOf(
    {
      timer: timer.facts,
      service: service === null ? null : (gatherUnit(service, 'backup.service')?.facts ?? null),
      serviceName: 'backup.service',
      staysUp: false,
      startedOtherwise: false,
      timerIsGlobal: false,
      serviceIsGlobal: false,
      suspended: false,
      object: 'CronJob/backup',
      choices: CHOICES,
      ...circumstances,
    },
    notes,
  );
  // Throws when a fact of the timer was left open.
  book.close();
  return {
    plan,
    said: [...new Set(book.findings.map(({ code, rule }) => `${code} ${rule}`))].sort(),
  };
}

const cron = (...jobs: [string, string | null, number | null][]): TimerPlan => ({
  kind: 'cron',
  jobs: jobs.map(([schedule, timeZone, startingDeadlineSeconds]) => ({
    schedule,
    timeZone,
    startingDeadlineSeconds,
  })),
});

const UTC = 'Etc/UTC';

describe('timers become CronJobs', () => {
  const CASES: [string, TimerPlan, string[]][] = [
    ['OnCalendar=daily', cron(['0 0 * * *', UTC, 60]), ['not-needed B44']],
    ['OnCalendar=daily\nAccuracySec=1s', cron(['0 0 * * *', UTC, 60]), ['not-needed B44']],
    ['OnCalendar=daily\nPersistent=true', cron(['0 0 * * *', UTC, null]), ['not-needed B44']],
    ['OnCalendar=daily UTC', cron(['0 0 * * *', UTC, 60]), ['not-needed B44']],
    [
      'OnCalendar=10:00 Asia/Tokyo\nRandomizedDelaySec=10min',
      cron(['0 10 * * *', 'Asia/Tokyo', 660]),
      ['unsupported B52'],
    ],
    ['OnCalendar=02:30 Europe/Berlin', cron(['30 2 * * *', 'Europe/Berlin', 60]), ['differs B44a']],
    ['OnCalendar=08:00\nOnCalendar=20:00', cron(['0 8,20 * * *', UTC, 60]), ['not-needed B44']],
    [
      'OnCalendar=20:30\nOnCalendar=08:00',
      cron(['0 8 * * *', UTC, 60], ['30 20 * * *', UTC, 60]),
      ['differs B45', 'not-needed B44'],
    ],
    [
      'OnCalendar=08:00,20:00',
      cron(['0,20 8 * * *', UTC, 60]),
      ['not-needed B44', 'two-times B45a'],
    ],
    ['OnCalendar=*:*:30', cron(['* * * * *', UTC, 60]), ['differs B4-5', 'not-needed B44']],
    ['OnCalendar=Mon *-*-1..7 04:00', { kind: 'nothing' }, ['not-cron B4-6']],
    ['OnCalendar=*-*~01', { kind: 'nothing' }, ['not-cron B4-7']],
    ['OnCalendar=*-02-30', { kind: 'nothing' }, ['never-elapses B4-3']],
    ['OnCalendar=2026-12-24 08:00', { kind: 'once' }, ['decide B4-4']],
    ['OnCalendar=2026..2028-01-01', { kind: 'nothing' }, ['unsupported B4-4']],
    ['OnCalendar=*:*:0/10', { kind: 'nothing' }, ['decide B49']],
    ['OnBootSec=5min\nOnUnitActiveSec=90min', cron(['@every 1h30m', null, null]), ['differs B47']],
    [
      'OnBootSec=5min\nOnUnitInactiveSec=1h',
      cron(['@every 1h', null, null]),
      ['differs B47', 'differs B48'],
    ],
    ['OnActiveSec=0\nOnUnitActiveSec=20s', { kind: 'nothing' }, ['decide B49']],
    ['OnUnitActiveSec=1h', { kind: 'nothing' }, ['timer-never-fires B47a']],
    ['OnBootSec=10min', { kind: 'once' }, ['not-needed B50']],
    ['OnActiveSec=10min', { kind: 'once' }, ['differs B51']],
    [
      'OnCalendar=hourly\nOnBootSec=1min',
      cron(['0 * * * *', UTC, 60]),
      ['decide B46', 'not-needed B44'],
    ],
    ['OnCalendar=bogus', { kind: 'nothing' }, ['timer-never-fires B58a']],
    ['OnCalendar=daily\nOnBootSec=', { kind: 'nothing' }, ['timer-never-fires B58a']],
    ['OnClockChange=yes', { kind: 'nothing' }, []],
  ];

  it.each(CASES)('%s', (lines, plan, said) => {
    expect(planOf(lines)).toEqual({
      plan,
      // UTC that is written is not assumed.
      said: lines.includes(' UTC') ? [] : said,
    });
  });

  it('makes schedules that the API takes', () => {
    const schedules = CASES.flatMap(([, plan]) =>
      plan.kind === 'cron' ? plan.jobs.map(({ schedule }) => schedule) : [],
    );
    expect(schedules.length).toBeGreaterThan(10);
    expect(schedules.filter((schedule) => readCron(schedule) === null)).toEqual([]);
  });
});

describe('what else decides', () => {
  it('B58: the service is missing', () => {
    expect(planOf('OnCalendar=daily', {}, null)).toEqual({
      plan: { kind: 'nothing' },
      said: ['timer-without-service B58'],
    });
  });

  it('B57: the service stays up', () => {
    expect(planOf('OnCalendar=daily', { staysUp: true })).toEqual({
      plan: { kind: 'stays-up' },
      said: ['differs B57'],
    });
  });

  it('B56: the service stays active after its run', () => {
    const service = ONESHOT.replace('oneshot', 'oneshot\nRemainAfterExit=yes');
    expect(planOf('OnCalendar=daily', {}, service)).toEqual({
      plan: { kind: 'once' },
      said: ['not-needed B56'],
    });
  });

  it('B55, B55a: Global', () => {
    const both = planOf('OnCalendar=daily', { timerIsGlobal: true, serviceIsGlobal: true });
    expect(both).toEqual({ plan: { kind: 'nothing' }, said: ['decide B55'] });
    const one = planOf('OnCalendar=daily', { serviceIsGlobal: true });
    expect(one.plan.kind).toBe('cron');
    expect(one.said).toContain('not-needed B55a');
  });

  it('B47a: something else starts the service', () => {
    const { plan } = planOf('OnUnitActiveSec=1h', { startedOtherwise: true });
    expect(plan).toEqual(cron(['@every 1h', null, null]));
  });

  it('B16a: a suspended CronJob always has a deadline, but with @every', () => {
    expect(planOf('OnCalendar=daily\nPersistent=yes', { suspended: true }).plan).toEqual(
      cron(['0 0 * * *', UTC, 60]),
    );
    const every = planOf('OnBootSec=1\nOnUnitActiveSec=1h', { suspended: true });
    expect(every.plan).toEqual(cron(['@every 1h', null, null]));
    expect(every.said).toContain('not-needed B16a');
  });

  it('options: cron-fields, loop-timers, spread-cron, timezone', () => {
    const choose = (choices: Partial<typeof CHOICES>) => ({ choices: { ...CHOICES, ...choices } });
    const every = 'OnBootSec=1\nOnUnitActiveSec=15min';
    expect(planOf(every, choose({ cronFields: true })).plan).toEqual(
      cron(['*/15 * * * *', UTC, 60]),
    );
    expect(planOf('OnCalendar=*:*:0/10', choose({ loopTimers: true })).plan).toEqual({
      kind: 'loop',
      seconds: 10,
    });
    const spread = planOf('OnCalendar=02:00\nRandomizedDelaySec=1h', choose({ spreadCron: true }));
    expect(spread.plan).toEqual(cron([expect.stringMatching(/^\d+ 2 \* \* \*$/), UTC, 3660]));
    expect(spread.plan).not.toEqual(cron(['0 2 * * *', UTC, 3660]));
    expect(planOf('OnCalendar=daily', choose({ timezone: 'Asia/Tokyo' })).plan).toEqual(
      cron(['0 0 * * *', 'Asia/Tokyo', 60]),
    );
  });
});
