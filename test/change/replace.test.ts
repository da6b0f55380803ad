import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  isActiveJob,
  isDefaultedStrategy,
  isImmutableRefusal,
  REPLACE_STRATEGIES,
  strategyFor,
} from '../../src/change/replace.ts';
import { shortMessage } from '../../src/change/server-message.ts';

const VECTORS = path.join(import.meta.dirname, '..', 'vectors', 'kubernetes', 'fields.jsonl');

interface Vector {
  readonly id: string;
  readonly after: { readonly kind: string };
  readonly results: Readonly<
    Record<string, { readonly verdict: string; readonly code: number; readonly message?: string }>
  >;
}

const updates: readonly Vector[] = readFileSync(VECTORS, 'utf8')
  .split('\n')
  .filter((line) => line.includes('"id": "update/'))
  .map((line) => JSON.parse(line));

const refusals = updates.flatMap(({ id, after, results }) =>
  Object.entries(results).flatMap(([version, { verdict, code, message = '' }]) =>
    verdict === 'refused' ? [{ id, kind: after.kind, version, code, message }] : [],
  ),
);

/** Refusals that no new object mends: the type of a roll-out whose block was a default of nobody's. */
const DEFAULTED = [
  'update/dep-default-to-recreate',
  'update/dep-type-only-to-recreate',
  'update/sts-updateStrategy',
];
/** The recording cut the message before its end, where the words stand that tell. */
const isCut = (message: string): boolean => message.endsWith('…');

describe('what servers said of updates (fields.jsonl)', () => {
  test('there are refusals of three versions', () => {
    expect(refusals.length).toBeGreaterThan(20);
    expect(updates.length).toBe(62);
    expect(refusals.filter(({ message }) => !isCut(message)).length).toBeGreaterThan(15);
  });

  test.each(refusals)('$id in $version', ({ id, kind, code, message }) => {
    expect(isDefaultedStrategy(code, message)).toBe(DEFAULTED.includes(id));
    const expected = !DEFAULTED.includes(id);
    if (!isCut(message)) expect(isImmutableRefusal(code, message)).toBe(expected);
    expect(strategyFor(kind)).not.toBeNull();
  });

  test.each(refusals)('$id in $version, said in short', ({ message }) => {
    const short = shortMessage(message, () => []);
    expect(short.length).toBeLessThan(310);
    expect(short).not.toMatch(/[{}]|@@|localhost\/[xy]/);
    expect(isCut(message) || short !== '').toBe(true);
  });
});

test('volumes are never replaced', () => {
  const never = REPLACE_STRATEGIES.filter(({ propagation }) => propagation === null);
  expect(never.map(({ kind }) => kind)).toEqual(['PersistentVolumeClaim', 'PersistentVolume']);
});

test('Pods and claims of a StatefulSet are kept', () =>
  expect(strategyFor('StatefulSet')?.propagation).toBe('Orphan'));

test('a running Job is told from one that has ended', () => {
  const job = (status: Record<string, number>) => ({ kind: 'Job', status });
  expect(isActiveJob(job({ active: 1 }))).toBe(true);
  expect(isActiveJob(job({ succeeded: 1 }))).toBe(false);
});

test('other refusals are no reason to replace', () => {
  expect(
    isImmutableRefusal(422, 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'),
  ).toBe(false);
  expect(isImmutableRefusal(409, 'field is immutable')).toBe(false);
});
