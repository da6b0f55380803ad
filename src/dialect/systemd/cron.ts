import { type CalendarItem, type CalendarSpec, SECOND } from './calendar.ts';
import { everElapses, isOneInstant, valuesOf } from './calendar-dates.ts';
import { ZONES_WITH_SUMMER_TIME } from './time-zones.ts';

/** The five fields of a cron line, each as it is written. */
export interface CronFields {
  readonly minute: string;
  readonly hour: string;
  readonly day: string;
  readonly month: string;
  readonly weekday: string;
}

export const CRON_FIELDS = ['minute', 'hour', 'day', 'month', 'weekday'] as const;

/** What a calendar expression is in cron (mapping B4-3–B4-9), or why cron cannot say it. */
export type CronAnswer =
  | {
      readonly kind: 'cron';
      readonly fields: CronFields;
      /** Seconds were rounded down to the minute (B4-5). */
      readonly rounded: boolean;
    }
  | { readonly kind: 'cannot'; readonly why: WhyNotCron };

export type WhyNotCron =
  /** B4-3: a date that cannot come. */
  | 'never'
  /** B4-4: a single date. */
  | 'one-date'
  /** B4-4: dates of some years. */
  | 'years'
  /** B4-5: every few seconds, all the time; see `secondsBetween`. */
  | 'seconds-loop'
  /** B4-5: other seconds. */
  | 'seconds'
  /** B4-6: systemd wants both, cron either. */
  | 'weekday-and-day'
  /** B4-7: days counted from the end of the month. */
  | 'end-of-month';

export function cronOf(spec: CalendarSpec): CronAnswer {
  const why = whyNotCron(spec);
  if (why !== null) return { kind: 'cannot', why };
  const fields = {
    minute: printField(spec.minute, 0, 59),
    hour: printField(spec.hour, 0, 23),
    day: printField(spec.day, 1, 31),
    month: printField(spec.month, 1, 12),
    weekday: spec.weekdays === null ? '*' : printWeekdays(spec.weekdays),
  };
  return { kind: 'cron', fields, rounded: spec.second[0]?.start !== 0 };
}

export const printCron = (fields: CronFields): string =>
  CRON_FIELDS.map((name) => fields[name]).join(' ');

/** The steps B4-3 to B4-7, the first that ends it. */
function whyNotCron(spec: CalendarSpec): WhyNotCron | null {
  if (!everElapses(spec)) return 'never';
  if (isOneInstant(spec)) return 'one-date';
  if (spec.year !== null) return 'years';
  if (!isSingle(spec.second)) return secondsBetween(spec) === null ? 'seconds' : 'seconds-loop';
  if (spec.endOfMonth) return spec.weekdays === null ? 'end-of-month' : 'weekday-and-day';
  if (spec.weekdays !== null && printField(spec.day, 1, 31) !== '*') return 'weekday-and-day';
  return null;
}

const isSingle = (chain: readonly CalendarItem[]): boolean =>
  chain.length === 1 && chain[0]?.repeat === 0;

/** Whole seconds between two elapses of an expression that goes on day and night (mapping B4-5, B49). */
export function secondsBetween({
  second,
  minute,
  hour,
  day,
  month,
  weekdays,
}: CalendarSpec): number | null {
  const [item, ...more] = second;
  const always = [minute, hour, day, month, weekdays].every((chain) => chain === null);
  if (!always || item === undefined || more.length > 0 || item.stop !== null) return null;
  return item.repeat > 0 && item.start < item.repeat
    ? Math.max(1, Math.round(item.repeat / SECOND))
    : null;
}

/** One field (mapping B4-8), `*` when the values cover it (B4-6). */
function printField(chain: readonly CalendarItem[] | null, min: number, max: number): string {
  if (chain === null) return '*';
  const values = new Set(valuesOf(chain, min, max));
  if (values.size === max - min + 1) return '*';
  return chain.map((item) => printItem(item, min, max)).join(',');
}

function printItem({ start, stop, repeat }: CalendarItem, min: number, max: number): string {
  if (repeat === 0) return String(start);
  const toTheEnd = stop === null || (repeat > 1 && stop + repeat > max);
  const range = toTheEnd ? (start === min ? '*' : `${start}-${max}`) : `${start}-${stop}`;
  return repeat === 1 ? range : `${range}/${repeat}`;
}

/** Monday = 0 … Sunday = 6 in systemd; Sunday = 0 in cron, which refuses 7. */
function printWeekdays(days: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const day of days.map((d) => (d + 1) % 7).sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run.to === day - 1 && run.from !== 0) run.to = day;
    else runs.push({ from: day, to: day });
  }
  return runs
    .flatMap(({ from, to }) =>
      to - from > 1 ? [`${from}-${to}`] : from === to ? [`${from}`] : [`${from}`, `${to}`],
    )
    .join(',');
}

/** systemd's zone as `timeZone` wants it (mapping B44). */
export const timeZoneOf = (spec: CalendarSpec, ofMachines: string): string =>
  spec.zone === null ? ofMachines : spec.zone === 'UTC' ? 'Etc/UTC' : spec.zone;

/** Runs twice when the clocks go back: the zone has summer time and an hour around midnight is hit (mapping B44a). */
export function comesTwice(spec: CalendarSpec, zone: string): boolean {
  if (!ZONES_WITH_SUMMER_TIME.has(zone)) return false;
  if (spec.hour === null) return true;
  return valuesOf(spec.hour, 0, 23).some((h) => h <= 3 || h === 23);
}

/**
 * Cron lines that differ in one field at most, made into one line (mapping B45); null: they differ in more. The values
 * of a list are sorted, so the order of the lines does not matter.
 */
export function uniteCron(lines: readonly CronFields[]): CronFields | null {
  const [first] = lines;
  if (first === undefined) return null;
  const differing = CRON_FIELDS.filter((name) => lines.some((l) => l[name] !== first[name]));
  const [name, ...more] = differing;
  if (name === undefined) return first;
  if (more.length > 0) return null;
  return {
    ...first,
    [name]: uniteField(
      lines.map((l) => l[name]),
      RANGES[name],
    ),
  };
}

const RANGES: Readonly<Record<keyof CronFields, readonly [min: number, max: number]>> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  month: [1, 12],
  weekday: [0, 6],
};

function uniteField(fields: readonly string[], [min, max]: readonly [number, number]): string {
  if (fields.includes('*')) return '*';
  const items = [...new Set(fields.flatMap((field) => field.split(',')))];
  const values = new Set(items.flatMap((item) => valuesOfPrinted(item, min, max)));
  if (values.size === max - min + 1) return '*';
  const startOf = (item: string) => valuesOfPrinted(item, min, max)[0] ?? 0;
  return items.sort((a, b) => startOf(a) - startOf(b) || (a < b ? -1 : 1)).join(',');
}

/** The values of an item that `printItem` made. */
function valuesOfPrinted(item: string, min: number, max: number): number[] {
  const [range = '', step = '1'] = item.split('/');
  const [from = '', to] = range.split('-');
  const start = from === '*' ? min : Number(from);
  const stop = from === '*' ? max : Number(to ?? from);
  return valuesOf([{ start, stop, repeat: Number(step) }], min, max);
}

/** A Go duration of whole seconds in h, m and s, as `@every` takes it (mapping B47). */
export function printEvery(microseconds: number): string {
  const total = Math.ceil(microseconds / SECOND);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = total % 60;
  const parts = [
    hours > 0 ? `${hours}h` : '',
    minutes > 0 ? `${minutes}m` : '',
    seconds > 0 ? `${seconds}s` : '',
  ];
  return `@every ${parts.join('')}`;
}

/** Cron fields for a period that the clock can keep (mapping B47b), else null. */
export function cronOfPeriod(microseconds: number): CronFields | null {
  const minutes = microseconds / SECOND / 60;
  const hours = minutes / 60;
  const daily = { minute: '0', hour: '0', day: '*', month: '*', weekday: '*' };
  if (hours === 7 * 24) return { ...daily, weekday: '0' };
  if (hours === 24) return daily;
  if (divides(minutes, 60)) return { ...daily, minute: stepOf(minutes), hour: '*' };
  if (divides(hours, 24)) return { ...daily, hour: stepOf(hours) };
  return null;
}

const divides = (step: number, whole: number): boolean =>
  Number.isInteger(step) && step > 0 && step < whole && whole % step === 0;

const stepOf = (step: number): string => (step === 1 ? '*' : `*/${step}`);
