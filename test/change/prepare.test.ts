import { describe, expect, test } from 'vitest';
import { valueAt, without } from '../../src/change/field-path.ts';
import { lostFields } from '../../src/change/lost-fields.ts';
import { overlay } from '../../src/change/overlay.ts';
import { OWNER_MARKS, ownerOf } from '../../src/change/owners.ts';
import { essence, prepare, refusalOf } from '../../src/change/prepare.ts';
import { secretValues, shortMessage } from '../../src/change/server-message.ts';

describe('what is sent', () => {
  test('has no nulls, no status, nothing of the server; stringData as data', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 's',
        uid: 'u',
        resourceVersion: '1',
        managedFields: [],
        labels: { a: 'b' },
      },
      data: { old: 'b2xk', gone: null },
      stringData: { text: 'x' },
      status: {},
    };
    expect(prepare(object, 'n', 'id')).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 's',
        namespace: 'n',
        labels: { a: 'b', 'applyset.kubernetes.io/part-of': 'id' },
      },
      data: { old: 'b2xk', text: 'eA==' },
    });
  });

  test('zeros, empty texts and false stay', () => {
    const spec = { replicas: 0, paused: false, text: '', list: [{}] };
    const object = { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, spec };
    expect(prepare(object, null, 'id').spec).toEqual(spec);
  });

  test.each([
    [{ labels: { 'applyset.kubernetes.io/part-of': 'x' } }, /only the inventory may write/],
    [{ annotations: { 'fleetlift.dev/unresolved': 'the image' } }, /not resolved: the image/],
  ])('%j is refused', (metadata, why) =>
    expect(refusalOf({ kind: 'X', metadata: { name: 'x', ...metadata } })).toMatch(why),
  );

  test('annotations that hold nothing but what a controller counts are none', () => {
    const annotations = { 'deployment.kubernetes.io/revision': '1' };
    const object = { kind: 'Deployment', metadata: { name: 'web', annotations } };
    expect(essence(object)).toEqual({ kind: 'Deployment', metadata: { name: 'web' } });
  });

  test('what is shown of a live object leaves out what moves by itself', () => {
    const metadata = { name: 'x', uid: 'u', resourceVersion: '7', labels: { a: 'b' } };
    expect(essence({ kind: 'X', metadata, status: { a: 1 } })).toEqual({
      kind: 'X',
      metadata: { name: 'x', labels: { a: 'b' } },
    });
  });
});

describe('paths of fields, as the server names them', () => {
  const object = {
    kind: 'X',
    data: { 'app.conf': '1', app: { conf: '2' } },
    spec: {
      ports: [
        { port: 80, name: 'a' },
        { port: 80, protocol: 'UDP', name: 'b' },
      ],
      set: ['x', 'y'],
    },
  };
  test.each([
    ['.data.app.conf', '1'],
    ['.spec.ports[port=80,protocol="TCP"].name', 'a'],
    ['.spec.ports[port=80,protocol="UDP"].name', 'b'],
    ['.spec.set[="y"]', 'y'],
    ['.spec.set[0]', 'x'],
    ['.spec.none', undefined],
  ])('%s', (path, value) => {
    expect(valueAt(object, path)).toEqual(value);
    if (value !== undefined) expect(valueAt(without(object, path), path)).not.toEqual(value);
    else expect(without(object, path)).toBe(object);
  });
});

test('our fields over those that are there, by the keys of the lists', () => {
  const live = { spec: { a: 1, containers: [{ name: 'x', image: '1', added: true }] } };
  expect(overlay(live, { spec: { containers: [{ name: 'x', image: '2' }] } })).toEqual({
    spec: { a: 1, containers: [{ name: 'x', image: '2', added: true }] },
  });
});

describe('what the server drops without a word', () => {
  test.each([
    [{ a: { b: 1 } }, { a: {} }, ['a.b']],
    [{ list: [{ name: 'x', c: 1 }] }, { list: [{ name: 'w' }, { name: 'x' }] }, ['list[x].c']],
    [{ empty: '', none: [], no: false }, {}, []],
    [{ cpu: '1.5' }, { cpu: '1500m' }, []],
  ])('%j → %j', (sent, answer, lost) => expect(lostFields(sent, answer)).toEqual(lost));
});

describe('objects of other tools', () => {
  test.each(OWNER_MARKS)('$tool by $key', ({ tool, in: place, key, value }) =>
    expect(ownerOf({ metadata: { [place]: { [key]: value ?? 'x' } } })).toBe(tool),
  );

  test('by the manager of their fields', () => {
    const managed = (manager: string, operation: string) => ({
      metadata: { managedFields: [{ manager, operation }] },
    });
    expect(ownerOf(managed('kubectl-client-side-apply', 'Update'))).toBe('kubectl apply');
    expect(ownerOf(managed('kubectl', 'Apply'))).toBe('kubectl apply');
    expect(ownerOf(managed('kube-controller-manager', 'Update'))).toBeNull();
  });
});

test('a refusal is short and shows no secret', () => {
  const object = { kind: 'Secret', data: { key: 'Y2FuYXJ5LXZhbHVl' } };
  expect(secretValues(object).toSorted()).toEqual(['Y2FuYXJ5LXZhbHVl', 'canary-value']);
  expect(shortMessage('data: Invalid value: "canary-value": no', () => secretValues(object))).toBe(
    'data: Invalid value: "(secret)": no',
  );
});
