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
  finish(): { readonly [key: string]: Json };
}

export function openDraft(): Draft {
  const values = new Map<string, Json>();
  const lists = new Map<string, Json[]>();
  const objects = new Map<string, { [key: string]: Json }>();
  return {
    set: (path, value) => void values.set(path, value),
    push: (path, value) => {
      const list = lists.get(path) ?? [];
      list.push(value);
      lists.set(path, list);
      values.set(path, list);
    },
    put: (path, key, value) => {
      // Without a prototype: a variable may be called __proto__.
      const object = objects.get(path) ?? Object.create(null);
      object[key] = value;
      objects.set(path, object);
      values.set(path, object);
    },
    get: (path) => values.get(path),
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
