/** The grammar of `OnCalendar=`, as systemd 252 reads it (man systemd.time, mapping B4-1, B4-2). */

/**
 * A calendar expression of `OnCalendar=`, normalised as systemd does it (man systemd.time, mapping B4-1, B4-2). A field
 * that is null may have any value.
 */
export interface CalendarSpec {
  /** Monday = 0 … Sunday = 6; null: any day. Sorted. */
  readonly weekdays: readonly number[] | null;
  readonly year: readonly CalendarItem[] | null;
  readonly month: readonly CalendarItem[] | null;
  readonly day: readonly CalendarItem[] | null;
  /** `~`: days count from the end of the month, 1 = the last. */
  readonly endOfMonth: boolean;
  readonly hour: readonly CalendarItem[] | null;
  readonly minute: readonly CalendarItem[] | null;
  /** Microseconds of the minute; never any value, `*` is every full second. */
  readonly second: readonly CalendarItem[];
  /** `UTC` or a name of the time zone database; null: the zone of the machine. */
  readonly zone: string | null;
}

/** `start`, `start..stop`, `start/repeat` or `start..stop/repeat`; stop null = to the end, repeat 0 = start alone. */
export interface CalendarItem {
  readonly start: number;
  readonly stop: number | null;
  readonly repeat: number;
}

export const SECOND = 1_000_000;

export type Chain = readonly CalendarItem[] | null;
export type CalendarFields = Omit<CalendarSpec, 'zone'>;

/** Not a calendar expression. Caught in `readCalendar`, never seen outside. */
export class Refused extends Error {}

/** Where reading has come to. */
interface Cursor {
  readonly text: string;
  at: number;
}

export const one = (start: number): readonly CalendarItem[] => [{ start, stop: null, repeat: 0 }];

/** Weekdays, date and time; throws `Refused`. */
export function readFields(text: string): CalendarFields {
  const cursor: Cursor = { text, at: 0 };
  if (text === '') throw new Refused();
  const weekdays = readWeekdays(cursor);
  const date = readDate(cursor);
  const time = readTime(cursor);
  if (cursor.at < cursor.text.length) throw new Refused();
  return { weekdays, ...date, ...time };
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY =
  '(?:mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
const RANGE = `${DAY}(?:(?:\\.\\.|-)${DAY})?`;
/** Separated by commas without blanks; one comma may be left over. */
const WEEKDAY_PART = new RegExp(`^(${RANGE}(?:,${RANGE})*),?(?: +|$)`, 'i');
const BEGINS_WITH_DAY = new RegExp(`^${DAY}`, 'i');

function readWeekdays(cursor: Cursor): readonly number[] | null {
  const rest = cursor.text.slice(cursor.at);
  if (!BEGINS_WITH_DAY.test(rest)) return null;
  const [all, ranges] = WEEKDAY_PART.exec(rest) ?? [];
  if (all === undefined || ranges === undefined) throw new Refused();
  cursor.at += all.length;
  const days = ranges.split(',').flatMap(readWeekdayRange);
  return [...new Set(days)].sort((a, b) => a - b);
}

function readWeekdayRange(range: string): number[] {
  const [from = -1, to = from] = range
    .toLowerCase()
    .split(/\.\.|-/)
    .map((name) => WEEKDAYS.indexOf(name.slice(0, 3)));
  if (from > to) throw new Refused();
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** `[[year-]month-]day`, `~` instead of the last `-`. Nothing is read when it turns out to be a time. */
function readDate(cursor: Cursor): Pick<CalendarFields, 'year' | 'month' | 'day' | 'endOfMonth'> {
  const none = { year: null, month: null, day: null, endOfMonth: false };
  const begin = cursor.at;
  if (cursor.at === cursor.text.length) return none;
  const first = readChain(cursor);
  if (cursor.at === cursor.text.length || cursor.text[cursor.at] === ':') {
    cursor.at = begin;
    return none;
  }
  const secondFromEnd = readDash(cursor) === '~';
  const second = readChain(cursor);
  if (atBlankOrEnd(cursor)) {
    skipBlanks(cursor);
    return { year: null, month: first, day: second, endOfMonth: secondFromEnd };
  }
  if (secondFromEnd) throw new Refused();
  const thirdFromEnd = readDash(cursor) === '~';
  const third = readChain(cursor);
  if (!atBlankOrEnd(cursor)) throw new Refused();
  skipBlanks(cursor);
  return { year: first, month: second, day: third, endOfMonth: thirdFromEnd };
}

function readDash(cursor: Cursor): string {
  const dash = cursor.text[cursor.at];
  if (dash !== '-' && dash !== '~') throw new Refused();
  cursor.at++;
  return dash;
}

function readTime(cursor: Cursor): Pick<CalendarFields, 'hour' | 'minute' | 'second'> {
  if (cursor.at === cursor.text.length) return { hour: one(0), minute: one(0), second: one(0) };
  const hour = readChain(cursor);
  readColon(cursor);
  const minute = readChain(cursor);
  if (cursor.at === cursor.text.length) return { hour, minute, second: one(0) };
  readColon(cursor);
  return { hour, minute, second: readSeconds(cursor) };
}

function readColon(cursor: Cursor): void {
  if (cursor.text[cursor.at] !== ':') throw new Refused();
  cursor.at++;
}

function readChain(cursor: Cursor): Chain {
  if (cursor.text[cursor.at] === '*') {
    cursor.at++;
    return null;
  }
  return readItems(cursor, 1, readInteger);
}

function readSeconds(cursor: Cursor): readonly CalendarItem[] {
  if (cursor.text[cursor.at] === '*') {
    cursor.at++;
    return [{ start: 0, stop: null, repeat: SECOND }];
  }
  return readItems(cursor, SECOND, readMicroseconds);
}

/** Lists of more items are refused (`CALENDARSPEC_COMPONENTS_MAX`). */
const MOST_ITEMS = 241;

function readItems(
  cursor: Cursor,
  step: number,
  readNumber: (cursor: Cursor) => number,
): readonly CalendarItem[] {
  const items: CalendarItem[] = [];
  for (;;) {
    items.push(readItem(cursor, step, readNumber));
    if (items.length > MOST_ITEMS) throw new Refused();
    if (cursor.text[cursor.at] !== ',') return items;
    cursor.at++;
  }
}

function readItem(
  cursor: Cursor,
  step: number,
  readNumber: (cursor: Cursor) => number,
): CalendarItem {
  const start = readNumber(cursor);
  const isRange = cursor.text.startsWith('..', cursor.at);
  if (isRange) cursor.at += 2;
  const stop = isRange ? readNumber(cursor) : null;
  const hasStep = cursor.text[cursor.at] === '/';
  if (hasStep) cursor.at++;
  const repeat = hasStep ? readNumber(cursor) : isRange ? step : 0;
  if (hasStep && repeat === 0) throw new Refused();
  // A range of seconds without a step must hold at least two of them.
  if (!hasStep && step === SECOND && stop !== null && start + repeat > stop) throw new Refused();
  if (!/^[ ,\-~:]?$/.test(cursor.text.charAt(cursor.at))) throw new Refused();
  return { start, stop, repeat };
}

const MOST = 2 ** 31 - 1;

function readInteger(cursor: Cursor): number {
  const digits = /^\d+/.exec(cursor.text.slice(cursor.at))?.[0];
  if (digits === undefined || Number(digits) > MOST) throw new Refused();
  cursor.at += digits.length;
  return Number(digits);
}

/** Seconds with up to six decimals, the seventh rounds. `..` is a range, not a decimal point. */
function readMicroseconds(cursor: Cursor): number {
  const whole = readInteger(cursor) * SECOND;
  const rest = cursor.text.slice(cursor.at);
  if (!rest.startsWith('.') || rest.startsWith('..')) return whole;
  const decimals = /^\.(\d+)/.exec(rest)?.[1];
  if (decimals === undefined) throw new Refused();
  cursor.at += decimals.length + 1;
  const added =
    Number(decimals.slice(0, 6).padEnd(6, '0')) + (Number(decimals.charAt(6)) >= 5 ? 1 : 0);
  if (whole + added > MOST) throw new Refused();
  return whole + added;
}

const atBlankOrEnd = ({ text, at }: Cursor): boolean => at === text.length || text[at] === ' ';

function skipBlanks(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ') cursor.at++;
}
