import {
  type CalendarItem,
  type CalendarSpec,
  SECOND,
} from '../../../src/dialect/systemd/calendar.ts';
import { instantOf, offsetAt } from './local-time.ts';

/** The first `count` elapses after an instant. */
export function elapsesOf(spec: CalendarSpec, after: Date, count: number): string[] {
  const found: string[] = [];
  for (const elapse of elapses(spec, after)) {
    if (found.length === count) break;
    found.push(elapse);
  }
  return found;
}

/** Slow and plain: written down from man systemd.time. */
function* elapses(spec: CalendarSpec, after: Date): Generator<string> {
  const isDayOf = dayTest(spec);
  const start = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate() - 2);
  for (let day = start; day < END; day += DAY)
    if (isDayOf(new Date(day))) yield* elapsesOn(spec, new Date(day), after);
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

function* elapsesOn(spec: CalendarSpec, date: Date, after: Date): Generator<string> {
  const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  for (const h of valuesOf(spec.hour, 0, 23))
    for (const min of valuesOf(spec.minute, 0, 59))
      for (const us of microsecondsOf(spec.second)) {
        const at = instantOf(spec.zone ?? 'UTC', [y, m, d, h, min, Math.floor(us / SECOND)]);
        if (at !== null && at.getTime() * 1000 + (us % SECOND) > after.getTime() * 1000)
          yield at.toISOString().replace('.000Z', 'Z');
      }
}

/**
 * A quirk of systemd 252. After the last hit of a field it adds the step once more and looks on from there: 23:45 + 45 is
 * 00:30 of the next day, so that `*:0/45` never elapses at 00:00. It only happens where the field that is carried into
 * overflows too: minutes at midnight, days at the end of the year, and so on.
 */
export function isLeftOut(spec: CalendarSpec, elapse: string): boolean {
  const instant = new Date(elapse).getTime();
  const local = new Date(instant + offsetAt(spec.zone ?? 'UTC', instant));
  const [month, day, hour] = [local.getUTCMonth(), local.getUTCDate(), local.getUTCHours()];
  const [minute, second] = [local.getUTCMinutes(), local.getUTCSeconds()];
  return (
    (month === 0 && day < beyond(spec.day, 1, 31)) ||
    (day === 1 && hour < beyond(spec.hour, 0, 23)) ||
    (hour === 0 && minute < beyond(spec.minute, 0, 59)) ||
    (minute === 0 && second * SECOND < beyond(spec.second, 0, 60 * SECOND - 1))
  );
}

/** Where an open step lands in the next period, from its first value on. */
function beyond(chain: readonly CalendarItem[] | null, from: number, to: number): number {
  const values = expand(chain ?? [], to);
  const last = values.at(-1) ?? to;
  const next = (chain ?? []).flatMap(({ start, stop, repeat }) =>
    stop === null && repeat > 0 ? [start + Math.ceil((last + 1 - start) / repeat) * repeat] : [],
  );
  return next.length === 0 ? 0 : Math.min(...next) - to - 1 + from;
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

/** What systemd ought to have said and did not, but for its quirk; and what it said and ought not to. */
export function differencesOf(spec: CalendarSpec, after: Date, theirs: string[], asked: number) {
  const last = theirs.length < asked ? null : (theirs.at(-1) ?? null);
  const said = new Set(theirs);
  const missing: string[] = [];
  for (const elapse of elapses(spec, after)) {
    const time = elapse.replace(/\.\d+Z$/, 'Z');
    if (last === null ? missing.length > asked : time > last) break;
    if (!said.delete(time) && !isLeftOut(spec, time)) missing.push(time);
  }
  return { missing: missing.filter((time) => !theirs.includes(time)), surplus: [...said] };
}
