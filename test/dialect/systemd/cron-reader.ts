import { instantsOf } from './local-time.ts';

/** A schedule as the CronJob controller understands it: cron fields as sets, or a fixed distance. */
export type Schedule =
  | {
      kind: 'fields';
      minutes: Set<number>;
      hours: Set<number>;
      days: Set<number>;
      months: Set<number>;
      weekdays: Set<number>;
      /** Both day fields must fit; else one of them is enough. */
      bothDays: boolean;
    }
  | { kind: 'every'; milliseconds: number };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const DESCRIPTORS: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** null: the API server refuses it. Written down from what the recorded answers show. */
export function readCron(text: string): Schedule | null {
  if (text.includes('TZ=')) return null;
  if (text.startsWith('@every ')) return readEvery(text.slice(7));
  const fields = (DESCRIPTORS[text] ?? text).split(/\s+/).filter((f) => f !== '');
  if (fields.length !== 5) return null;
  const [minutes, hours, days, months, weekdays] = [
    readField(fields[0] ?? '', 0, 59, []),
    readField(fields[1] ?? '', 0, 23, []),
    readField(fields[2] ?? '', 1, 31, []),
    readField(fields[3] ?? '', 1, 12, ['', ...MONTHS]),
    readField(fields[4] ?? '', 0, 6, DAYS),
  ];
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  return {
    kind: 'fields',
    minutes: minutes.values,
    hours: hours.values,
    days: days.values,
    months: months.values,
    weekdays: weekdays.values,
    bothDays: days.star || weekdays.star,
  };
}

interface Field {
  values: Set<number>;
  star: boolean;
}

function readField(text: string, min: number, max: number, names: string[]): Field | null {
  const field: Field = { values: new Set(), star: false };
  for (const item of text.split(',').filter((i) => i !== ''))
    if (!readItem(item, min, max, names, field)) return null;
  return field;
}

function readItem(item: string, min: number, max: number, names: string[], field: Field): boolean {
  const [range = '', stepText = '1', ...slashes] = item.split('/');
  const step = readNumber(stepText, []) ?? 0;
  const bounds = readRange(range, min, max, names, item.includes('/'));
  if (slashes.length > 0 || step === 0 || bounds === null) return false;
  for (let v = bounds.start; v <= bounds.stop; v += step) field.values.add(v);
  field.star ||= bounds.star && step === 1;
  return true;
}

/** `open`: a step follows, so that a single number is the start of a range. */
function readRange(range: string, min: number, max: number, names: string[], open: boolean) {
  const [low = '', high, ...hyphens] = range.split('-');
  if (low === '*' || low === '?') return { start: min, stop: max, star: true };
  const start = readNumber(low, names);
  const stop = open && high === undefined ? max : readNumber(high ?? low, names);
  if (hyphens.length > 0 || start === null || stop === null) return null;
  return isOrdered([min, start, stop, max]) ? { start, stop, star: false } : null;
}

const isOrdered = (numbers: number[]): boolean =>
  numbers.every((n, i) => n >= (numbers[i - 1] ?? 0));

function readNumber(text: string, names: string[]): number | null {
  const name = names.indexOf(text.toLowerCase());
  if (text !== '' && name >= 0) return name;
  return /^\+?\d+$/.test(text) ? Number(text) : null;
}

function readEvery(text: string): Schedule | null {
  const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  if (!/^(?:\d+(?:h|ms|m|s))+$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+)(h|ms|m|s)/g)];
  const sum = parts.reduce((all, [, n, unit]) => all + Number(n) * (units[unit ?? ''] ?? 0), 0);
  return { kind: 'every', milliseconds: Math.max(1000, Math.floor(sum / 1000) * 1000) };
}

/** The first runs after an instant; a local time that comes twice runs twice, one that is skipped not at all. */
export function runsOf(schedule: Schedule, zone: string, after: Date, count: number): Date[] {
  if (schedule.kind === 'every')
    return Array.from(
      { length: count },
      (_, i) => new Date(after.getTime() + (i + 1) * schedule.milliseconds),
    );
  const found: Date[] = [];
  const day = new Date(
    Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate() - 1),
  );
  const end = 2200;
  for (; day.getUTCFullYear() < end && found.length < count; day.setUTCDate(day.getUTCDate() + 1))
    if (isRunDay(schedule, day))
      found.push(...runsOn(schedule, zone, day).filter((run) => run > after));
  return found.slice(0, count);
}

type Fields = Extract<Schedule, { kind: 'fields' }>;

function isRunDay({ days, months, weekdays, bothDays }: Fields, day: Date): boolean {
  const fits = [days.has(day.getUTCDate()), weekdays.has(day.getUTCDay())];
  return (
    months.has(day.getUTCMonth() + 1) && (bothDays ? !fits.includes(false) : fits.includes(true))
  );
}

function runsOn({ hours, minutes }: Fields, zone: string, day: Date): Date[] {
  const [y, m, d] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
  return [...hours]
    .flatMap((h) => [...minutes].flatMap((min) => instantsOf(zone, [y, m, d, h, min, 0])))
    .sort((a, b) => a.getTime() - b.getTime());
}
