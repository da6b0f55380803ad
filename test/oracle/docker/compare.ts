import type { Body } from './client.ts';

/** Each field that is not the same on both sides. */
export function differingFields(ours: Body, theirs: Body, plain: Body): readonly string[] {
  const mine = tellingFields(ours, plain);
  const told = tellingFields(theirs, plain);
  return [...new Set([...mine.keys(), ...told.keys()])]
    .toSorted()
    .filter((path) => mine.get(path) !== told.get(path))
    .map((path) => `  ${path}: ours ${mine.get(path)}, theirs ${told.get(path)}`);
}

/** Fields of a create request that say something: what a plain `docker create` sends as well is left out. */
function tellingFields(body: Body, plain: Body): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [path, value] of flat(body)) {
    const usual = path === 'Image' ? null : valueAt(plain, path);
    const told = print(path, value);
    if (told !== null && told !== print(path, usual)) fields.set(path, told);
  }
  return fields;
}

const GROUPS = ['HostConfig'];

function flat(body: Body): readonly (readonly [string, unknown])[] {
  return Object.entries(body).flatMap(([key, value]) =>
    GROUPS.includes(key) && isObject(value)
      ? Object.entries(value).map(([inner, v]) => [`${key}.${inner}`, v] as const)
      : [[key, value] as const],
  );
}

function valueAt(body: Body, path: string): unknown {
  const [group = '', key] = path.split('.');
  const value = body[group];
  return key === undefined ? value : isObject(value) ? value[key] : null;
}

/** Lists that the client makes of a map, whose order means nothing. */
const UNORDERED = ['Env', 'HostConfig.Binds'];
/** Emptiness says something here. */
const TOLD_WHEN_EMPTY = ['HostConfig.MaskedPaths', 'HostConfig.ReadonlyPaths', 'StopTimeout'];

/** null: it says nothing. */
function print(path: string, value: unknown): string | null {
  if (TOLD_WHEN_EMPTY.includes(path))
    return value === null || value === undefined ? null : JSON.stringify(value);
  const pruned = prune(value, path.slice(path.lastIndexOf('.') + 1));
  if (isEmpty(pruned)) return null;
  const ordered = UNORDERED.includes(path) && Array.isArray(pruned) ? pruned.toSorted() : pruned;
  return JSON.stringify(ordered);
}

/** Maps whose keys or empty values are the user's. */
const MAPS =
  /^(Labels|Sysctls|Tmpfs|StorageOpt|Config|Annotations|Options|DriverOpts|ExposedPorts|Volumes|PortBindings)$/;

function prune(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((item) => prune(item, ''));
  if (!isObject(value)) return value;
  const sorted = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (MAPS.test(key)) return Object.fromEntries(sorted);
  const kept = sorted.map(([k, v]) => [k, prune(v, k)] as const).filter(([, v]) => !isEmpty(v));
  return key === 'EndpointsConfig'
    ? Object.fromEntries(sorted.map(([k, v]) => [k, prune(v, k)]))
    : Object.fromEntries(kept);
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === null || value === undefined || value === '' || value === 0 || value === false;
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
