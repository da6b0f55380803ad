/** JSON, as it goes over the wire. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The body of a create request while it is put together. Paths are `HostConfig.Memory`; `#name` is no field of it. */
export interface Draft {
  set(path: string, value: Json): void;
  /** Adds to a list. */
  push(path: string, value: Json): void;
  /** Adds to an object. */
  put(path: string, key: string, value: Json): void;
  get(path: string): Json | undefined;
  remove(path: string): void;
  finish(): { readonly [key: string]: Json };
}

export function openDraft(): Draft {
  const values = new Map<string, Json>();
  return {
    set: (path, value) => void values.set(path, value),
    push: (path, value) => {
      const list = values.get(path);
      values.set(path, [...(Array.isArray(list) ? list : []), value]);
    },
    put: (path, key, value) => {
      const known = values.get(path);
      const object =
        typeof known === 'object' && known !== null && !Array.isArray(known) ? known : {};
      values.set(path, { ...object, [key]: value });
    },
    get: (path) => values.get(path),
    remove: (path) => void values.delete(path),
    finish: () => nest(values),
  };
}

function nest(values: ReadonlyMap<string, Json>): { readonly [key: string]: Json } {
  const root: { [key: string]: Json } = {};
  const parts: { [group: string]: { [key: string]: Json } } = {};
  for (const [path, value] of values) {
    if (path.startsWith('#')) continue;
    const [group = '', key] = path.split('.');
    if (key === undefined) root[group] = value;
    else {
      const part = parts[group] ?? {};
      part[key] = value;
      parts[group] = part;
    }
  }
  return { ...root, ...parts };
}
