import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyOrder, type Ordered } from '../../src/change/order.ts';
import { PHASES, phaseOf } from '../../src/change/phase.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';

const item = (kind: string, name: string, more: JsonObject = {}, apiVersion = 'v1'): Ordered => ({
  key: `${kind}/${name}`,
  object: { apiVersion, kind, metadata: { name }, ...more },
  namespace: ['Namespace', 'CustomResourceDefinition'].includes(kind) ? null : 'n',
  units: [`${name}.service`],
});

const workload = (name: string, pod: JsonObject = {}, kind = 'Deployment'): Ordered =>
  item(kind, name, { spec: { template: { spec: { containers: [], ...pod } } } }, 'apps/v1');

const groupsOf = (...args: Parameters<typeof applyOrder>) =>
  applyOrder(...args).groups.map(({ keys }) => keys);

describe('order', () => {
  test('kinds go by phases', () => {
    const kinds = ['Service', 'ConfigMap', 'Ingress', 'PersistentVolumeClaim', 'Role', 'Namespace'];
    const objects = [...kinds.map((kind) => item(kind, 'x')), workload('w')];
    expect(applyOrder(objects, []).groups.map(({ phase }) => phase)).toEqual([
      'namespaces',
      'configuration',
      'rights',
      'storage',
      'services',
      'workloads',
      'rest',
    ]);
  });

  test('workloads go by the words of their units', () => {
    const relations = [
      { unit: 'web.service', other: 'db.service', hard: false },
      { unit: 'proxy.service', other: 'web.service', hard: true },
    ];
    const objects = [workload('proxy'), workload('db'), workload('web'), workload('alone')];
    expect(groupsOf(objects, relations)).toEqual([
      ['Deployment/db', 'Deployment/alone'],
      ['Deployment/web'],
      ['Deployment/proxy'],
    ]);
    const { needs } = applyOrder(objects, relations);
    expect(needs.get('Deployment/proxy')).toEqual(['Deployment/web']);
    expect(needs.get('Deployment/web')).toEqual([]);
  });

  test('pinned Pods in conflict come first, DaemonSets in conflict last (C48)', () => {
    const podAntiAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
    };
    const pinned = { nodeSelector: { a: 'b' }, affinity: { podAntiAffinity } };
    expect(
      groupsOf(
        [
          workload('agent', { affinity: { podAntiAffinity } }, 'DaemonSet'),
          workload('free', { affinity: { podAntiAffinity } }),
          workload('pinned', pinned),
        ],
        [],
      ),
    ).toEqual([['Deployment/pinned'], ['Deployment/free'], ['DaemonSet/agent']]);
  });

  test('what a Pod reads, its namespace and its kind are needed', () => {
    const pod = workload('w', {
      serviceAccountName: 'sa',
      volumes: [
        { name: 'a', configMap: { name: 'cm' } },
        { name: 'b', persistentVolumeClaim: { claimName: 'pvc' } },
        { name: 'c', secret: { secretName: 'maybe', optional: true } },
      ],
    });
    const objects = [
      pod,
      item('ConfigMap', 'cm'),
      item('PersistentVolumeClaim', 'pvc'),
      item('Secret', 'maybe'),
      item('ServiceAccount', 'sa'),
      item('Namespace', 'n'),
      item('CustomResourceDefinition', 'widgets.example.com'),
      item('Widget', 'x', {}, 'example.com/v1'),
    ];
    const { needs } = applyOrder(objects, []);
    expect(needs.get('Deployment/w')?.toSorted()).toEqual([
      'ConfigMap/cm',
      'Namespace/n',
      'PersistentVolumeClaim/pvc',
      'ServiceAccount/sa',
    ]);
    expect(needs.get('Widget/x')).toContain('CustomResourceDefinition/widgets.example.com');
  });

  test('each object is in one group, whatever the relations, cycles too; phases never go back', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const kinds = fc.constantFrom('Deployment', 'ConfigMap', 'Namespace', 'Service', 'Gadget');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(kinds, names), { selector: (t) => t.join('/') }),
        fc.array(fc.record({ unit: names, other: names, hard: fc.boolean() })),
        (things, said) => {
          const relations = said.map(({ unit, other, hard }) => ({
            unit: `${unit}.service`,
            other: `${other}.service`,
            hard,
          }));
          const objects = things.map(([kind, name]) =>
            kind === 'Deployment' ? workload(name) : item(kind, name),
          );
          const { groups } = applyOrder(objects, relations);
          const keys = groups.flatMap((group) => group.keys);
          expect(keys.toSorted()).toEqual(objects.map(({ key }) => key).toSorted());
          const ranks = groups.map(({ phase }) => PHASES.indexOf(phase));
          expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  test('a kind that nobody knows comes after the workloads', () =>
    expect(phaseOf('Gadget')).toBe('rest'));
});
