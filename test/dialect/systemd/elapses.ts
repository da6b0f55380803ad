import {
  type CalendarItem,
  type CalendarSpec,
  SECOND,
} from '../../../src/dialect/systemd/calendar.ts';
import { instantOf } from './local-time.ts';

/** Slow and plain: the first `count` elapses after an instant, written down from man systemd.time. */
export function elapsesOf(spec: CalendarSpec, after: Date, count: number): string[] {
  const found: string[] = [];
  const zone = spec.zone ?? 'UTC';
  const seconds = microsecondsOf(spec.second);
  const minutes = valuesOf(spec.minute, 0, 59);
  const hours = valuesOf(spec.hour, 0, 23);
  const years = new Set(valuesOf(spec.year, 1970, 2199));
  const months = new Set(valuesOf(spec.month, 1, 12));
  const skipped = hours.includes(23) ? skippedAfterMidnight(spec.minute, minutes) : 0;
  let dayBefore = 0;
  const day = new Date(
    Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate() - 2),
  );
  for (
    ;
    day.getUTCFullYear() < 2200 && found.length < count;
    day.setUTCDate(day.getUTCDate() + 1)
  ) {
    const [y, m, d] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
    if (!years.has(y) || !months.has(m) || !daysOf(spec, y, m).has(d)) continue;
    if (spec.weekdays !== null && !spec.weekdays.includes((day.getUTCDay() + 6) % 7)) continue;
    const followsOn = day.getTime() - dayBefore === 86_400_000 && dayBefore >= after.getTime();
    dayBefore = day.getTime();
    for (const h of hours)
      for (const min of minutes)
        for (const us of seconds) {
          if (followsOn && h === 0 && min < skipped) continue;
          const second = Math.floor(us / SECOND);
          const at = instantOf(zone, [y, m, d, h, min, second]);
          if (at === null || found.length >= count) continue;
          if (at.getTime() * 1000 + (us % SECOND) <= after.getTime() * 1000) continue;
          found.push(at.toISOString().replace('.000Z', 'Z'));
        }
  }
  return found;
}

/**
 * A quirk of systemd 252: after the last hit of 23 o'clock it adds the step once more, 23:45 + 45 = 00:30, and looks on
 * from there, so that `*:0/45` never elapses at 00:00. Not so at other hours. Answers how many minutes are skipped.
 */
function skippedAfterMidnight(
  chain: readonly CalendarItem[] | null,
  minutes: readonly number[],
): number {
  const last = minutes.at(-1) ?? 0;
  const next = (chain ?? []).flatMap(({ start, stop, repeat }) =>
    stop === null && repeat > 0 ? [start + Math.ceil((last + 1 - start) / repeat) * repeat] : [],
  );
  return next.length === 0 || last === 59 ? 0 : Math.min(...next) - 60;
}

function daysOf(spec: CalendarSpec, year: number, month: number): Set<number> {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
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
