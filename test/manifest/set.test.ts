import { describe, expect, test } from 'vitest';
import { checkManifests } from '../../src/manifest/check.ts';
import { renderManifests } from '../../src/manifest/render.ts';
import type { SupportObject, Workload } from '../../src/workload/workload.ts';
import { container, conversion, decisions, pod, workload } from './sample.ts';

const SERVICE: SupportObject = {
  kind: 'Service',
  name: 'web',
  selects: 'web',
  headless: false,
  publishNotReady: false,
  type: 'ClusterIP',
  localTrafficOnly: false,
  ports: [{ name: 'tcp-80', port: 80, targetPort: 'tcp-80', protocol: 'TCP', nodePort: null }],
};
const PORT = {
  name: 'tcp-80',
  containerPort: 80,
  protocol: 'TCP',
  hostPort: null,
  hostIp: null,
} as const;

function problemsOf(
  workloads: readonly Workload[],
  enabled: readonly string[] = [],
): readonly string[] {
  const manifests = renderManifests(conversion(workloads), decisions());
  return checkManifests(manifests, '1.37', enabled).map(
    (p) => `${p.object} ${p.rule} ${p.message}`,
  );
}

const withContainer = (fields: Parameters<typeof container>[0], rest: Partial<Workload> = {}) =>
  workload({ pod: pod({ containers: [container(fields)] }), ...rest });

describe('references between objects', () => {
  test('a Service and the port it names', () => {
    expect(problemsOf([withContainer({ ports: [PORT] }, { objects: [SERVICE] })])).toEqual([]);
    expect(problemsOf([withContainer({ ports: [] }, { objects: [SERVICE] })])).toEqual([
      'Service/web H10-18 no TCP port tcp-80 in the Pods',
    ]);
    const udp = { ...PORT, protocol: 'UDP' } as const;
    expect(problemsOf([withContainer({ ports: [udp] }, { objects: [SERVICE] })])).toEqual([
      'Service/web H10-18 no TCP port tcp-80 in the Pods',
    ]);
  });

  test('ConfigMaps, Secrets and claims that are not there', () => {
    const lost = workload({
      pod: pod({
        containers: [
          container({
            envFrom: [
              { kind: 'config-map', name: 'a', optional: false },
              { kind: 'secret', name: 'maybe', optional: true },
            ],
            env: [{ name: 'B', from: { kind: 'secret', name: 'b', key: 'B', optional: false } }],
          }),
        ],
        volumes: [{ name: 'c', source: { kind: 'claim', claimName: 'c', readOnly: false } }],
      }),
    });
    expect(problemsOf([lost])).toEqual([
      'Deployment/web H104 there is no ConfigMap a',
      'Deployment/web H104 there is no Secret b',
      'Deployment/web H104 there is no PersistentVolumeClaim c',
    ]);
  });

  test('two objects of one name', () => {
    expect(problemsOf([workload(), workload()])).toEqual([
      'Deployment/web A07 two objects have this name',
    ]);
  });
});

test('lifecycle.stopSignal only where the cluster has it switched on (H2-12)', () => {
  const stops = withContainer({ stopSignal: 'SIGINT' });
  expect(problemsOf([stops])).toEqual([
    'Deployment/web H2 Kubernetes 1.37 drops it: its feature gate is off',
  ]);
  expect(problemsOf([stops], ['stop-signals'])).toEqual([]);
});

test('a placeholder stands where an image should, and the object says so (H105)', () => {
  const image = '$VERSION';
  expect(problemsOf([withContainer({ image })])).toEqual([
    'Deployment/web H105 must be an image reference',
  ]);
  expect(problemsOf([withContainer({ image }, { unresolved: 'VERSION is not known' })])).toEqual(
    [],
  );
});
