import {
  type CalendarItem,
  type CalendarSpec,
  SECOND,
} from '../../../src/dialect/systemd/calendar.ts';

/** The normalised form that `systemd-analyze calendar` shows. */
export function printCalendar(spec: CalendarSpec): string {
  const dash = spec.endOfMonth ? '~' : '-';
  const date = [
    printChain(spec.year, 4),
    '-',
    printChain(spec.month, 2),
    dash,
    printChain(spec.day, 2),
  ].join('');
  const time = [printChain(spec.hour, 2), printChain(spec.minute, 2), printSeconds(spec.second)];
  const weekdays = spec.weekdays === null ? [] : [printWeekdays(spec.weekdays)];
  const zone = spec.zone === null ? [] : [spec.zone];
  return [...weekdays, date, time.join(':'), ...zone].join(' ');
}

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function printWeekdays(days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) => {
      const names = run.map((day) => NAMES[day] ?? '');
      return run.length > 2 ? [`${names[0]}..${names.at(-1)}`] : names;
    })
    .join(',');
}

function printChain(chain: readonly CalendarItem[] | null, width: number): string {
  const print = (n: number) => String(n).padStart(width, '0');
  if (chain === null) return '*';
  return chain
    .map(({ start, stop, repeat }) => {
      const step = repeat > 0 && !(stop !== null && repeat === 1) ? `/${repeat}` : '';
      return print(start) + (stop === null ? '' : `..${print(stop)}`) + step;
    })
    .join(',');
}

function printSeconds(chain: readonly CalendarItem[]): string {
  const [first] = chain;
  if (chain.length === 1 && first?.start === 0 && first.stop === null && first.repeat === SECOND)
    return '*';
  return chain
    .map(({ start, stop, repeat }) => {
      const step =
        repeat > 0 && !(stop !== null && repeat === SECOND) ? `/${printDecimal(repeat, 1)}` : '';
      return printDecimal(start, 2) + (stop === null ? '' : `..${printDecimal(stop, 2)}`) + step;
    })
    .join(',');
}

function printDecimal(microseconds: number, width: number): string {
  const whole = String(Math.floor(microseconds / SECOND)).padStart(width, '0');
  const rest = microseconds % SECOND;
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(6, '0')}`;
}
