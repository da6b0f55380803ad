import type { Json, JsonObject } from '../manifest/manifest.ts';

/**
 * The same object as `after`, made of the parts of `before` wherever both are equal: two states of five thousand objects
 * take little more room than one, and what is shared need not be compared.
 */
export const shareWith = (before: JsonObject, after: JsonObject): JsonObject =>
  shareMaps(before, after);

function shared(before: Json | undefined, after: Json | undefined): Json | undefined {
  if (before === after || before === undefined) return after;
  if (isList(before)) return isList(after) ? shareLists(before, after) : after;
  return isMap(before) && isMap(after) ? shareMaps(before, after) : after;
}

function shareMaps(before: JsonObject, after: JsonObject): JsonObject {
  const made: Record<string, Json | undefined> = {};
  const keys = Object.keys(after);
  let isSame = keys.length === Object.keys(before).length;
  for (const key of keys) {
    const value = shared(before[key], after[key]);
    made[key] = value;
    if (value !== before[key] || !(key in before)) isSame = false;
  }
  return isSame ? before : made;
}

function shareLists(before: readonly Json[], after: readonly Json[]): readonly Json[] {
  const made = after.map((item, i) => shared(before[i], item) ?? null);
  return made.length === before.length && made.every((item, i) => item === before[i])
    ? before
    : made;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
