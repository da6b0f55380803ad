import type { ExitStatus } from '../../fact/slots.ts';
import { type LogicalText, slice } from '../../source/logical-text.ts';
import { parseExitStatus, parseSignal } from '../../unit/signals.ts';
import {
  parseBoolean,
  parsePercent,
  parseSize,
  parseSoftHard,
  parseTimeSpan,
  parseUnsigned,
  type Size,
} from '../../unit/values.ts';

/**
 * How systemd reads a value of some kind (man systemd.syntax; mapping D0-17–D0-21, D0-43). `read` gives null where
 * systemd ignores the assignment.
 */
export interface Form<T> {
  /** In words, for the finding. */
  readonly expected: string;
  /** Specifiers are replaced before it is read. */
  readonly expands: boolean;
  /** An empty value is no reset: systemd ignores it as it ignores any other value that it cannot read. */
  readonly ignoresEmpty?: true;
  read(value: LogicalText): T | null;
}

const plain = <T>(expected: string, read: (text: string) => T | null): Form<T> => ({
  expected,
  expands: false,
  read: ({ text }) => read(text),
});

export const text: Form<LogicalText> = {
  expected: 'a text',
  expands: true,
  read: (value) => value,
};

/** Taken as it is: nothing depends on the value. */
export const anything: Form<string> = { expected: 'a value', expands: true, read: (v) => v.text };

export const boolean = plain('yes or no', parseBoolean);

/** Microseconds; Infinity = no limit. */
export const timeSpan = plain('a time span such as 90 or 1min 30s', (text) => {
  const span = parseTimeSpan(text);
  return span === null ? null : span === 'infinity' ? Number.POSITIVE_INFINITY : Number(span);
});

/** The same where 0 means no limit (mapping D0-19). */
export const timeout: Form<number> = {
  ...timeSpan,
  read: (value) => {
    const span = timeSpan.read(value);
    return span === 0 ? Number.POSITIVE_INFINITY : span;
  },
};

export const size = plain<Size>('a size such as 512M or 1.5G', parseSize);

export const percent = plain('a percentage such as 150%', parsePercent);

export const unsigned = plain('a whole number', (text) => {
  const number = parseUnsigned(text);
  return number === null ? null : Number(number);
});

export const signal = plain('a signal such as SIGTERM', (text) => parseSignal(text)?.name ?? null);

/** Case-sensitive, as all enumerations of systemd are (mapping D0-17). */
export const oneOf = <const C extends readonly string[]>(...choices: C): Form<C[number]> => ({
  ...plain<C[number]>(
    choices.join(', '),
    (text) => choices.find((choice) => choice === text) ?? null,
  ),
  ignoresEmpty: true,
});

/** Exit codes and signals; a word that is neither is skipped by systemd, the others stay. */
export const exitStatuses = plain('exit codes or signals', (text): ExitStatus[] | null => {
  const statuses = text.split(/\s+/).flatMap((word) => {
    const status = parseExitStatus(word);
    if (status === null) return [];
    return [status.kind === 'code' ? status.code : status.signal.name];
  });
  return statuses.length > 0 ? statuses : null;
});

/** Blank-separated words, quotes gone. */
export const words: Form<readonly LogicalText[]> = {
  expected: 'words',
  expands: true,
  read: wordsOf,
};

const WORD = /"([^"]*)"|'([^']*)'|[^\s"']\S*/g;

function wordsOf(value: LogicalText): readonly LogicalText[] | null {
  const found = [...value.text.matchAll(WORD)].map((match) => {
    const quoted = /^["']/.test(match[0]) ? 1 : 0;
    return slice(value, match.index + quoted, match.index + match[0].length - quoted);
  });
  return found.length > 0 ? found : null;
}

const UNIT_SUFFIX =
  /^[^/\s]+\.(?:service|socket|target|device|mount|automount|swap|timer|path|slice|scope|snapshot|busname)$/;

/** What a list of dependencies names, and the words that systemd skips because they are no unit names. */
export interface NamedUnits {
  readonly names: readonly LogicalText[];
  readonly skipped: readonly string[];
}

/** Words as they stand: systemd does not unquote them here, and it does not add `.service`. */
export const namedUnits: Form<NamedUnits> = {
  expected: 'unit names with their suffix, such as web.service',
  expands: true,
  read: (value) => {
    const words = [...value.text.matchAll(/\S+/g)].map((match) =>
      slice(value, match.index, match.index + match[0].length),
    );
    const names = words.filter(({ text }) => isNameOfUnit(text));
    const skipped = words.flatMap(({ text }) => (isNameOfUnit(text) ? [] : [text]));
    return names.length > 0 ? { names, skipped } : null;
  },
};

/** The characters of unit names (man systemd.unit), at most 255 of them; what is not known yet may be any. */
const isNameOfUnit = (text: string): boolean =>
  UNIT_SUFFIX.test(text) &&
  text.length <= 255 &&
  /^[A-Za-z0-9:_.\\\uFFFC-][A-Za-z0-9:_.\\@\uFFFC-]*$/.test(text);

/** The same, where nothing is said of words that are skipped. */
export const unitNames: Form<readonly LogicalText[]> = {
  ...namedUnits,
  read: (value) => namedUnits.read(value)?.names ?? null,
};

export const unitName: Form<string> = {
  expected: 'a unit name with its suffix, such as web.service',
  expands: true,
  read: ({ text }) => (UNIT_SUFFIX.test(text) ? text : null),
};

export const absolutePath: Form<LogicalText> = {
  expected: 'an absolute path',
  expands: true,
  read: (value) => (value.text.startsWith('/') ? value : null),
};

const softHard = (expected: string, read: (one: string) => unknown): Form<string> =>
  plain(expected, (value) => (parseSoftHard(value, read) === null ? null : value));

const orInfinity =
  (read: (one: string) => unknown) =>
  (one: string): unknown =>
    one === 'infinity' ? one : read(one);

/** Limits of setrlimit(2), `SOFT:HARD` or one for both (mapping D0-20, D0-43). */
export const limitOfNumber = softHard('a whole number or SOFT:HARD', orInfinity(parseUnsigned));
export const limitOfSize = softHard('a size or SOFT:HARD', parseSize);
export const limitOfTime = softHard('a time span or SOFT:HARD', parseTimeSpan);
export const limitOfNice = softHard(
  'a nice level or SOFT:HARD',
  orInfinity((one) => (/^(?:[+-]\d{1,2}|\d{1,2})$/.test(one) ? one : null)),
);

/** `infinity`, `200%` of the machine or a number of tasks. */
export const tasks = plain('a number, a percentage or infinity', (text) =>
  text === 'infinity' || parsePercent(text) !== null || parseUnsigned(text) !== null ? text : null,
);
