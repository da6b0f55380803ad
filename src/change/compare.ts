import type { Json, JsonObject } from '../manifest/manifest.ts';
import { isIgnored } from './ignore.ts';
import { keysOfList } from './list-keys.ts';
import { isSameValue } from './same-value.ts';

/** One field that differs. `undefined`: it is not there on that side. */
export interface FieldChange {
  /** `spec.template.spec.containers[web].env[A].value` */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/**
 * What differs between two states of one object, in the order of the fields, the fields of `after` first. Lists whose
 * items have names are compared by them; quantities and ports by what they mean; what the server keeps for itself not at
 * all.
 */
export function compareObjects(before: JsonObject, after: JsonObject): readonly FieldChange[] {
  const kind = String(after.kind ?? before.kind ?? '');
  const changes: FieldChange[] = [];
  compareMaps(before, after, { kind, path: [], shown: '' }, changes);
  return changes;
}

interface Place {
  readonly kind: string;
  /** Names only, keyed items left out: what rules look at. */
  readonly path: readonly string[];
  /** For people. */
  readonly shown: string;
}

function compareMaps(
  before: JsonObject,
  after: JsonObject,
  place: Place,
  into: FieldChange[],
): void {
  const keys = [...Object.keys(after), ...Object.keys(before).filter((key) => !(key in after))];
  for (const key of keys) {
    if (before[key] === after[key]) continue;
    const shown = place.shown === '' ? quoted(key) : `${place.shown}${dotted(key)}`;
    compareValues(before[key], after[key], { ...place, path: [...place.path, key], shown }, into);
  }
}

function compareValues(
  before: Json | undefined,
  after: Json | undefined,
  place: Place,
  into: FieldChange[],
): void {
  if (isIgnored(place.kind, place.path) || isSameValue(place.path, before, after)) return;
  if (isMap(before) && isMap(after)) compareMaps(before, after, place, into);
  else if (isList(before) && isList(after)) compareLists(before, after, place, into);
  else if (isFilled(after) && before === undefined) compareMaps({}, after, place, into);
  else if (isFilled(before) && after === undefined) compareMaps(before, {}, place, into);
  else into.push({ path: place.shown, before, after });
}

function compareLists(
  before: readonly Json[],
  after: readonly Json[],
  place: Place,
  into: FieldChange[],
): void {
  const keys = keysOfList(place.path);
  if (keys === null || ![...before, ...after].every(isMap))
    comparePlainLists(before, after, place, into);
  else compareKeyedLists(before.filter(isMap), after.filter(isMap), keys, place, into);
}

function compareKeyedLists(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  keys: readonly string[],
  place: Place,
  into: FieldChange[],
): void {
  const old = new Map(before.map((item) => [keyOf(item, keys), item]));
  const now = new Map(after.map((item) => [keyOf(item, keys), item]));
  for (const [key, item] of now)
    compareItems(old.get(key), item, { ...place, shown: `${place.shown}[${key}]` }, into);
  for (const [key, item] of old)
    if (!now.has(key))
      into.push({ path: `${place.shown}[${key}]`, before: item, after: undefined });
  if (orderMatters(place.path, after) && !sameOrder([...old.keys()], [...now.keys()]))
    into.push({ path: `${place.shown} (order)`, before: [...old.keys()], after: [...now.keys()] });
}

function compareItems(
  before: JsonObject | undefined,
  after: JsonObject,
  place: Place,
  into: FieldChange[],
): void {
  if (before === undefined) into.push({ path: place.shown, before: undefined, after });
  else if (before !== after) compareMaps(before, after, place, into);
}

function comparePlainLists(
  before: readonly Json[],
  after: readonly Json[],
  place: Place,
  into: FieldChange[],
): void {
  const inner: FieldChange[] = [];
  const length = Math.max(before.length, after.length);
  for (let i = 0; i < length; i++)
    compareValues(before[i], after[i], { ...place, shown: `${place.shown}[${i}]` }, inner);
  if (inner.length === 0) return;
  if (before.length === after.length && inner.length < length) into.push(...inner);
  else into.push({ path: place.shown, before, after });
}

/** Init containers start one after the other; a variable may use those before it. */
function orderMatters(path: readonly string[], after: readonly JsonObject[]): boolean {
  const list = path.at(-1);
  if (list === 'initContainers') return true;
  return list === 'env' && after.some((item) => String(item.value ?? '').includes('$('));
}

/** Of the items that both have. */
function sameOrder(before: readonly string[], after: readonly string[]): boolean {
  const [shared, now] = [
    before.filter((k) => after.includes(k)),
    after.filter((k) => before.includes(k)),
  ];
  return shared.every((key, i) => key === now[i]);
}

function keyOf(item: JsonObject, keys: readonly string[]): string {
  return keys
    .map((key) => String(fieldAt(item, key) ?? (key === 'protocol' ? 'TCP' : '')))
    .join('/');
}

function fieldAt(item: JsonObject, path: string): Json | undefined {
  return path
    .split('.')
    .reduce<Json | undefined>((value, key) => (isMap(value) ? value[key] : undefined), item);
}

export const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFilled = (value: Json | undefined): value is JsonObject =>
  isMap(value) && Object.keys(value).length > 0;

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const isPlainKey = (key: string): boolean => /^[A-Za-z][A-Za-z0-9]*$/.test(key);
const quoted = (key: string): string => (isPlainKey(key) ? key : `[${key}]`);
const dotted = (key: string): string => (isPlainKey(key) ? `.${key}` : `[${key}]`);
