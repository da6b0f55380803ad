import type { Json, JsonObject } from '../../manifest/manifest.ts';
import { isMap } from '../compare.ts';

/** Readers of live objects. What is absent, or of another type than the API says, is null. */
export function fieldAt(object: JsonObject, ...path: readonly string[]): Json | undefined {
  let value: Json | undefined = object;
  for (const key of path) value = isMap(value) ? value[key] : undefined;
  return value;
}

export function numberAt(object: JsonObject, ...path: readonly string[]): number | null {
  const value = fieldAt(object, ...path);
  return typeof value === 'number' ? value : null;
}

export function textAt(object: JsonObject, ...path: readonly string[]): string | null {
  const value = fieldAt(object, ...path);
  return typeof value === 'string' ? value : null;
}

/** The maps of a list; anything else in it is passed over. */
export function mapsAt(object: JsonObject, ...path: readonly string[]): readonly JsonObject[] {
  const value = fieldAt(object, ...path);
  return Array.isArray(value) ? value.filter(isMap) : [];
}

/** Time of an RFC 3339 field in milliseconds since 1970. */
export function timeAt(object: JsonObject, ...path: readonly string[]): number | null {
  const time = Date.parse(textAt(object, ...path) ?? '');
  return Number.isNaN(time) ? null : time;
}

/** One entry of `status.conditions`. */
export interface Condition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  /** Milliseconds since 1970, or null. */
  readonly since: number | null;
}

export function conditionOf(object: JsonObject, type: string): Condition | null {
  const found = mapsAt(object, 'status', 'conditions').find((c) => c.type === type);
  if (found === undefined) return null;
  return {
    status: textAt(found, 'status') ?? '',
    reason: textAt(found, 'reason') ?? '',
    message: textAt(found, 'message') ?? '',
    since: timeAt(found, 'lastTransitionTime'),
  };
}

/** What a condition says, best first: its message, its reason, the fallback. */
export const wordsOf = (condition: Condition | null, fallback: string): string =>
  condition?.message || condition?.reason || fallback;

/** `deployments.apps` have the group `apps`; the core group is empty. */
export function groupKindOf(object: JsonObject): string {
  const version = textAt(object, 'apiVersion') ?? '';
  const group = version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
  const kind = textAt(object, 'kind') ?? '';
  return group === '' ? kind : `${kind}.${group}`;
}
