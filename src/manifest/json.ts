import type { Json, JsonObject } from './manifest.ts';

/** An object without the fields that are not said: undefined, never null (mapping H99). */
export function object(fields: Readonly<Record<string, Json | null | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** Nothing is written for an empty list. */
export const unlessEmpty = <T extends Json>(list: readonly T[]): readonly T[] | null =>
  list.length > 0 ? list : null;

/** Nothing is written for an empty map. */
export const unlessBare = (
  map: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> | null => (Object.keys(map).length > 0 ? map : null);

/** Nothing is written for the value that Kubernetes takes anyway. */
export const ifTrue = (flag: boolean): true | null => (flag ? true : null);

/** By code unit, whatever the locale of the machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A map with its keys in order. */
export const sortedMap = <T>(map: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => compareText(a, b)));
