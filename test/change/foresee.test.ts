import { describe, expect, test } from 'vitest';
import { foresee } from '../../src/change/foresee.ts';
import { ownersOf, shownPath, vanishedFields } from '../../src/change/managed-fields.ts';
import { shareWith } from '../../src/change/share.ts';
import type { Json, JsonObject } from '../../src/manifest/manifest.ts';

/** Fields of a manager as the server writes them: lists of containers, variables and volumes by name, ports by two keys. */
function fieldsOf(value: Json | undefined, key = ''): JsonObject {
  if (Array.isArray(value)) {
    const names = { containers: ['name'], env: ['name'], ports: ['containerPort', 'protocol'] }[
      key
    ];
    if (names === undefined) return {};
    return Object.fromEntries(
      value.map((item: JsonObject) => [
        `k:${JSON.stringify(Object.fromEntries(names.map((n) => [n, item[n] ?? 'TCP'])))}`,
        { '.': {}, ...fieldsOf(item) },
      ]),
    );
  }
  if (typeof value !== 'object' || value === null) return {};
  if (key === 'selector' || key === 'fieldRef') return {};
  return Object.fromEntries(
    Object.entries(value)
      .filter(([k]) => !['apiVersion', 'kind', 'name', 'namespace'].includes(k) || key !== '')
      .map(([k, v]) => [`f:${k}`, fieldsOf(v as Json, k)]),
  );
}

const desired = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' }, annotations: { note: 'a' } },
  spec: {
    replicas: 2,
    paused: false,
    selector: { matchLabels: { app: 'web' } },
    template: {
      spec: {
        containers: [
          {
            name: 'c',
            image: 'x:1',
            args: ['a', 'b'],
            env: [
              { name: 'A', value: '1' },
              { name: 'EMPTY', value: '' },
            ],
            ports: [{ containerPort: 80, protocol: 'TCP' }],
            resources: { limits: { cpu: '1.5' } },
          },
        ],
      },
    },
  },
} as const satisfies JsonObject;

const { metadata: _, ...own } = fieldsOf(desired, '') as { metadata?: unknown } & JsonObject;
const OURS = {
  ...own,
  'f:metadata': { 'f:labels': { 'f:app': {} }, 'f:annotations': { 'f:note': {} } },
};

type Entry = { readonly manager: string; readonly fields: JsonObject };

/** As it is on the server: defaults are there, what is empty is not, quantities are spelled otherwise. */
function live(others: readonly Entry[] = []): JsonObject {
  const entry = ({ manager, fields }: Entry, operation: string) => ({
    manager,
    operation,
    apiVersion: 'apps/v1',
    fieldsV1: fields,
  });
  return {
    ...desired,
    metadata: {
      ...desired.metadata,
      uid: 'u',
      resourceVersion: '7',
      managedFields: [
        entry({ manager: 'fleetlift', fields: OURS }, 'Apply'),
        ...others.map((other) => entry(other, 'Update')),
      ],
    },
    spec: {
      replicas: 2,
      selector: desired.spec.selector,
      progressDeadlineSeconds: 600,
      template: {
        spec: {
          restartPolicy: 'Always',
          containers: [
            {
              name: 'c',
              image: 'x:1',
              args: ['a', 'b'],
              env: [{ name: 'A', value: '1' }, { name: 'EMPTY' }],
              ports: [{ containerPort: 80, protocol: 'TCP' }],
              resources: { limits: { cpu: '1500m' } },
              imagePullPolicy: 'Always',
            },
          ],
        },
      },
    },
  };
}

const foreseen = (ours: JsonObject, there: JsonObject = live()) =>
  foresee(ours, there, ownersOf(there, 'fleetlift', 'apps/v1'));
const C = desired.spec.template.spec.containers[0];
const withContainer = (fields: JsonObject): JsonObject => ({
  ...desired,
  spec: { ...desired.spec, template: { spec: { containers: [{ ...C, ...fields }] } } },
});
const withSpec = (fields: JsonObject): JsonObject => ({
  ...desired,
  spec: { ...desired.spec, ...fields },
});
const withAnnotations = (annotations: JsonObject): JsonObject => ({
  ...desired,
  metadata: { ...desired.metadata, annotations },
});

describe('foresee', () => {
  test.each<[string, JsonObject, 'same' | 'changed' | 'unclear']>([
    ['as it is', desired, 'same'],
    ['another image', withContainer({ image: 'x:2' }), 'changed'],
    ['another variable', withContainer({ env: [...C.env, { name: 'B', value: '2' }] }), 'changed'],
    [
      'another port',
      withContainer({ ports: [...C.ports, { containerPort: 81, protocol: 'TCP' }] }),
      'changed',
    ],
    ['a field that is new', withContainer({ workingDir: '/x' }), 'changed'],
    ['other arguments', withContainer({ args: ['a', 'c'] }), 'changed'],
    ['an annotation more', withAnnotations({ note: 'a', more: 'b' }), 'changed'],
    ['a field taken away', withAnnotations({}), 'unclear'],
    ['a variable taken away', withContainer({ env: [C.env[0]] }), 'unclear'],
    ['variables in another order', withContainer({ env: C.env.toReversed() }), 'unclear'],
    ['fewer arguments', withContainer({ args: ['a'] }), 'unclear'],
    ['a zero', withSpec({ replicas: 0 }), 'unclear'],
    ['a value of another type', withSpec({ replicas: '2' }), 'unclear'],
    ['an empty field that is new', withContainer({ tty: false }), 'unclear'],
    ['a list that only others may have', withSpec({ others: [] }), 'unclear'],
    ['an atomic map with less in it', withSpec({ selector: {} }), 'unclear'],
    [
      'an atomic map with another value',
      withSpec({ selector: { matchLabels: { app: 'x' } } }),
      'changed',
    ],
    [
      'a quantity that means the same',
      withContainer({ resources: { limits: { cpu: 1.5 } } }),
      'same',
    ],
    ['a quantity that does not', withContainer({ resources: { limits: { cpu: '2' } } }), 'changed'],
    ['a text that may be a quantity', withAnnotations({ note: 'a' }), 'same'],
  ])('%s: %s', (_, ours, verdict) => {
    expect(foreseen(ours).verdict).toBe(verdict);
  });

  test('the object then, made of the parts of the one that is there', () => {
    const there = live();
    const { after, isMore } = foreseen(withContainer({ image: 'x:2' }), there);
    const containers = (object: JsonObject) =>
      (object.spec as { template: { spec: { containers: JsonObject[] } } }).template.spec
        .containers;
    expect(containers(after)).toEqual([{ ...containers(there)[0], image: 'x:2' }]);
    expect(after.metadata).toBe(there.metadata);
    expect([isMore, foreseen(withContainer({ workingDir: '/x' })).isMore]).toEqual([false, true]);
  });

  test('what others own is theirs to say', () => {
    const others = [{ manager: 'hpa', fields: { 'f:spec': { 'f:replicas': {} } } }];
    expect(foreseen(withSpec({ replicas: 5 }), live(others)).verdict).toBe('unclear');
    expect(foreseen(withContainer({ image: 'x:2' }), live(others)).verdict).toBe('changed');
    expect(foreseen(desired, live(others)).verdict).toBe('same');
  });

  test('what we have not applied, or in another version, only the server knows', () => {
    const there = live();
    expect(foresee(desired, there, ownersOf(there, 'kubectl', 'apps/v1')).verdict).toBe('unclear');
    expect(foresee(desired, there, ownersOf(there, 'fleetlift', 'apps/v2')).verdict).toBe(
      'unclear',
    );
  });
});

test('what vanished, as the server names it', () => {
  const less = withContainer({ env: [C.env[1]], ports: undefined, args: undefined });
  expect(vanishedFields(OURS, less).map(shownPath)).toEqual([
    '.spec.template.spec.containers[name="c"].args',
    '.spec.template.spec.containers[name="c"].env[name="A"].value',
    '.spec.template.spec.containers[name="c"].ports[containerPort=80,protocol="TCP"].containerPort',
    '.spec.template.spec.containers[name="c"].ports[containerPort=80,protocol="TCP"].protocol',
  ]);
  expect(vanishedFields(OURS, desired)).toEqual([]);
});

test('two states share what is equal, and nothing else changes', () => {
  const before = live();
  const after = structuredClone(before);
  expect(shareWith(before, after)).toBe(before);
  (after.spec as Record<string, Json>).replicas = 3;
  const shared = shareWith(before, after);
  expect(shared).toEqual(after);
  expect(shared.metadata).toBe(before.metadata);
  expect((shared.spec as JsonObject).template).toBe((before.spec as JsonObject).template);
  expect(shareWith({ a: 1, b: undefined }, { a: 1 })).toEqual({ a: 1 });
});
