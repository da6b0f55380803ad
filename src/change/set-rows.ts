import type { JsonObject, Manifest } from '../manifest/manifest.ts';
import { asJson } from '../manifest/print.ts';
import { compareObjects, isMap } from './compare.ts';
import { type ChangeRow, idOf, keyOfId } from './row.ts';

/**
 * What differs between two conversions, object by object: created, removed, changed field by field, moved (the same object,
 * made of another unit), unchanged. Sorted by kind and name. Linear in the number of objects.
 */
export function rowsBetween(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly ChangeRow[] {
  const old = byKey(before);
  const now = byKey(after);
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys.map((key) => rowOf(old.get(key) ?? null, now.get(key) ?? null));
}

function byKey(manifests: readonly Manifest[]): ReadonlyMap<string, JsonObject> {
  return new Map(manifests.map((m) => [keyOfId(idOf(m)), asJson(m)]));
}

function rowOf(before: JsonObject | null, after: JsonObject | null): ChangeRow {
  const state = { before, after, conflicts: [], why: null };
  const units = sourceUnits(after ?? before);
  const object = idOf(after ?? before ?? {});
  if (before === null)
    return { ...state, action: 'create', object, units, unitsBefore: null, fields: [] };
  if (after === null)
    return { ...state, action: 'remove', object, units, unitsBefore: null, fields: [] };
  const fields = compareObjects(before, after);
  const unitsBefore = sourceUnits(before);
  const moved = units.join() !== unitsBefore.join();
  return {
    ...state,
    action: moved ? 'move' : fields.length > 0 ? 'change' : 'unchanged',
    object,
    units,
    unitsBefore: moved ? unitsBefore : null,
    fields,
  };
}

/** From the annotation `PREFIX/source-units` (mapping A26), whatever the prefix. */
export function sourceUnits(object: JsonObject | null): readonly string[] {
  const metadata = object?.metadata;
  const annotations = isMap(metadata) ? metadata.annotations : undefined;
  if (!isMap(annotations)) return [];
  const text = Object.entries(annotations).find(([key]) => key.endsWith('/source-units'))?.[1];
  return typeof text === 'string'
    ? text
        .split(',')
        .map((unit) => unit.trim())
        .sort()
    : [];
}
