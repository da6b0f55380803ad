import type { CalendarItem, CalendarSpec } from './calendar.ts';

/**
 * Whether a date of the expression exists at all between the years that systemd knows, 1970 and 2199: `*-02-30` and
 * `2026-02-29` have none (mapping B4-3). Never compared with today: the same input gives the same answer for ever.
 */
export function everElapses(spec: CalendarSpec): boolean {
  const years = valuesOf(spec.year, 1970, 2199);
  const months = valuesOf(spec.month, 1, 12);
  return years.some((year) => months.some((month) => hasDay(spec, year, month)));
}

/** One date and one time, such as `2026-12-24 08:00` or `@1395716396` (mapping B4-4). */
export const isOneInstant = (spec: CalendarSpec): boolean =>
  [spec.year, spec.month, spec.day, spec.hour, spec.minute, spec.second].every(
    (chain) => chain !== null && chain.length === 1 && chain[0]?.repeat === 0,
  );

function hasDay(spec: CalendarSpec, year: number, month: number): boolean {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return daysOf(spec, last).some((day) => {
    const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
    return spec.weekdays === null || spec.weekdays.includes(weekday);
  });
}

function daysOf({ day, endOfMonth }: CalendarSpec, last: number): readonly number[] {
  if (!endOfMonth || day === null) return valuesOf(day, 1, last);
  const fromEnd = (n: number) => last - n + 1;
  const turned = day.map(({ start, stop, repeat }) =>
    stop === null
      ? { start: fromEnd(start), stop, repeat }
      : { start: fromEnd(stop), stop: fromEnd(start), repeat },
  );
  return valuesOf(turned, 1, last).filter((d) => d >= 1);
}

/** The values of a field in the order of its items; null is all of them. */
export function valuesOf(
  chain: readonly CalendarItem[] | null,
  min: number,
  max: number,
): number[] {
  return (chain ?? [{ start: min, stop: max, repeat: 1 }]).flatMap(({ start, stop, repeat }) => {
    const last = Math.min(stop ?? (repeat > 0 ? max : start), max);
    const step = repeat > 0 ? repeat : 1;
    const length = Math.max(0, Math.floor((last - start) / step) + 1);
    return Array.from({ length }, (_, i) => start + i * step);
  });
}
