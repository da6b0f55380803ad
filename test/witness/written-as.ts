import type { WitnessCase } from './case.ts';

/**
 * ` (vector-12: "a\\ b")` where a case says what the unit writes at a word or a variable: of words it is the nearest mark
 * before them. Empty where it does not say it.
 */
export function writtenAs(
  { marks = {} }: WitnessCase,
  field: string,
  argv: readonly string[],
): string {
  const index = /^argv\[(\d+)\]$/.exec(field)?.[1];
  const name =
    index === undefined
      ? /^env\.(.*)$/s.exec(field)?.[1]
      : argv.slice(0, Number(index) + 1).findLast((word) => Object.hasOwn(marks, word));
  const source = name !== undefined && Object.hasOwn(marks, name) ? marks[name] : undefined;
  return source === undefined ? '' : ` (${name}: ${JSON.stringify(source)})`;
}
