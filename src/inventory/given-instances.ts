import type { GivenInstances } from './inventory.ts';

/** Wrong use of `--instances`. */
export class WrongInstances extends Error {}

/** More would be a slip of the pen: fleet's largest known clusters ran a few thousand units. */
const LARGEST_RANGE = 10_000;

/** `web@=1..3`, `web@=blue,green`, also with `.service`; both forms mix: `web@=1..3,canary`. Throws `WrongInstances`. */
export function readGivenInstances(text: string): GivenInstances {
  const [, prefix, type = 'service', list] = /^([^@=]*)@(?:\.([a-z]+))?=(.+)$/.exec(text) ?? [];
  if (prefix === undefined || list === undefined)
    throw new WrongInstances(`--instances ${text}: expected NAME@=1..3 or NAME@=blue,green`);
  const instances = list.split(',').flatMap((item) => readItem(text, item.trim()));
  return { template: `${prefix}@.${type}`, instances: [...new Set(instances)] };
}

function readItem(whole: string, item: string): readonly string[] {
  const [, first, last] = /^(\d+)\.\.(\d+)$/.exec(item) ?? [];
  if (first === undefined || last === undefined) {
    if (!/^[A-Za-z0-9:_.@\\-]+$/.test(item))
      throw new WrongInstances(`--instances ${whole}: ${JSON.stringify(item)} is no instance name`);
    return [item];
  }
  const [from, to] = [Number(first), Number(last)];
  if (to < from || to - from >= LARGEST_RANGE)
    throw new WrongInstances(
      `--instances ${whole}: ${item} is no range of 1 to ${LARGEST_RANGE} instances`,
    );
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}
