/**
 * Values that many directives share, as systemd reads them (man systemd.syntax, systemd.time; mapping D0-17–D0-21,
 * D0-43). `null`: systemd does not take the value and ignores the assignment.
 */

/** `1 yes y true t on`, `0 no n false f off`, whatever the case (mapping D0-17). */
export function parseBoolean(text: string): boolean | null {
  if (/^(1|yes|y|true|t|on)$/i.test(text)) return true;
  return /^(0|no|n|false|f|off)$/i.test(text) ? false : null;
}

/** In microseconds. */
export type TimeSpan = bigint | 'infinity';

const SECOND = 1_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;
const YEAR = (DAY * 1461n) / 4n;

/** Case counts: `m` is a minute, `M` a month of 30.44 days (mapping D0-18). */
const TIME_UNITS: ReadonlyMap<string, bigint> = new Map(
  (
    [
      ['us usec µs μs', 1n],
      ['ms msec', 1000n],
      ['s sec second seconds', SECOND],
      ['m min minute minutes', MINUTE],
      ['h hr hour hours', HOUR],
      ['d day days', DAY],
      ['w week weeks', 7n * DAY],
      ['M month months', YEAR / 12n],
      ['y year years', YEAR],
    ] as const
  ).flatMap(([names, usec]) => names.split(' ').map((name) => [name, usec] as const)),
);

/** systemd's own value for infinity, in microseconds: no sum reaches it. */
const INFINITE = 2n ** 64n - 1n;
const LARGEST_NUMBER = 2n ** 63n - 1n;

/** A number, what follows the dot, blanks, a unit. */
const TIME_PART = /[ \t\n\r]*(?:\+?(\d+)(?:\.(\d+))?|\+?\.(\d+))([ \t\n\r]*)([a-zA-Zµμ]*)/y;

/** `5min 20s`, `1.5h`, `90` (seconds), `infinity`, summed (man systemd.time, "Parsing Time Spans"; mapping D0-18). */
export function parseTimeSpan(text: string): TimeSpan | null {
  const trimmed = trimBlanks(text);
  if (trimmed === 'infinity') return 'infinity';
  if (trimmed === '') return null;
  let sum = 0n;
  for (let at = 0; at < trimmed.length; ) {
    const part = timePartAt(trimmed, at);
    if (part === null || sum + part.usec >= INFINITE) return null;
    sum += part.usec;
    at = part.end;
  }
  return sum;
}

function timePartAt(text: string, at: number): { usec: bigint; end: number } | null {
  TIME_PART.lastIndex = at;
  const match = TIME_PART.exec(text);
  if (match === null) return null;
  const [, whole = '0', fraction, bare, blanks = '', unit = ''] = match;
  const end = TIME_PART.lastIndex;
  const factor = unit === '' ? SECOND : TIME_UNITS.get(unit);
  if (factor === undefined) return null;
  // Something glued to a number without a unit: `1.5.5`.
  if (unit === '' && blanks === '' && end < text.length) return null;
  const number = readNumber(whole);
  if (number > LARGEST_NUMBER || number >= INFINITE / factor) return null;
  return { usec: number * factor + fractionOf(fraction ?? bare ?? '', factor), end };
}

/** More digits than any limit has are one too many, whatever they are: no need to compute with a million of them. */
function readNumber(digits: string): bigint {
  const significant = digits.replace(/^0+(?=.)/, '');
  return significant.length > 30 ? 10n ** 30n : BigInt(significant);
}

/** Digit by digit, as systemd does: what is below one unit is lost with each digit. */
function fractionOf(digits: string, factor: bigint): bigint {
  let sum = 0n;
  let share = factor / 10n;
  for (const digit of digits) {
    if (share === 0n) break;
    sum += BigInt(digit) * share;
    share /= 10n;
  }
  return sum;
}

/** Rounded up, for fields of Kubernetes that count in seconds (mapping D0-18). Larger than a 32-bit number: that. */
export function wholeSeconds(usec: bigint): number {
  const seconds = (usec + SECOND - 1n) / SECOND;
  return Number(seconds > 2_147_483_647n ? 2_147_483_647n : seconds);
}

/** In bytes; or a share of the machine's memory in percent. */
export type Size =
  | { readonly kind: 'bytes'; readonly bytes: bigint }
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'infinity' };

const SIZE_SUFFIXES: readonly string[] = ['E', 'P', 'T', 'G', 'M', 'K', 'B', ''];

/** `512M`, `1.5G`, `1G 500M`, `20%`, `infinity`; base 1024, no `B` after the letter (mapping D0-20). */
export function parseSize(text: string): Size | null {
  if (text === 'infinity') return { kind: 'infinity' };
  const percent = parsePercent(text);
  if (percent !== null) return { kind: 'percent', percent };
  const part = /[ \t\n\r]*\+?(\d+)(?:\.(\d*))?[ \t\n\r]*([EPTGMKB]?)/y;
  let sum = 0n;
  let largest = -1;
  for (let at = 0; at < text.length || at === 0; at = part.lastIndex) {
    part.lastIndex = at;
    const [found, whole = '0', fraction = '', suffix = ''] = part.exec(text) ?? [];
    const rank = SIZE_SUFFIXES.indexOf(suffix);
    // Larger units come first, and none twice.
    if (found === undefined || rank <= largest) return null;
    largest = rank;
    const factor = rank >= 6 ? 1n : 1024n ** BigInt(6 - rank);
    sum += readNumber(whole) * factor + sharesOf(fraction, factor);
  }
  return sum > 2n ** 64n - 1n ? null : { kind: 'bytes', bytes: sum };
}

const sharesOf = (digits: string, factor: bigint): bigint =>
  digits === ''
    ? 0n
    : (BigInt(digits.slice(0, 18)) * factor) / 10n ** BigInt(Math.min(18, digits.length));

/** `150%` → 150; the sign has to be there (mapping D0-21). Up to two decimals. */
export function parsePercent(text: string): number | null {
  const [, number] = /^(\d{1,9}(?:\.\d{1,2})?)%$/.exec(text) ?? [];
  return number === undefined ? null : Number(number);
}

/** A plain number without a sign and without a unit, as `LimitNOFILE=` wants it (mapping D0-43). */
export function parseUnsigned(text: string): bigint | null {
  return /^\+?\d{1,20}$/.test(text) ? BigInt(text) : null;
}

/** `SOFT:HARD`, or one value for both (man systemd.exec, "Process Properties"). */
export function parseSoftHard<T>(
  text: string,
  read: (one: string) => T | null,
): { readonly soft: T; readonly hard: T } | null {
  const colon = text.indexOf(':');
  const soft = read(colon < 0 ? text : text.slice(0, colon));
  const hard = colon < 0 ? soft : read(text.slice(colon + 1));
  return soft === null || hard === null ? null : { soft, hard };
}

/** systemd's WHITESPACE: no other character counts as a blank. */
export const trimBlanks = (text: string): string =>
  text.replace(/^[ \t\n\r]+/, '').replace(/[ \t\n\r]+$/, '');
