import type { Json, JsonObject } from '../manifest.ts';

/** An object inside a manifest, and the way to it. */
export interface Place {
  /** `spec.template.spec.containers[0]`; '' is the manifest itself. */
  readonly path: string;
  readonly value: JsonObject;
}

export const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const pathOf = (place: Place, field: string): string =>
  place.path === '' ? field : `${place.path}.${field}`;

export const has = ({ value }: Place, field: string): boolean => value[field] !== undefined;

/** The object in a field, or null. */
export function child(place: Place | null, field: string): Place | null {
  const value = place?.value[field];
  return place !== null && isMap(value) ? { path: pathOf(place, field), value } : null;
}

/** The object at the end of several fields, or null. */
export const descend = (place: Place | null, ...fields: readonly string[]): Place | null =>
  fields.reduce<Place | null>(child, place);

/** The objects of a list. */
export function children(place: Place | null, field: string): readonly Place[] {
  const value = place?.value[field];
  if (place === null || !isList(value)) return [];
  return value.flatMap((item, i) =>
    isMap(item) ? [{ path: `${pathOf(place, field)}[${i}]`, value: item }] : [],
  );
}

export function text(place: Place | null, field: string): string | null {
  const value = place?.value[field];
  return typeof value === 'string' ? value : null;
}

export function number(place: Place | null, field: string): number | null {
  const value = place?.value[field];
  return typeof value === 'number' ? value : null;
}

export const flag = (place: Place | null, field: string): boolean => place?.value[field] === true;

export function texts(place: Place | null, field: string): readonly string[] {
  const value = place?.value[field];
  return isList(value) ? value.filter((v) => typeof v === 'string') : [];
}

export function numbers(place: Place | null, field: string): readonly number[] {
  const value = place?.value[field];
  return isList(value) ? value.filter((v) => typeof v === 'number') : [];
}

/** Keys and texts of a map. */
export function entries(
  place: Place | null,
  field: string,
): readonly (readonly [string, string])[] {
  const value = place?.value[field];
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, v]) =>
    typeof v === 'string' || typeof v === 'number' ? [[key, String(v)] as const] : [],
  );
}
