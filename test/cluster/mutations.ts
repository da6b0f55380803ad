import type { JsonObject } from '../../src/manifest/manifest.ts';

export interface Mutation {
  readonly name: string;
  readonly object: JsonObject;
}

const TEXTS = [
  '',
  'A_b',
  'a b',
  'é',
  '-a',
  'x'.repeat(64),
  'x'.repeat(254),
  '/a',
  'a/../b',
  '1',
  '10.0.0.1',
  '512Mi',
  'a.b',
];
const NUMBERS = [-1, 0, 1, 1.5, 65_536, 2_147_483_647, 'x'];

/** The object with one value changed, one field taken away, or one item of a list repeated. */
export function mutationsOf(object: JsonObject): readonly Mutation[] {
  const mutations: Mutation[] = [];
  walk(object, [], (path, value) => {
    if (isIdentity(path)) return;
    for (const [what, changed] of changesOf(value, path))
      mutations.push({
        name: `${path.join('.')} ${what}`,
        object: changeAt(object, path, changed) as JsonObject,
      });
  });
  return mutations;
}

/** Another name, kind or version is another request. */
const isIdentity = (path: readonly string[]): boolean =>
  path.length === 0 || ['apiVersion', 'kind', 'metadata', 'metadata.name'].includes(path.join('.'));

const GONE = Symbol('gone');

function changesOf(
  value: unknown,
  path: readonly string[],
): readonly (readonly [string, unknown])[] {
  const isItem = /^\d+$/.test(path.at(-1) ?? '');
  const changes: (readonly [string, unknown])[] = isItem ? [] : [['gone', GONE]];
  if (typeof value === 'string')
    for (const text of TEXTS) changes.push([JSON.stringify(text).slice(0, 12), text]);
  if (typeof value === 'string') changes.push(['7', 7]);
  if (typeof value === 'number') for (const n of NUMBERS) changes.push([String(n), n]);
  if (typeof value === 'boolean') changes.push(['turned', !value], ['"true"', 'true']);
  if (Array.isArray(value))
    changes.push(['empty', []], ['twice', [...value, ...value]], ['{}', {}]);
  else if (typeof value === 'object' && value !== null)
    changes.push(['bare', {}], ['more', { ...value, unknownField: 'x' }], ['[]', []]);
  return changes;
}

function walk(
  value: unknown,
  path: readonly string[],
  visit: (path: readonly string[], value: unknown) => void,
): void {
  visit(path, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key], visit);
}

function changeAt(value: unknown, path: readonly string[], changed: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return changed;
  if (Array.isArray(value))
    return value.map((item, i) => (String(i) === key ? changeAt(item, rest, changed) : item));
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([k, v]) => {
      if (k !== key) return [[k, v]];
      const next = changeAt(v, rest, changed);
      return next === GONE ? [] : [[k, next]];
    }),
  );
}
