import type { Json, JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';

/**
 * Fields as the server names them in conflicts: `.spec.template.spec.containers[name="web"].image`, `.data.app.conf`,
 * `.spec.ports[port=80,protocol="TCP"].name`, `.metadata.finalizers[="x"]`. Dots in keys are not quoted, so a path can only be
 * read along an object.
 */
export function valueAt(object: JsonObject, path: string): Json | undefined {
  return walk(object, path)?.value;
}

/** The object without that field; itself where it has none. */
export function without(object: JsonObject, path: string): JsonObject {
  const steps = walk(object, path)?.steps;
  if (steps === undefined || steps.length === 0) return object;
  const left = removed(object, steps);
  return isMap(left) ? left : object;
}

type Step = string | number;

function walk(
  value: Json | undefined,
  path: string,
  steps: readonly Step[] = [],
): { readonly value: Json; readonly steps: readonly Step[] } | null {
  if (value === undefined) return null;
  if (path === '') return { value, steps };
  if (path.startsWith('.') && isMap(value)) return walkMap(value, path.slice(1), steps);
  if (path.startsWith('[') && Array.isArray(value)) return walkList(value, path, steps);
  return null;
}

function walkMap(map: JsonObject, rest: string, steps: readonly Step[]): ReturnType<typeof walk> {
  const keys = Object.keys(map).filter(
    (key) => rest === key || (rest.startsWith(key) && /^[.[]/.test(rest.slice(key.length))),
  );
  // The longest first: `app.conf` before `app`.
  for (const key of keys.sort((a, b) => b.length - a.length)) {
    const found = walk(map[key], rest.slice(key.length), [...steps, key]);
    if (found !== null) return found;
  }
  return null;
}

function walkList(
  list: readonly Json[],
  path: string,
  steps: readonly Step[],
): ReturnType<typeof walk> {
  const end = endOfBracket(path);
  const wanted = itemOf(path.slice(1, end));
  const index = typeof wanted === 'number' ? wanted : list.findIndex(wanted);
  return index < 0 ? null : walk(list[index], path.slice(end + 1), [...steps, index]);
}

/** Index of the `]` that closes the first `[`, quotes passed over. */
function endOfBracket(path: string): number {
  const match = /^\[(?:"(?:[^"\\]|\\.)*"|[^"\]])*\]/.exec(path);
  return match === null ? path.length : match[0].length - 1;
}

function itemOf(text: string): number | ((item: Json) => boolean) {
  if (/^\d+$/.test(text)) return Number(text);
  if (text.startsWith('=')) {
    const value = parsed(text.slice(1));
    return (item) => item === value;
  }
  const pairs = [...text.matchAll(/([^=,]+)=("(?:[^"\\]|\\.)*"|[^,]*)/g)].map(
    ([, key = '', value = '']) => [key, parsed(value)] as const,
  );
  return (item) =>
    isMap(item) &&
    pairs.every(
      ([key, value]) => (item[key] ?? (key === 'protocol' ? 'TCP' : undefined)) === value,
    );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function removed(value: Json | undefined, [first, ...rest]: readonly Step[]): Json | undefined {
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_, i) => i !== first)
      : value.map((item, i) => (i === first ? (removed(item, rest) ?? null) : item));
  if (!isMap(value) || typeof first !== 'string') return value;
  const { [first]: inner, ...others } = value;
  if (rest.length === 0) return others;
  return { ...value, [first]: removed(inner, rest) };
}
