export type LocalTime = [
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
];

/** The instant of a local time: the first of two when clocks go back, null when they skip it. */
export function instantOf(zone: string, local: LocalTime): Date | null {
  return instantsOf(zone, local)[0] ?? null;
}

export function instantsOf(zone: string, [y, m, d, h, min, s]: LocalTime): Date[] {
  const naive = Date.UTC(y, m - 1, d, h, min, s);
  if (zone === 'UTC') return [new Date(naive)];
  const offsets = new Set([offsetAt(zone, naive - 86_400_000), offsetAt(zone, naive + 86_400_000)]);
  return [...offsets]
    .map((offset) => naive - offset)
    .filter((instant, i, all) => all.indexOf(instant) === i)
    .filter((instant) => offsetAt(zone, instant) === naive - instant)
    .sort((a, b) => a - b)
    .map((instant) => new Date(instant));
}

/** Milliseconds that local clocks are ahead of UTC. They change at full quarters of an hour only. */
export function offsetAt(zone: string, instant: number): number {
  const quarter = Math.floor(instant / 900_000) * 900_000;
  const known = offsets.get(`${zone} ${quarter}`);
  if (known !== undefined) return known;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(quarter)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const [year, month, day] = [get('year'), get('month') - 1, get('day')];
  const offset = Date.UTC(year, month, day, get('hour'), get('minute'), get('second')) - quarter;
  offsets.set(`${zone} ${quarter}`, offset);
  return offset;
}

const offsets = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = 'numeric';
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formats.set(timeZone, format);
  return format;
}
