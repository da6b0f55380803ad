import { quantityOf } from '../manifest/check/quantity.ts';
import type { Json, JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';
import {
  below,
  type FieldPath,
  type Fields,
  isOwned,
  isSet,
  isWhole,
  keyNamesOf,
  type Owners,
  stepOfItem,
  vanishedFields,
} from './managed-fields.ts';
import { isSameValue } from './same-value.ts';

/**
 * What server-side apply would make of a live object: nothing new; a change for sure; or only the server can tell. `after` is
 * the object then, without what the server would add by itself.
 */
export interface Foreseen {
  readonly verdict: 'same' | 'changed' | 'unclear';
  readonly after: JsonObject;
  /** It says more than was there: what the server does not know may vanish without a word. */
  readonly isMore: boolean;
}

/**
 * `same` only when each field that we say is ours and has our value, and we own none that we say no longer. `changed` only
 * when a field gets another value that no default and no spelling can explain, and nobody else owns it. All else is unclear.
 */
export function foresee(desired: JsonObject, live: JsonObject, owners: Owners): Foreseen {
  const { own, others } = owners;
  const kind = String(desired.kind ?? '');
  const work: Work = { kind, changes: [], isMore: false, isUnclear: own === null };
  const after = mergeMaps(live, desired, { fields: own ?? {}, steps: [], names: [] }, work);
  if (own !== null && vanishedFields(own, desired).length > 0) work.isUnclear = true;
  const { changes, isUnclear, isMore } = work;
  const isContested = changes.some((path) => others.some((o) => isOwned(o.fields, path)));
  if (isUnclear || isContested) return { verdict: 'unclear', after, isMore };
  return { verdict: changes.length > 0 ? 'changed' : 'same', after, isMore };
}

interface Work {
  readonly kind: string;
  readonly changes: FieldPath[];
  isMore: boolean;
  isUnclear: boolean;
}

interface Place {
  /** What we own there; undefined: not even the place. */
  readonly fields: Fields | undefined;
  readonly steps: FieldPath;
  /** Names only, keys of items left out. */
  readonly names: readonly string[];
}

/** Not in any set of fields: they name the object. */
const isIdentity = (key: string, { names }: Place): boolean =>
  names.length === 0
    ? key === 'apiVersion' || key === 'kind'
    : names.length === 1 && names[0] === 'metadata' && (key === 'name' || key === 'namespace');

/** Unchanged parts are those of `live` themselves. */
function mergeMaps(live: JsonObject, ours: JsonObject, place: Place, work: Work): JsonObject {
  let after = live;
  for (const key of Object.keys(ours)) {
    const value = ours[key];
    // Most are.
    if (value === live[key] || isIdentity(key, place)) continue;
    const step = `f:${key}`;
    const inner = {
      fields: below(place.fields, step),
      steps: [...place.steps, step],
      names: [...place.names, key],
    };
    const merged = mergeValues(live[key], value, inner, work);
    if (merged !== live[key]) after = { ...after, [key]: merged };
  }
  return after;
}

function mergeValues(
  live: Json | undefined,
  ours: Json | undefined,
  place: Place,
  work: Work,
): Json | undefined {
  if (ours === undefined) return live;
  if (live === undefined) return mergeNew(ours, place, work);
  if (isMap(live) && isMap(ours) && !isAtomic(place.fields))
    return mergeMaps(live, ours, place, work);
  if (isList(live) && isList(ours)) return mergeLists(live, ours, place, work);
  return mergeWhole(live, ours, place, work);
}

function mergeLists(live: readonly Json[], ours: readonly Json[], place: Place, work: Work): Json {
  const names = place.fields === undefined ? null : keyNamesOf(place.fields);
  if (names !== null) return mergeItems(live, ours, names, place, work);
  return place.fields !== undefined && isSet(place.fields)
    ? mergeSets(live, ours, place, work)
    : mergeWhole(live, ours, place, work);
}

function mergeWhole(live: Json, ours: Json, place: Place, work: Work): Json {
  const compared = compareWhole(live, ours, place, work.kind);
  if (compared === 'unclear') work.isUnclear = true;
  if (compared === 'differs') work.changes.push(place.steps);
  if (compared === 'differs' && typeof ours === 'object') work.isMore = true;
  return compared === 'same' ? live : ours;
}

/** The server leaves out what is empty; what else is ours and not there, it drops or calls otherwise. */
function mergeNew(ours: Json, place: Place, work: Work): Json | undefined {
  const isKnown = place.fields !== undefined;
  if (isZero(ours) && isKnown) return undefined;
  work.isMore = true;
  if (isZero(ours) || isKnown) work.isUnclear = true;
  else work.changes.push(place.steps);
  return ours;
}

const isAtomic = (fields: Fields | undefined): boolean => fields !== undefined && isWhole(fields);

function mergeItems(
  live: readonly Json[],
  ours: readonly Json[],
  names: readonly string[],
  { fields, steps, names: path }: Place,
  work: Work,
): readonly Json[] {
  const stepOf = (item: Json): string => (isMap(item) ? stepOfItem(item, names) : '');
  const there = new Map(live.map((item, i) => [stepOf(item), i]));
  const after = [...live];
  let last = -1;
  for (const item of ours) {
    const step = stepOf(item);
    const index = there.get(step);
    const inner = { fields: below(fields, step), steps: [...steps, step], names: path };
    const old = index === undefined ? undefined : live[index];
    after[index ?? after.length] = mergeValues(old, item, inner, work) ?? null;
    // The order may mean something (env, initContainers), and a key that is there twice says nothing.
    if (index !== undefined && index <= last) work.isUnclear = true;
    last = index ?? last;
  }
  const isSame = after.length === live.length && after.every((item, i) => item === live[i]);
  return isSame ? live : after;
}

function mergeSets(
  live: readonly Json[],
  ours: readonly Json[],
  place: Place,
  work: Work,
): readonly Json[] {
  const more = ours.filter((item) => !live.includes(item));
  if (more.length > 0) work.isMore = true;
  for (const item of more) work.changes.push([...place.steps, `v:${JSON.stringify(item)}`]);
  return more.length === 0 ? live : [...live, ...more];
}

type Compared = 'same' | 'differs' | 'unclear';

/** What is owned as a whole, or by nobody yet: what the server may have put into it makes it unclear. */
function compareWhole(
  live: Json | undefined,
  ours: Json | undefined,
  place: Place,
  kind: string,
): Compared {
  if (isMap(live) && isMap(ours)) return compareWholeMaps(live, ours, place, kind);
  if (isList(live) && isList(ours)) {
    if (place.fields === undefined) return 'unclear';
    // Admission puts tolerations into the list of a Pod.
    if (live.length !== ours.length) return live.length > ours.length ? 'unclear' : 'differs';
    return worst(ours.map((item, i) => compareWhole(live[i], item, place, kind)));
  }
  return compareScalars(live, ours, place, kind);
}

function compareWholeMaps(
  live: JsonObject,
  ours: JsonObject,
  place: Place,
  kind: string,
): Compared {
  const keys = new Set([...Object.keys(live), ...Object.keys(ours)]);
  return worst(
    [...keys].map((key) => {
      const names = [...place.names, key];
      if (ours[key] === undefined) return isDefault(names, live[key]) ? 'same' : 'unclear';
      if (live[key] === undefined) return isZero(ours[key]) ? 'same' : 'unclear';
      return compareWhole(live[key], ours[key], { ...place, names }, kind);
    }),
  );
}

/** The version that a reference to a field of the Pod is read in. */
const isDefault = (names: readonly string[], value: Json | undefined): boolean =>
  names.at(-2) === 'fieldRef' && names.at(-1) === 'apiVersion' && value === 'v1';

const worst = (all: readonly Compared[]): Compared =>
  all.includes('unclear') ? 'unclear' : all.includes('differs') ? 'differs' : 'same';

function compareScalars(
  live: Json | undefined,
  ours: Json | undefined,
  { names }: Place,
  kind: string,
): Compared {
  if (isSameValue(names, live, ours)) return 'same';
  if (typeof live !== typeof ours || isZero(ours) || typeof ours === 'object') return 'unclear';
  if (typeof live !== 'string' || typeof ours !== 'string') return 'differs';
  // Only data of Secrets is base64; quantities of custom resources stand anywhere.
  if (kind === 'Secret' && names[0] === 'data' && !isCanonical(ours)) return 'unclear';
  const [a, b] = [quantityOf(live), quantityOf(ours)];
  return a !== null && b !== null && a === b ? 'unclear' : 'differs';
}

const isCanonical = (base64: string): boolean =>
  Buffer.from(base64, 'base64').toString('base64') === base64;

/** What Go leaves out, or takes for not said. */
const isZero = (value: Json | undefined): boolean =>
  value === 0 ||
  value === '' ||
  value === false ||
  value === null ||
  value === undefined ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
