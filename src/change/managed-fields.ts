import type { Json, JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';

/**
 * Who owns which fields, by `metadata.managedFields`. A set of fields is a tree of `FieldsV1`: `f:NAME` a field,
 * `k:{"name":"x"}` an item of a list with keys, `v:"x"` an item of a list that is a set, `.` the place itself; a place without
 * places below it is owned as a whole.
 */
export type Fields = JsonObject;

/** A place in a set of fields: `f:spec`, `f:containers`, `k:{"name":"web"}`, `f:image`. */
export type FieldPath = readonly string[];

export interface Owner {
  readonly manager: string;
  readonly fields: Fields;
}

export interface Owners {
  /** What a manager has applied in this version of the API; null: nothing, or in another version. */
  readonly own: Fields | null;
  readonly others: readonly Owner[];
}

export function ownersOf(live: JsonObject, manager: string, apiVersion: string): Owners {
  const { metadata } = live;
  const managed = isMap(metadata) ? metadata.managedFields : undefined;
  const entries = (Array.isArray(managed) ? managed : []).filter(isMap);
  const isOwn = (entry: JsonObject): boolean =>
    entry.manager === manager && entry.operation === 'Apply' && entry.subresource === undefined;
  const own = entries.find((entry) => isOwn(entry) && entry.apiVersion === apiVersion);
  return {
    own: own === undefined ? null : fieldsOf(own),
    others: entries
      .filter((entry) => !isOwn(entry))
      .map((entry) => ({ manager: String(entry.manager ?? ''), fields: fieldsOf(entry) })),
  };
}

const fieldsOf = ({ fieldsV1 }: JsonObject): Fields => (isMap(fieldsV1) ? fieldsV1 : {});

/** The set below a place; undefined: the place is not in the set. */
export function below(fields: Fields | undefined, step: string): Fields | undefined {
  const inner = fields?.[step];
  return isMap(inner) ? inner : undefined;
}

/** Fields that are owned as a whole end a set early; so does the end of the path. */
export function isOwned(fields: Fields, path: FieldPath): boolean {
  let here = fields;
  for (const step of path) {
    const inner = below(here, step);
    if (inner === undefined) return false;
    if (isWhole(inner)) return true;
    here = inner;
  }
  return true;
}

export const isWhole = (fields: Fields): boolean => {
  for (const step in fields) if (step !== '.') return false;
  return true;
};

/** The fields that name the items of a list with keys, sorted as the server does; null: it is none. */
export function keyNamesOf(fields: Fields): readonly string[] | null {
  const step = firstStep(fields, 'k:');
  if (step === undefined) return null;
  if (/^k:\{"name":"[^"]*"\}$/.test(step)) return BY_NAME;
  const key = parsed(step.slice(2));
  return isMap(key) ? Object.keys(key).sort() : null;
}

const BY_NAME: readonly string[] = ['name'];

export const isSet = (fields: Fields): boolean => firstStep(fields, 'v:') !== undefined;

function firstStep(fields: Fields, kind: 'k:' | 'v:'): string | undefined {
  for (const step in fields) if (step.startsWith(kind)) return step;
  return undefined;
}

/** `k:{"name":"x"}` of an item. A protocol that is not said is TCP. */
export function stepOfItem(item: JsonObject, names: readonly string[]): string {
  if (names === BY_NAME) return `k:{"name":${JSON.stringify(item.name)}}`;
  const pairs = names.map((name) => [
    name,
    item[name] ?? (name === 'protocol' ? 'TCP' : undefined),
  ]);
  return `k:${JSON.stringify(Object.fromEntries(pairs))}`;
}

/** What we applied and say no longer: the paths of its fields, each as deep as the set goes. */
export function vanishedFields(own: Fields, desired: JsonObject): readonly FieldPath[] {
  const found: FieldPath[] = [];
  collectVanished(own, desired, [], found);
  return found;
}

function collectVanished(
  fields: Fields,
  value: Json | undefined,
  path: FieldPath,
  into: FieldPath[],
): void {
  const items = itemsOf(value, fields);
  for (const step in fields) {
    const inner = fields[step];
    if (step === '.' || !isMap(inner)) continue;
    const there = valueAtStep(value, step, items);
    if (there !== undefined && isWhole(inner)) continue;
    if (isWhole(inner)) into.push([...path, step]);
    else collectVanished(inner, there, [...path, step], into);
  }
}

/** By key; null: no list with keys. */
function itemsOf(value: Json | undefined, fields: Fields): ReadonlyMap<string, JsonObject> | null {
  const names = Array.isArray(value) ? keyNamesOf(fields) : null;
  if (names === null || !Array.isArray(value)) return null;
  return new Map(value.filter(isMap).map((item) => [stepOfItem(item, names), item]));
}

function valueAtStep(
  value: Json | undefined,
  step: string,
  items: ReadonlyMap<string, JsonObject> | null,
): Json | undefined {
  if (step.startsWith('f:')) return isMap(value) ? value[step.slice(2)] : undefined;
  if (step.startsWith('k:')) return items?.get(step);
  const wanted = parsed(step.slice(2));
  return Array.isArray(value) ? value.find((item) => item === wanted) : undefined;
}

/** As the server names it in conflicts: `.spec.template.spec.containers[name="web"].image`. */
export const shownPath = (path: FieldPath): string =>
  path
    .map((step) => {
      if (step.startsWith('f:')) return `.${step.slice(2)}`;
      const key = parsed(step.slice(2));
      if (!step.startsWith('k:') || !isMap(key)) return `[=${step.slice(2)}]`;
      const pairs = Object.entries(key).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
      return `[${pairs.join(',')}]`;
    })
    .join('');

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
