import type { FactOf } from '../../fact/fact.ts';
import type { Notes } from '../../finding/notes.ts';
import { type CalendarSpec, readCalendar } from './calendar.ts';
import {
  type CronFields,
  comesTwice,
  cronOf,
  printCron,
  secondsBetween,
  timeZoneOf,
  uniteCron,
  type WhyNotCron,
} from './cron.ts';
import { sayLoop } from './schedule-loop.ts';
import { spreadOf } from './schedule-spread.ts';
import type { TimerCase, TimerPlan } from './timer-case.ts';

export type CalendarPlan =
  | Exclude<TimerPlan, { kind: 'cron' }>
  | {
      readonly kind: 'cron';
      readonly jobs: readonly { readonly schedule: string; readonly timeZone: string }[];
    };

type Calendar = FactOf<'timer.calendar'>;

interface CronLine {
  readonly fields: CronFields;
  readonly zone: string;
}

/** One or more `OnCalendar=` (mapping B44–B45a, B4-1–B4-9). */
export function planCalendars(
  calendars: readonly Calendar[],
  of: TimerCase,
  notes: Notes,
): CalendarPlan {
  const lines: CronLine[] = [];
  const others: CalendarPlan[] = [];
  for (const calendar of calendars) {
    const spec = readCalendar(calendar.value.text);
    if (spec === null) continue;
    const answer = cronOf(spec);
    if (answer.kind === 'cannot') others.push(sayCannot(answer.why, spec, calendar, of, notes));
    else {
      const zone = timeZoneOf(spec, of.choices.timezone);
      sayDifferences(spec, zone, answer, calendar, of, notes);
      lines.push({ fields: spreadOf(answer.fields, of), zone });
    }
  }
  if (lines.length > 0) return { kind: 'cron', jobs: jobsOf(lines, calendars, notes) };
  return others.find(({ kind }) => kind !== 'nothing') ?? { kind: 'nothing' };
}

const WHY: Readonly<Record<WhyNotCron, string>> = {
  never: '',
  'one-date': 'it is a single date',
  years: 'it names years, and cron goes on for ever',
  'seconds-loop': '',
  seconds: 'cron knows no seconds',
  'weekday-and-day':
    'systemd runs it when weekday and date both fit, cron when either does; a check of the date in the command helps',
  'end-of-month':
    'cron cannot count from the end of the month; days 28-31 and a check of the date in the command come close',
};

const RULES: Readonly<Record<WhyNotCron, string>> = {
  never: 'B4-3',
  'one-date': 'B4-4',
  years: 'B4-4',
  'seconds-loop': 'B49',
  seconds: 'B4-5',
  'weekday-and-day': 'B4-6',
  'end-of-month': 'B4-7',
};

function sayCannot(
  why: WhyNotCron,
  spec: CalendarSpec,
  { token, value: { text: expression } }: Calendar,
  of: TimerCase,
  notes: Notes,
): CalendarPlan {
  const rule = RULES[why];
  switch (why) {
    case 'never':
      notes.say('never-elapses', token, rule, { expression });
      return { kind: 'nothing' };
    case 'one-date':
      notes.say('decide', token, rule, {
        what: `OnCalendar=${expression}`,
        question: 'it is a single date: when is the Job to be applied?',
      });
      return { kind: 'once' };
    case 'years':
      notes.say('unsupported', token, rule, { what: `OnCalendar=${expression}`, why: WHY[why] });
      return { kind: 'nothing' };
    case 'seconds-loop':
      return sayLoop(secondsBetween(spec) ?? 1, token, of, notes);
    default:
      notes.say('not-cron', token, rule, { expression, why: WHY[why] });
      return { kind: 'nothing' };
  }
}

/** `8:00,20:00`: hour 8, minutes 00 and 20 (mapping B45a). */
const LOOKS_LIKE_TIMES = /(?:^| )\d{1,2}:\d{1,2}(?:,|\.\.)\d{1,2}:\d{1,2}$/;

function sayDifferences(
  spec: CalendarSpec,
  zone: string,
  { fields, rounded }: { fields: CronFields; rounded: boolean },
  { token, value: { text: expression } }: Calendar,
  { object }: TimerCase,
  notes: Notes,
): void {
  const what = `OnCalendar=${expression}`;
  const withoutZone =
    spec.zone === null ? expression : expression.slice(0, expression.lastIndexOf(' '));
  if (LOOKS_LIKE_TIMES.test(withoutZone))
    notes.say('two-times', token, 'B45a', {
      expression,
      hour: fields.hour,
      minutes: fields.minute,
    });
  if (rounded)
    notes.say('differs', token, 'B4-5', {
      what,
      how: 'cron knows no seconds: rounded down to the minute',
    });
  if (comesTwice(spec, zone))
    notes.say('differs', token, 'B44a', {
      what,
      how: `when the clocks of ${zone} go back, what falls into the repeated hour runs twice`,
    });
  if (spec.zone === null && zone === 'Etc/UTC')
    notes.say('not-needed', token, 'B44', {
      what: 'a time zone',
      why: 'the machines are taken to have run on UTC, as CoreOS did; the option timezone says otherwise',
    });
  notes.settle(token, 'set', 'B40', { field: `${object} spec.schedule` });
}

/** One CronJob where the lines can be one, else one for each, sorted (mapping B45). */
function jobsOf(
  lines: readonly CronLine[],
  calendars: readonly Calendar[],
  notes: Notes,
): readonly { readonly schedule: string; readonly timeZone: string }[] {
  const [first] = lines;
  const oneZone = lines.every(({ zone }) => zone === first?.zone);
  const united = oneZone ? uniteCron(lines.map(({ fields }) => fields)) : null;
  if (united !== null && first !== undefined)
    return [{ schedule: printCron(united), timeZone: first.zone }];
  for (const { token } of calendars)
    notes.say('differs', token, 'B45', {
      what: 'OnCalendar=',
      how: 'several lines become several CronJobs, and two of them may run at the same time',
    });
  const jobs = lines.map(({ fields, zone }) => ({ schedule: printCron(fields), timeZone: zone }));
  const keyOf = (job: { schedule: string; timeZone: string }) => `${job.schedule} ${job.timeZone}`;
  return [...new Map(jobs.map((job) => [keyOf(job), job])).values()].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );
}
