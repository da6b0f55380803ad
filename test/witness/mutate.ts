import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { sourceUnits } from '../../src/change/set-rows.ts';
import type { Json, JsonObject } from '../../src/manifest/manifest.ts';
import type { WitnessCase } from './case.ts';

/** One field of what fleetlift made of a case, broken on purpose. */
export interface Mutation {
  /** Name of the case. */
  readonly of: string;
  /**
   * Where: the kind of an object, or `pod` for the Pod of the first workload, or `container` for its first container; then
   * names and numbers, with slashes between.
   */
  readonly at: string;
  /** What it becomes; GONE: it is taken away. */
  readonly to: Json | typeof GONE;
  /** Fields of the comparison, whole, one of which has to tell. */
  readonly field: RegExp;
}

export const GONE = Symbol('gone');

/** The objects that fleetlift made of a case, and those that they name, from the directory of its group's manifests. */
export function objectsOf(one: WitnessCase, directory: string): readonly JsonObject[] {
  const units = new Set(Object.keys(one.units));
  const all = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .flatMap((file) => parseAllDocuments(readFileSync(path.join(directory, file), 'utf8')))
    .map((document): JsonObject => document.toJS());
  const own = all.filter((object) => sourceUnits(object).some((unit) => units.has(unit)));
  const text = JSON.stringify(own);
  const isNamed = ({ metadata }: JsonObject): boolean =>
    isMap(metadata) && text.includes(`ame":${JSON.stringify(metadata.name)}`);
  return [...all.filter((object) => sourceUnits(object).length === 0 && isNamed(object)), ...own];
}

/** The objects with that one field broken. Throws when there is no such field, or nothing would change. */
export function mutate(
  objects: readonly JsonObject[],
  { of, at, to }: Mutation,
): readonly JsonObject[] {
  const [where = '', ...rest] = at.split('/');
  const inPod = where === 'pod' || where === 'container';
  const index = objects.findIndex(({ kind, spec }) =>
    inPod ? isMap(spec) && isMap(spec.template) : kind === where,
  );
  const object = objects[index];
  if (object === undefined) throw new Error(`${of} has no ${where}`);
  const keys = [...(PREFIXES[where] ?? []), ...rest];
  const broken = changed(object, keys, to);
  if (JSON.stringify(broken) === JSON.stringify(object))
    throw new Error(`${of}: ${at} is that already`);
  return objects.map((other, i) => (i === index ? (broken as JsonObject) : other));
}

const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  pod: ['spec', 'template', 'spec'],
  container: ['spec', 'template', 'spec', 'containers', '0'],
};

/** Maps on the way that are not there are made; a field that is taken away has to be there. */
function changed(
  value: Json | undefined,
  keys: readonly string[],
  to: Json | typeof GONE,
): Json | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return to === GONE ? undefined : to;
  if (Array.isArray(value)) return withItem(value, Number(key), rest, to);
  const map = isMap(value) ? value : {};
  if (to === GONE && !(key in map)) throw new Error(`there is no ${key} to take away`);
  const inner = changed(map[key], rest, to);
  return inner === undefined
    ? Object.fromEntries(Object.entries(map).filter(([name]) => name !== key))
    : { ...map, [key]: inner };
}

function withItem(
  list: readonly Json[],
  at: number,
  rest: readonly string[],
  to: Json | typeof GONE,
): Json {
  if (!(at >= 0 && at <= list.length))
    throw new Error(`no place ${at} in a list of ${list.length}`);
  const inner = changed(list[at], rest, to);
  return [...list.slice(0, at), ...(inner === undefined ? [] : [inner]), ...list.slice(at + 1)];
}

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
