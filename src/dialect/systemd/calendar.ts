import {
  type CalendarFields,
  type CalendarItem,
  type CalendarSpec,
  type Chain,
  one,
  Refused,
  readFields,
  SECOND,
} from './calendar-fields.ts';
import { TIME_ZONES } from './time-zones.ts';

export { type CalendarItem, type CalendarSpec, SECOND };

/** Reads an expression; null: systemd refuses it and ignores the line (mapping B58a). */
export function readCalendar(expression: string): CalendarSpec | null {
  try {
    const { text, zone } = splitZone(expression);
    const stamp = /^@\s*\+?(\d+)$/.exec(text);
    if (stamp !== null) return valid({ ...fieldsOfInstant(Number(stamp[1])), zone: 'UTC' });
    const fields = SHORTHANDS.get(text.toLowerCase()) ?? readFields(text);
    return valid({ ...normalise(fields), zone });
  } catch (e) {
    if (e instanceof Refused) return null;
    throw e;
  }
}

function splitZone(expression: string): { text: string; zone: string | null } {
  if (/ UTC$/i.test(expression)) return { text: expression.slice(0, -4), zone: 'UTC' };
  const space = expression.lastIndexOf(' ');
  const name = expression.slice(space + 1);
  if (space < 0 || !TIME_ZONES.has(name)) return { text: expression, zone: null };
  return { text: expression.slice(0, space), zone: name };
}

const only = (...starts: readonly number[]) => starts.flatMap(one);

const DAILY: CalendarFields = {
  weekdays: null,
  year: null,
  month: null,
  day: null,
  endOfMonth: false,
  hour: one(0),
  minute: one(0),
  second: one(0),
};

const SHORTHANDS: ReadonlyMap<string, CalendarFields> = new Map([
  ['minutely', { ...DAILY, hour: null, minute: null }],
  ['hourly', { ...DAILY, hour: null }],
  ['daily', DAILY],
  ['weekly', { ...DAILY, weekdays: [0] }],
  ['monthly', { ...DAILY, day: one(1) }],
  ['quarterly', { ...DAILY, month: only(1, 4, 7, 10), day: one(1) }],
  ...['semiannually', 'semi-annually', 'biannually', 'bi-annually'].map(
    (name): [string, CalendarFields] => [name, { ...DAILY, month: only(1, 7), day: one(1) }],
  ),
  ...['yearly', 'annually', 'anually'].map((name): [string, CalendarFields] => [
    name,
    { ...DAILY, month: one(1), day: one(1) },
  ]),
]);

function fieldsOfInstant(seconds: number): CalendarFields {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) throw new Refused();
  return {
    weekdays: null,
    year: one(date.getUTCFullYear()),
    month: one(date.getUTCMonth() + 1),
    day: one(date.getUTCDate()),
    endOfMonth: false,
    hour: one(date.getUTCHours()),
    minute: one(date.getUTCMinutes()),
    second: one(date.getUTCSeconds() * SECOND),
  };
}

function normalise(fields: CalendarFields): CalendarFields {
  const everyDay = fields.weekdays !== null && fields.weekdays.length === 7;
  return {
    ...fields,
    weekdays: everyDay ? null : fields.weekdays,
    endOfMonth: fields.endOfMonth && fields.day !== null,
    year: fields.year === null ? null : normaliseItems(fields.year.map(withCentury)),
    month: fields.month && normaliseItems(fields.month),
    day: fields.day && normaliseItems(fields.day),
    hour: fields.hour && normaliseItems(fields.hour),
    minute: fields.minute && normaliseItems(fields.minute),
    second: normaliseItems(fields.second),
  };
}

const withCentury = (item: CalendarItem): CalendarItem => ({
  ...item,
  start: centuryOf(item.start),
  stop: item.stop === null ? null : centuryOf(item.stop),
});

const centuryOf = (year: number): number =>
  year < 70 ? year + 2000 : year < 100 ? year + 1900 : year;

/** A range ends at its last hit; items are sorted, and said twice they count once. */
function normaliseItems(items: readonly CalendarItem[]): readonly CalendarItem[] {
  const sorted = items
    .map(normaliseItem)
    .sort((a, b) => a.start - b.start || (a.stop ?? -1) - (b.stop ?? -1) || a.repeat - b.repeat);
  return sorted.filter((item, i) => {
    const before = sorted[i - 1];
    return before === undefined || !sameItem(item, before);
  });
}

function normaliseItem(item: CalendarItem): CalendarItem {
  if (item.stop === null) return item;
  const surplus =
    item.stop > item.start && item.repeat > 0 ? (item.stop - item.start) % item.repeat : 0;
  const stop = item.stop - surplus;
  return stop === item.start
    ? { start: item.start, stop: null, repeat: 0 }
    : { start: item.start, stop, repeat: item.repeat };
}

const sameItem = (a: CalendarItem, b: CalendarItem): boolean =>
  a.start === b.start && a.stop === b.stop && a.repeat === b.repeat;

function valid(spec: CalendarSpec): CalendarSpec {
  const ok =
    inRange(spec.year, 1970, 2199, false) &&
    inRange(spec.month, 1, 12, false) &&
    inRange(spec.day, 1, 31, spec.endOfMonth) &&
    inRange(spec.hour, 0, 23, false) &&
    inRange(spec.minute, 0, 59, false) &&
    inRange(spec.second, 0, 60 * SECOND - 1, false);
  if (!ok) throw new Refused();
  return spec;
}

/**
 * Every number in range, and every step hit at least twice. From the end of the month the last day is 28, and three less
 * for each further item of a list, as systemd counts.
 */
function inRange(chain: Chain, from: number, most: number, fromEnd: boolean): boolean {
  return (chain ?? []).every(({ start, stop, repeat }, i) => {
    const to = fromEnd ? most - 3 * (i + 1) : most;
    if (start < from || start > to || repeat > to - from) return false;
    if (stop !== null) return stop >= from && stop <= to && start + repeat <= stop;
    return fromEnd ? start - repeat >= from : start + repeat <= to;
  });
}
