import {
  type CalendarItem,
  type CalendarSpec,
  SECOND,
} from '../../../src/dialect/systemd/calendar.ts';
import { instantOf } from './local-time.ts';

/**
 * Slow and plain: the first `count` elapses after an instant, written down from man systemd.time. `quirk`: as systemd 252
 * does it, see `skippedAfterMidnight`.
 */
export function elapsesOf(spec: CalendarSpec, after: Date, count: number, quirk = true): string[] {
  const found: string[] = [];
  const skipped = quirk ? skippedAfterMidnight(spec) : 0;
  const start = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate() - 2);
  const isDayOf = dayTest(spec);
  let dayBefore = 0;
  for (let day = start; day < END && found.length < count; day += DAY) {
    if (!isDayOf(new Date(day))) continue;
    const from = day - dayBefore === DAY && dayBefore >= after.getTime() ? skipped : 0;
    found.push(...elapsesOn(spec, new Date(day), after, from));
    dayBefore = day;
  }
  return found.slice(0, count);
}

const DAY = 86_400_000;
const END = Date.UTC(2200, 0, 1);

function dayTest(spec: CalendarSpec): (day: Date) => boolean {
  const years = new Set(valuesOf(spec.year, 1970, 2199));
  const months = new Set(valuesOf(spec.month, 1, 12));
  const daysOfMonths = new Map([28, 29, 30, 31].map((last) => [last, daysOf(spec, last)]));
  return (day) => {
    const [y, m, d] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()];
    if (!years.has(y) || !months.has(m + 1)) return false;
    if (spec.weekdays !== null && !spec.weekdays.includes((day.getUTCDay() + 6) % 7)) return false;
    return daysOfMonths.get(new Date(Date.UTC(y, m + 1, 0)).getUTCDate())?.has(d) === true;
  };
}

function elapsesOn(spec: CalendarSpec, day: Date, after: Date, fromMinute: number): string[] {
  const [y, m, d] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
  const times = valuesOf(spec.hour, 0, 23).flatMap((h) =>
    valuesOf(spec.minute, 0, 59)
      .filter((min) => h > 0 || min >= fromMinute)
      .flatMap((min) => microsecondsOf(spec.second).map((us) => ({ h, min, us }))),
  );
  return times.flatMap(({ h, min, us }) => {
    const at = instantOf(spec.zone ?? 'UTC', [y, m, d, h, min, Math.floor(us / SECOND)]);
    if (at === null || at.getTime() * 1000 + (us % SECOND) <= after.getTime() * 1000) return [];
    return [at.toISOString().replace('.000Z', 'Z')];
  });
}

/**
 * A quirk of systemd 252: after the last hit of 23 o'clock it adds the step once more, 23:45 + 45 = 00:30, and looks on
 * from there, so that `*:0/45` never elapses at 00:00. Not so at other hours. Answers how many minutes are skipped.
 */
function skippedAfterMidnight({ hour, minute }: CalendarSpec): number {
  const last = valuesOf(minute, 0, 59).at(-1) ?? 0;
  const next = (minute ?? []).flatMap(({ start, stop, repeat }) =>
    stop === null && repeat > 0 ? [start + Math.ceil((last + 1 - start) / repeat) * repeat] : [],
  );
  const skips = valuesOf(hour, 0, 23).includes(23) && next.length > 0 && last < 59;
  return skips ? Math.min(...next) - 60 : 0;
}

function daysOf(spec: CalendarSpec, last: number): Set<number> {
  if (!spec.endOfMonth) return new Set(valuesOf(spec.day, 1, last));
  const items = (spec.day ?? []).map(({ start, stop, repeat }) =>
    stop === null
      ? { start: last - start + 1, stop: null, repeat }
      : { start: last - stop + 1, stop: last - start + 1, repeat },
  );
  return new Set(valuesOf(items, 1, last));
}

function valuesOf(chain: readonly CalendarItem[] | null, from: number, to: number): number[] {
  return expand(chain ?? [{ start: from, stop: to, repeat: 1 }], to);
}

const microsecondsOf = (chain: readonly CalendarItem[]): number[] => expand(chain, 60 * SECOND - 1);

function expand(chain: readonly CalendarItem[], to: number): number[] {
  const values = new Set<number>();
  for (const { start, stop, repeat } of chain)
    for (let v = start; v <= Math.min(stop ?? (repeat > 0 ? to : start), to); v += repeat || 1)
      values.add(v);
  return [...values].sort((a, b) => a - b);
}
