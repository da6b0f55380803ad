import { concat, type LogicalText, slice, spanOf, written } from '../source/logical-text.ts';
import { parseUnitName, type UnitName } from './name.ts';
import type { FleetOption } from './unit.ts';

/**
 * The values of one line of `[X-Fleet]` (mapping C02). A line that starts and ends with `"` is cut at each space
 * outside of quotes, and the quotes go; any other line is one value.
 */
export function splitFleetValue(line: LogicalText): readonly LogicalText[] {
  const { text } = line;
  if (!text.startsWith('"') || !text.endsWith('"')) return [line];
  const values: LogicalText[] = [];
  let parts: LogicalText[] = [];
  let from = 0;
  let isQuoted = false;
  const close = (end: number): void => {
    if (end > from) parts.push(slice(line, from, end));
    from = end + 1;
  };
  const finish = (end: number): void => {
    close(end);
    values.push(parts.length > 0 ? concat(parts) : written('', spanOf(line, end, end)));
    parts = [];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      close(at);
      isQuoted = !isQuoted;
    } else if (character === ' ' && !isQuoted) finish(at);
  }
  finish(text.length);
  return values;
}

/**
 * fleet's four specifiers, replaced one after the other as plain text: no `%%`, nothing else (mapping C04). A name
 * without a dot leaves all four as they are.
 */
export function expandFleetSpecifiers(value: LogicalText, unit: string): LogicalText {
  const name = parseUnitName(unit);
  if (name === null || !value.text.includes('%')) return value;
  return replacements(name).reduce((text, [what, by]) => replaceAll(text, what, by), value);
}

const replacements = (name: UnitName): readonly (readonly [string, string])[] => [
  ['%n', name.full],
  ['%N', name.base],
  ['%p', name.prefix],
  ['%i', name.instance ?? ''],
];

function replaceAll(value: LogicalText, what: string, by: string): LogicalText {
  const parts: LogicalText[] = [];
  let from = 0;
  for (;;) {
    const at = value.text.indexOf(what, from);
    if (at < 0) break;
    if (at > from) parts.push(slice(value, from, at));
    parts.push(written(by, spanOf(value, at, at + what.length)));
    from = at + what.length;
  }
  if (parts.length === 0) return value;
  if (from < value.text.length) parts.push(slice(value, from));
  return concat(parts);
}

/** Each value of each option by itself. */
export function splitFleetOptions(options: readonly FleetOption[]): readonly FleetOption[] {
  return options.flatMap((option) =>
    splitFleetValue(option.value).map((value) => ({ ...option, value })),
  );
}

export function expandFleetOptions(
  options: readonly FleetOption[],
  unit: string,
): readonly FleetOption[] {
  return options.map((option) => ({ ...option, value: expandFleetSpecifiers(option.value, unit) }));
}
