import { readFileSync } from 'node:fs';
import { KUBE_VERSIONS, type KubeVersion } from '../../src/decision/options.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';

/** A line of test/vectors/kubernetes/fields.jsonl: an object, and what the real servers said about it. */
export interface FieldCase {
  readonly id: string;
  readonly kind: string;
  readonly object: JsonObject;
  readonly verdicts: ReadonlyMap<KubeVersion, Verdict>;
}

export interface Verdict {
  readonly verdict: 'accepted' | 'refused' | 'dropped';
  readonly message: string;
}

export function readLines(name: string): readonly Record<string, unknown>[] {
  const file = new URL(`../vectors/kubernetes/${name}`, import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

export function readFieldCases(): readonly FieldCase[] {
  return readLines('fields.jsonl')
    .filter((line) => 'object' in line)
    .map((line) => {
      const object = expand(line.object) as JsonObject;
      return {
        id: String(line.id),
        kind: String(object.kind),
        object,
        verdicts: verdictsOf(line.results as Record<string, Record<string, unknown>>),
      };
    });
}

export function verdictsOf(
  results: Record<string, Record<string, unknown>>,
): ReadonlyMap<KubeVersion, Verdict> {
  const verdicts = new Map<KubeVersion, Verdict>();
  for (const [releases, result] of Object.entries(results))
    for (const version of KUBE_VERSIONS)
      if (releases === 'all' || releases.split(' ').some((r) => r.startsWith(`${version}.`)))
        verdicts.set(version, {
          verdict: result.verdict as Verdict['verdict'],
          message: String(result.message ?? result.dropped ?? ''),
        });
  return verdicts;
}

/** The shortened forms that the README of the vectors names. */
export function expand(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expand);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value);
  const [key, args] = fields[0] ?? [];
  if (fields.length === 1 && Array.isArray(args)) {
    if (key === '$repeat') return String(args[0]).repeat(Number(args[1]));
    if (key === '$range') return range(Number(args[0]), Number(args[1]));
    if (key === '$like') return like(expand(args[0]), expand(args[1]), Number(args[2]));
  }
  return Object.fromEntries(fields.map(([k, v]) => [expandKey(k), expand(v)]));
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

function expandKey(key: string): string {
  return key.replace(/\$repeat\((.),(\d+)\)/, (_, char: string, count: string) =>
    char.repeat(Number(count)),
  );
}

/** A list that goes on as its first two items began: numbers and numbers inside of texts step on. */
function like(first: unknown, second: unknown, count: number): unknown[] {
  return Array.from({ length: count }, (_, i) => step(first, second, i));
}

function step(first: unknown, second: unknown, i: number): unknown {
  if (typeof first === 'number' && typeof second === 'number') return first + (second - first) * i;
  if (typeof first === 'string' && typeof second === 'string') return stepText(first, second, i);
  if (Array.isArray(first) && Array.isArray(second))
    return first.map((item, k) => step(item, second[k], i));
  if (typeof first === 'object' && first !== null && typeof second === 'object' && second !== null)
    return Object.fromEntries(
      Object.entries(first).map(([k, v]) => [
        k,
        step(v, Object.entries(second).find(([s]) => s === k)?.[1], i),
      ]),
    );
  return first;
}

function stepText(first: string, second: string, i: number): string {
  const numbers = second.match(/\d+/g) ?? [];
  let k = 0;
  return first.replace(/\d+/g, (digits) => {
    const next = Number(numbers[k++] ?? digits);
    return String(Number(digits) + (next - Number(digits)) * i);
  });
}
