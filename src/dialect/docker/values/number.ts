import { HOLE } from '../../../source/logical-text.ts';
import { bad, type Grammar, HIDDEN, ok, type Reading } from '../flag-spec.ts';

/** A grammar of plain text: what holds an unknown part cannot be read. */
export function known<T>(read: (text: string) => Reading<T>): Grammar<T> {
  return ({ text }) => (text.includes(HOLE) ? HIDDEN : read(text));
}

/** An integer as Go reads one with base 0: `0x10`, `010` is eight, `1_000`. */
export const integer = (lowest = Number.NEGATIVE_INFINITY, highest = Number.POSITIVE_INFINITY) =>
  known((text) => {
    const value = goInteger(text);
    if (value === null) return bad('a whole number');
    return value < lowest || value > highest
      ? bad(`a number from ${lowest} to ${highest}`)
      : ok(value);
  });

function goInteger(text: string): number | null {
  const [, sign = '', digits = ''] = /^([+-]?)([0-9a-z_]+)$/i.exec(text) ?? [];
  if (digits === '') return null;
  const prefix = /^0([xob])/i.exec(digits)?.[1]?.toLowerCase();
  const octal = prefix === undefined && /^0_?[0-9]/.test(digits);
  if (!/^(0[xob]_?|0_?)?[0-9a-f]*(_[0-9a-f]+)*$/i.test(digits)) return null;
  const bare = digits.replaceAll('_', '');
  const value = Number(octal ? `0o${bare.slice(1)}` : bare);
  if (!Number.isFinite(value) || !/^(0[xob])?[0-9a-f]+$/i.test(bare)) return null;
  if (prefix === undefined && !/^\d+$/.test(bare)) return null;
  return sign === '-' ? 0 - value : value;
}

/** A duration of Go, `1m30s`, in nanoseconds. */
export const duration: Grammar<number> = known((text) => {
  const value = nanoseconds(text);
  return value === null ? bad('a duration such as 30s or 1m30s') : ok(value);
});

/** A duration that is not negative: those of a health check. */
export const span: Grammar<number> = (text) => {
  const read = duration(text);
  return read.kind === 'value' && read.value < 0 ? bad('a duration that is not negative') : read;
};

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  '\u00b5s': 1e3,
  '\u03bcs': 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

function nanoseconds(text: string): number | null {
  const [, sign = '', spans = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (spans === '0') return 0;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/.test(spans)) return null;
  let total = 0;
  for (const [, number = '', unit = ''] of spans.matchAll(/([\d.]+)([a-z\u00b5\u03bc]+)/g))
    total += Math.trunc(Number(number) * (UNITS[unit] ?? 0));
  return sign === '-' ? 0 - total : total;
}

/** A size with base 1024, `512m`, `1.5GiB`, in bytes (mapping E7-01). */
export const size: Grammar<number> = known((text) => {
  const value = bytes(text);
  return value === null ? bad('a size such as 512m or 2g') : ok(value);
});

const POWER: Readonly<Record<string, number>> = { '': 0, b: 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/** null: no size that docker takes. */
export function bytes(text: string): number | null {
  const [, number = '', unit = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?) ?([a-z]*)$/i.exec(text) ?? [];
  const [, letter = '', tail = ''] = /^([bkmgtp]?)((?<=[kmgtp])i?b)?$/i.exec(unit) ?? ['', null];
  const power = letter === null ? undefined : POWER[letter.toLowerCase()];
  if (number === '' || power === undefined || (tail === '' && unit.length > 1)) return null;
  const value = Number(number) * 1024 ** power;
  return value < 0 ? null : Math.trunc(value);
}

/** `-1` too: without a limit. */
export const sizeOrUnlimited: Grammar<number> = (text) =>
  text.text === '-1' ? ok(-1) : size(text);

/** CPUs, in billionths. Any rational number that has no more than nine decimals. */
export const cpus: Grammar<number> = known((text) => {
  const nano = nanoCpus(text);
  return nano === null ? bad('a number of CPUs such as 1.5') : ok(nano);
});

function nanoCpus(text: string): number | null {
  const [, whole, over] = /^([+-]?\d+)\/(\d+)$/.exec(text) ?? [];
  if (whole === undefined || over === undefined) return decimalNano(text);
  const nano = (Number(whole) * 1e9) / Number(over);
  return Number.isInteger(nano) ? nano : null;
}

/** Without rounding: `0.0000000001` is too precise for the client. */
function decimalNano(text: string): number | null {
  const [, sign, units = '', decimals = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const shift = 9 + Number(exponent) - decimals.length;
  if (units + decimals === '' || Math.abs(shift) > 40) return null;
  const digits = BigInt(units + decimals);
  const scale = 10n ** BigInt(Math.abs(shift));
  if (shift < 0 && digits % scale !== 0n) return null;
  const nano = Number(shift < 0 ? digits / scale : digits * scale);
  return sign === '-' ? 0 - nano : nano;
}
