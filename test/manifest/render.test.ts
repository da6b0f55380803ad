import { describe, expect, test } from 'vitest';
import { KUBE_VERSIONS } from '../../src/decision/options.ts';
import { openBook } from '../../src/finding/notes.ts';
import { checkManifests } from '../../src/manifest/check.ts';
import { printYaml } from '../../src/manifest/print.ts';
import { renderManifests } from '../../src/manifest/render.ts';
import type { Controller, SupportObject, Workload } from '../../src/workload/workload.ts';
import { fullConversion } from './full-sample.ts';
import { container, conversion, decisions, pod, workload } from './sample.ts';

const render = (...workloads: readonly Workload[]): string =>
  printYaml(renderManifests(conversion(workloads), decisions()));

/** The worked example of the contract (mapping J), as the stage before leaves it. */
const WEB = workload({
  controller: {
    kind: 'Deployment',
    replicas: 3,
    strategy: { type: 'RollingUpdate', maxSurge: 0, maxUnavailable: 1 },
    progressDeadlineSeconds: null,
  },
  version: '1.4',
  sources: ['web@1.service', 'web@2.service', 'web@3.service'].map((unit) => ({
    unit,
    file: 'units/web@.service',
    fleetHash: 'a1b2',
    fleetLines: ['Conflicts=%p@*.service', 'MachineMetadata=role=web'],
  })),
  annotations: { 'kubernetes.io/description': 'Shop: front end' },
  review: ['H10-01', 'G70-1'],
  pod: pod({
    terminationGracePeriodSeconds: 20,
    affinity: {
      nodeTerms: [{ expressions: [{ key: 'role', operator: 'In', values: ['web'] }], fields: [] }],
      podAffinity: [],
      podAntiAffinity: [{ workloads: ['web'] }],
      softAntiAffinity: false,
    },
    containers: [
      container({
        imagePullPolicy: 'Always',
        args: ['serve', '--workers', '2'],
        env: [
          { name: 'POD_IP', from: { kind: 'field', path: 'status.podIP' } },
          {
            name: 'DB_PASSWORD',
            from: { kind: 'secret', name: 'web-secret', key: 'DB_PASSWORD', optional: false },
          },
          { name: 'ADVERTISE', value: '$(POD_IP)' },
        ],
        envFrom: [{ kind: 'config-map', name: 'web-env', optional: false }],
        ports: [
          { name: 'tcp-80', containerPort: 80, protocol: 'TCP', hostPort: null, hostIp: null },
        ],
        resources: { limits: { memory: '512Mi' }, requests: {} },
      }),
    ],
  }),
  objects: [
    { kind: 'PodDisruptionBudget', name: 'web' },
    {
      kind: 'Service',
      name: 'web',
      selects: 'web',
      headless: false,
      publishNotReady: false,
      type: 'ClusterIP',
      localTrafficOnly: false,
      ports: [
        { name: 'tcp-80', port: 8080, targetPort: 'tcp-80', protocol: 'TCP', nodePort: null },
      ],
    },
    { kind: 'ConfigMap', name: 'web-env', data: { B: '2', A: '1' }, binaryData: {} },
    {
      kind: 'Secret',
      name: 'web-secret',
      type: 'Opaque',
      stringData: { DB_PASSWORD: 'REPLACE_ME' },
    },
  ],
});

test('the worked example of the contract', () => {
  expect(render(WEB)).toMatchInlineSnapshot(`
    "apiVersion: v1
    kind: ConfigMap
    metadata:
      name: web-env
      labels:
        app.kubernetes.io/name: web
        app.kubernetes.io/instance: web
        app.kubernetes.io/managed-by: fleetlift
    data:
      A: "1"
      B: "2"
    ---
    apiVersion: v1
    kind: Secret
    metadata:
      name: web-secret
      labels:
        app.kubernetes.io/name: web
        app.kubernetes.io/instance: web
        app.kubernetes.io/managed-by: fleetlift
    stringData:
      DB_PASSWORD: REPLACE_ME
    type: Opaque
    ---
    apiVersion: v1
    kind: Service
    metadata:
      name: web
      labels:
        app.kubernetes.io/name: web
        app.kubernetes.io/instance: web
        app.kubernetes.io/managed-by: fleetlift
    spec:
      ports:
      - name: tcp-80
        protocol: TCP
        port: 8080
        targetPort: tcp-80
      selector:
        app.kubernetes.io/name: web
        app.kubernetes.io/instance: web
      type: ClusterIP
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      labels:
        app.kubernetes.io/name: web
        app.kubernetes.io/instance: web
        app.kubernetes.io/version: "1.4"
        app.kubernetes.io/managed-by: fleetlift
      annotations:
        fleetlift.dev/fleet-hash: a1b2
        fleetlift.dev/review: H10-01,G70-1
        fleetlift.dev/source-file: units/web@.service
        fleetlift.dev/source-units: web@1.service,web@2.service,web@3.service
        fleetlift.dev/x-fleet: |-
          Conflicts=%p@*.service
          MachineMetadata=role=web
        kubernetes.io/description: "Shop: front end"
    spec:
      replicas: 3
      selector:
        matchLabels:
          app.kubernetes.io/name: web
          app.kubernetes.io/instance: web
      template:
        metadata:
          labels:
            app.kubernetes.io/name: web
            app.kubernetes.io/instance: web
          annotations:
            fleetlift.dev/config-hash: "87ac18e16f4695aa"
        spec:
          containers:
          - name: web
            image: docker.io/example/web:1.4
            args:
            - serve
            - --workers
            - "2"
            ports:
            - name: tcp-80
              containerPort: 80
              protocol: TCP
            envFrom:
            - configMapRef:
                name: web-env
            env:
            - name: POD_IP
              valueFrom:
                fieldRef:
                  fieldPath: status.podIP
            - name: DB_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: web-secret
                  key: DB_PASSWORD
            - name: ADVERTISE
              value: "$(POD_IP)"
            resources:
              limits:
                memory: 512Mi
            imagePullPolicy: Always
          terminationGracePeriodSeconds: 20
          automountServiceAccountToken: false
          securityContext:
            seccompProfile:
              type: RuntimeDefault
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                - matchExpressions:
                  - key: role
                    operator: In
                    values:
                    - web
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
              - labelSelector:
                  matchExpressions:
                  - key: app.kubernetes.io/instance
                    operator: In
                    values:
                    - web
                topologyKey: kubernetes.io/hostname
          enableServiceLinks: false
      strategy:
        type: RollingUpdate
        rollingUpdate:
          maxUnavailable: 1
          maxSurge: 0
      revisionHistoryLimit: 3
    ---
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata:
      name: web
      labels:
        app.kubernetes.io/name: web
        app.kubernetes.io/instance: web
        app.kubernetes.io/managed-by: fleetlift
    spec:
      selector:
        matchLabels:
          app.kubernetes.io/name: web
          app.kubernetes.io/instance: web
      maxUnavailable: 1
      unhealthyPodEvictionPolicy: AlwaysAllow
    "
  `);
});

const CONTROLLERS: readonly Controller[] = [
  { kind: 'DaemonSet', update: { type: 'RollingUpdate', maxSurge: 0, maxUnavailable: 1 } },
  { kind: 'DaemonSet', update: { type: 'OnDelete' } },
  {
    kind: 'StatefulSet',
    replicas: 2,
    firstOrdinal: 1,
    serviceName: 'web-peers',
    update: 'OnDelete',
    claims: [
      {
        name: 'data',
        accessMode: 'ReadWriteOnce',
        size: '1Gi',
        storageClassName: null,
        volumeName: null,
      },
    ],
  },
  {
    kind: 'Job',
    suspend: true,
    backoffLimit: 0,
    activeDeadlineSeconds: 60,
    failOn: { container: 'web', operator: 'In', codes: [5, 3, 5] },
  },
  {
    kind: 'CronJob',
    schedule: '0 2 * * 1-5',
    timeZone: 'Etc/UTC',
    startingDeadlineSeconds: 60,
    suspend: false,
    job: { backoffLimit: 2, activeDeadlineSeconds: null, failOn: null },
  },
];
const PEERS: SupportObject = {
  kind: 'Service',
  name: 'web-peers',
  selects: 'web',
  headless: true,
  publishNotReady: true,
  type: 'ClusterIP',
  localTrafficOnly: false,
  ports: [],
};

describe.each(CONTROLLERS)('$kind', (controller) => {
  const manifests = renderManifests(
    conversion([workload({ controller, objects: [PEERS] })]),
    decisions({ on: ['no-managed-by'] }),
  );

  test('its manifest', () => {
    const specs = manifests.map(({ spec }) => spec);
    expect(JSON.stringify(specs[0])).not.toContain('null');
    expect(printYaml(manifests)).toMatchSnapshot();
  });

  test.each(KUBE_VERSIONS)('passes the check of %s', (version) => {
    expect(checkManifests(manifests, version)).toEqual([]);
  });
});

test('the same objects, whatever the order of the conversion', () => {
  const other = workload({ name: 'api', application: 'api', objects: [] });
  const shared: SupportObject[] = [
    { kind: 'ConfigMap', name: 'env-etc-environment', data: { A: '1' }, binaryData: {} },
    {
      kind: 'PersistentVolume',
      name: 'mnt-data',
      size: '1Gi',
      accessMode: 'ReadWriteMany',
      nfs: { server: 'nfs.example', path: '/data' },
      mountOptions: [],
    },
    { kind: 'PriorityClass', name: 'replaces', value: 1000 },
  ];
  const run = (workloads: Workload[], objects: SupportObject[]) =>
    printYaml(renderManifests(conversion(workloads, objects), decisions()));
  expect(run([WEB, other], shared)).toBe(run([other, WEB], shared.toReversed()));
  const kinds = renderManifests(conversion([WEB, other], shared), decisions()).map(
    (m) => `${m.kind}/${m.metadata.name}`,
  );
  expect(kinds).toEqual([
    'PriorityClass/replaces',
    'ConfigMap/env-etc-environment',
    'PersistentVolume/mnt-data',
    'Deployment/api',
    'ConfigMap/web-env',
    'Secret/web-secret',
    'Service/web',
    'Deployment/web',
    'PodDisruptionBudget/web',
  ]);
});

test('namespace and prefix are those of the run', () => {
  const options = decisions({ namespace: 'shop', texts: { prefix: 'example.org' } });
  const volume: SupportObject = {
    kind: 'PersistentVolume',
    name: 'mnt-data',
    size: '1Gi',
    accessMode: 'ReadWriteOnce',
    nfs: { server: 'nfs.example', path: '/data' },
    mountOptions: ['ro'],
  };
  const [pv, , , , deployment] = renderManifests(conversion([WEB], [volume]), options);
  expect(pv?.metadata.namespace).toBeUndefined();
  expect(deployment?.metadata.namespace).toBe('shop');
  expect(Object.keys(deployment?.metadata.annotations ?? {})).toContain('example.org/source-units');
});

test('annotations that Kubernetes would not take are cut, and it is said (A33)', () => {
  const book = openBook();
  const long = workload({ annotations: { 'kubernetes.io/description': 'ä'.repeat(200_000) } });
  const manifests = renderManifests(conversion([long]), decisions(), book);
  expect(checkManifests(manifests, '1.37')).toEqual([]);
  expect(book.findings.map((f) => f.rule)).toEqual(['A33']);
});

test('a Service that selects nothing of ours is a bug', () => {
  const lost = workload({ objects: [{ ...PEERS, selects: 'nobody' }] });
  expect(() => render(lost)).toThrow(/nobody/);
});

describe('everything a conversion can say', () => {
  const manifests = renderManifests(fullConversion(), decisions());

  test.each(KUBE_VERSIONS)('passes the check of %s', (version) => {
    expect(checkManifests(manifests, version)).toEqual([]);
  });

  test('as it is printed', () => {
    expect(printYaml(manifests)).toMatchSnapshot();
  });
});
