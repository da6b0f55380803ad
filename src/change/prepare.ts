import type { Json, JsonObject } from '../manifest/manifest.ts';
import { PART_OF_LABEL, partOf } from './apply-set.ts';
import { isMap } from './compare.ts';
import { isIgnored } from './ignore.ts';

/**
 * The body of a server-side apply: no nulls (they own fields or fail), no status, nothing that the server gives, `stringData`
 * as `data` (keys that vanish from `stringData` would stay), the namespace said, the label of the set.
 */
export function prepare(object: JsonObject, namespace: string | null, setId: string): JsonObject {
  const { status: _, stringData, ...rest } = withoutNulls(object);
  const metadata = isMap(rest.metadata) ? rest.metadata : {};
  const {
    managedFields: _managed,
    resourceVersion: _version,
    uid: _uid,
    generation: _generation,
    creationTimestamp: _created,
    namespace: _namespace,
    ...kept
  } = metadata;
  const labels = isMap(metadata.labels) ? metadata.labels : {};
  return {
    ...rest,
    ...(object.kind === 'Secret' && isMap(stringData) && { data: asData(rest.data, stringData) }),
    metadata: {
      ...kept,
      ...(namespace !== null && { namespace }),
      labels: { ...labels, [PART_OF_LABEL]: setId },
    },
  };
}

function asData(data: Json | undefined, texts: JsonObject): JsonObject {
  const encoded = Object.entries(texts).map(([key, text]) => [
    key,
    Buffer.from(String(text), 'utf8').toString('base64'),
  ]);
  return { ...(isMap(data) ? data : {}), ...Object.fromEntries(encoded) };
}

/** The same map where nothing has to go: five thousand objects are not to be held twice. */
function withoutNulls(map: JsonObject): JsonObject {
  let left: Record<string, Json> | null = null;
  for (const key of Object.keys(map)) {
    const value = map[key];
    const clean = value === undefined || value === null ? undefined : cleaned(value);
    if (value !== undefined && clean === value) continue;
    left ??= { ...(map as Record<string, Json>) };
    if (clean === undefined) delete left[key];
    else left[key] = clean;
  }
  return left ?? map;
}

function cleaned(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isMap(value)) return withoutNulls(value);
  const list = (value as readonly Json[]).filter((item) => item !== null).map(cleaned);
  return list.length === value.length && list.every((item, i) => item === value[i]) ? value : list;
}

/** Why this object must not be sent at all, or null. */
export function refusalOf(object: JsonObject): string | null {
  if (partOf(object) !== null)
    return `it carries the label ${PART_OF_LABEL} already, which only the inventory may write`;
  const metadata = isMap(object.metadata) ? object.metadata : {};
  const annotations = isMap(metadata.annotations) ? metadata.annotations : {};
  const open = Object.entries(annotations).find(([key]) => key.endsWith('/unresolved'));
  return open === undefined ? null : `it is not resolved: ${String(open[1])}`;
}

/** The object without what the server keeps for itself (`ignore.ts`): what is shown, and what a digest covers. */
export function essence(object: JsonObject): JsonObject {
  return essenceOf(object, String(object.kind ?? ''), []);
}

const isEmpty = (value: Json): boolean => isMap(value) && Object.keys(value).length === 0;

/** The same map where nothing has to go. */
function essenceOf(map: JsonObject, kind: string, path: readonly string[]): JsonObject {
  const left: Record<string, Json | undefined> = {};
  let isSame = true;
  for (const key of Object.keys(map)) {
    const value = map[key];
    const here = [...path, key];
    if (value === undefined || isIgnored(kind, here)) {
      isSame = false;
      continue;
    }
    // Rules name no field deeper than metadata.annotations.NAME.
    const inner = isMap(value) && here.length < 3 ? essenceOf(value, kind, here) : value;
    isSame &&= inner === value;
    // What holds nothing else than what goes, goes with it: annotations that a controller began.
    if (inner === value || !isEmpty(inner)) left[key] = inner;
  }
  return isSame ? map : left;
}
