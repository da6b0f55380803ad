import type { Json, JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';
import { keysOfList } from './list-keys.ts';

/**
 * What server-side apply would roughly make of both, where the server cannot be asked: our fields over those that are
 * there, items of keyed lists by key. What we no longer say stays, since only the server knows whose it is.
 */
export const overlay = (live: JsonObject, ours: JsonObject): JsonObject => overMap(live, ours, []);

function overMap(live: JsonObject, ours: JsonObject, path: readonly string[]): JsonObject {
  const changed = Object.entries(ours).map(([key, value]) => [
    key,
    over(live[key], value, [...path, key]),
  ]);
  return { ...live, ...Object.fromEntries(changed) };
}

function over(
  live: Json | undefined,
  ours: Json | undefined,
  path: readonly string[],
): Json | undefined {
  if (isMap(live) && isMap(ours)) return overMap(live, ours, path);
  if (!Array.isArray(live) || !Array.isArray(ours)) return ours;
  const keys = keysOfList(path);
  if (keys === null || ![...live, ...ours].every(isMap)) return ours;
  const there = new Map(live.filter(isMap).map((item) => [nameOf(item, keys), item]));
  return ours.filter(isMap).map((item) => {
    const old = there.get(nameOf(item, keys));
    return old === undefined ? item : overMap(old, item, path);
  });
}

const nameOf = (item: JsonObject, keys: readonly string[]): string =>
  keys.map((key) => String(item[key] ?? (key === 'protocol' ? 'TCP' : ''))).join('/');
