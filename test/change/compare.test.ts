import { describe, expect, it } from 'vitest';
import { compareObjects } from '../../src/change/compare.ts';
import { IGNORE_RULES } from '../../src/change/ignore.ts';
import { maskObject, openMask } from '../../src/change/mask.ts';
import type { Json, JsonObject } from '../../src/manifest/manifest.ts';

const pod = (spec: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'x' },
  spec: { template: { spec } },
});
const container = (fields: JsonObject): JsonObject =>
  pod({ containers: [{ name: 'c', ...fields }] });
const paths = (before: JsonObject, after: JsonObject) =>
  compareObjects(before, after).map((c) => c.path);
const C = 'spec.template.spec.containers[c]';

describe('compareObjects', () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    ['nothing', container({ image: 'a' }), container({ image: 'a' }), []],
    ['a field', container({ image: 'a' }), container({ image: 'b' }), [`${C}.image`]],
    [
      'a field that is gone',
      container({ image: 'a', workingDir: '/x' }),
      container({ image: 'a' }),
      [`${C}.workingDir`],
    ],
    [
      'an item of a keyed list, whatever its place',
      container({
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      }),
      container({
        env: [
          { name: 'B', value: '2' },
          { name: 'A', value: '9' },
        ],
      }),
      [`${C}.env[A].value`],
    ],
    [
      'order of env only where it is looked at',
      container({
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '$(A)' },
        ],
      }),
      container({
        env: [
          { name: 'B', value: '$(A)' },
          { name: 'A', value: '1' },
        ],
      }),
      [`${C}.env (order)`],
    ],
    [
      'ports by number and protocol',
      container({ ports: [{ containerPort: 80, protocol: 'TCP', name: 'a' }] }),
      container({ ports: [{ containerPort: 80, protocol: 'UDP', name: 'a' }] }),
      [`${C}.ports[80/UDP]`, `${C}.ports[80/TCP]`],
    ],
    [
      'a missing protocol is TCP',
      container({ ports: [{ containerPort: 80 }] }),
      container({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
      [`${C}.ports[80/TCP].protocol`],
    ],
    [
      'args as a list',
      container({ args: ['a', 'b'] }),
      container({ args: ['a', 'c'] }),
      [`${C}.args[1]`],
    ],
    [
      'args of another length as a whole',
      container({ args: ['a', 'b'] }),
      container({ args: ['b'] }),
      [`${C}.args`],
    ],
    [
      'quantities that mean the same',
      container({ resources: { limits: { cpu: '1.5', memory: '1Gi' } } }),
      container({ resources: { limits: { cpu: '1500m', memory: '1024Mi' } } }),
      [],
    ],
    [
      'quantities that do not',
      container({ resources: { limits: { memory: '1G' } } }),
      container({ resources: { limits: { memory: '1Gi' } } }),
      [`${C}.resources.limits.memory`],
    ],
    ['what is empty or absent', container({ args: [], workingDir: '' }), container({}), []],
    [
      'false and an empty map, which mean something',
      pod({ automountServiceAccountToken: false, volumes: [{ name: 'v', emptyDir: {} }] }),
      pod({ volumes: [{ name: 'v' }] }),
      ['spec.template.spec.volumes[v].emptyDir', 'spec.template.spec.automountServiceAccountToken'],
    ],
    [
      'an annotation with a slash',
      { kind: 'Service', metadata: { annotations: { 'a/b': '1' } } },
      { kind: 'Service', metadata: { annotations: { 'a/b': '2' } } },
      ['metadata.annotations[a/b]'],
    ],
    [
      'targetPort as number or text',
      { kind: 'Service', spec: { ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] } },
      { kind: 'Service', spec: { ports: [{ port: 80, protocol: 'TCP', targetPort: '80' }] } },
      [],
    ],
  ])('finds %s', (_, before, after, expected) => expect(paths(before, after)).toEqual(expected));

  it.each(IGNORE_RULES.map((rule) => [`${rule.kind} ${rule.path.join('.')}`, rule] as const))(
    'ignores %s',
    (_, rule) => {
      const kind = rule.kind === '*' ? 'Service' : rule.kind;
      const at = (value: string): JsonObject =>
        rule.path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value) as JsonObject;
      expect(paths({ kind, ...at('1') }, { kind, ...at('2') })).toEqual([]);
      expect(paths({ kind, other: at('1') }, { kind, other: at('2') })).toHaveLength(1);
    },
  );
});

describe('maskObject', () => {
  const SECRET = 'correct-horse-battery';
  it('hides values and keeps equal ones equal', () => {
    const mask = openMask();
    const data = maskObject(
      { kind: 'Secret', data: { p: Buffer.from(SECRET).toString('base64') } },
      mask,
    );
    const stringData = maskObject({ kind: 'Secret', stringData: { p: SECRET, q: 'other' } }, mask);
    const env = maskObject(
      container({
        env: [
          { name: 'DB_PASSWORD', value: SECRET },
          { name: 'A', value: 'x' },
        ],
      }),
      mask,
    );
    expect(data).toEqual({ kind: 'Secret', data: { p: '(secret 1)' } });
    expect(stringData).toEqual({
      kind: 'Secret',
      stringData: { p: '(secret 1)', q: '(secret 2)' },
    });
    expect(JSON.stringify(env)).toContain('"value":"(secret 1)"');
    expect(JSON.stringify(env)).toContain('"value":"x"');
  });

  it('hides copies of objects, arguments and URLs', () => {
    const object = {
      kind: 'Deployment',
      metadata: {
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': `{"x":"${SECRET}"}` },
      },
      spec: { args: [`--password=${SECRET}`, `postgres://u:${SECRET}@db/x`] },
    };
    expect(JSON.stringify(maskObject(object, openMask()))).not.toContain(SECRET);
  });
});
