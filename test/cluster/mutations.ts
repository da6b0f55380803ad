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

type Change = readonly [string, unknown];

function changesOf(value: unknown, path: readonly string[]): readonly Change[] {
  const isItem = /^\d+$/.test(path.at(-1) ?? '');
  return [...(isItem ? [] : [['gone', GONE] as const]), ...otherValues(value)];
}

function otherValues(value: unknown): readonly Change[] {
  if (typeof value === 'string')
    return [7, ...TEXTS].map((text) => [JSON.stringify(text).slice(0, 12), text]);
  if (typeof value === 'number') return NUMBERS.map((n) => [String(n), n]);
  if (typeof value === 'boolean')
    return [
      ['turned', !value],
      ['"true"', 'true'],
    ];
  if (Array.isArray(value))
    return [
      ['empty', []],
      ['twice', [...value, ...value]],
      ['{}', {}],
    ];
  if (typeof value !== 'object' || value === null) return [];
  return [
    ['bare', {}],
    ['more', { ...value, unknownField: 'x' }],
    ['[]', []],
  ];
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
