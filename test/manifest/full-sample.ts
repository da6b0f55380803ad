import type { Controller, Conversion, SupportObject } from '../../src/workload/workload.ts';
import { container, conversion, pod, workload } from './sample.ts';

/** Workloads that together say everything a `Conversion` can say, so that rendering them writes every field there is. */
export function fullConversion(): Conversion {
  return conversion(
    [
      workload({ pod: fullPod(), partOf: 'shop', version: '1.4', objects: OBJECTS }),
      workload({ name: 'host', application: 'host', controller: ROLLING, pod: hostPod() }),
      workload({ name: 'each', application: 'each', controller: DAEMONS, pod: restartingPod() }),
      workload({ name: 'peers', application: 'peers', controller: STATEFUL, pod: claimingPod() }),
      workload({ name: 'once', application: 'once', controller: JOB }),
      workload({ name: 'daily', application: 'daily', controller: CRON }),
    ],
    SHARED,
  );
}

const ROLLING: Controller = {
  kind: 'Deployment',
  replicas: 4,
  strategy: { type: 'RollingUpdate', maxSurge: '25%', maxUnavailable: 1 },
  progressDeadlineSeconds: 900,
};
const DAEMONS: Controller = {
  kind: 'DaemonSet',
  update: { type: 'RollingUpdate', maxSurge: 0, maxUnavailable: 2 },
};
const STATEFUL: Controller = {
  kind: 'StatefulSet',
  replicas: 2,
  firstOrdinal: 1,
  serviceName: 'peers-peers',
  update: 'RollingUpdate',
  claims: [
    {
      name: 'data',
      accessMode: 'ReadWriteOncePod',
      size: '1Gi',
      storageClassName: 'fast',
      volumeName: null,
    },
  ],
};
const JOB: Controller = {
  kind: 'Job',
  suspend: true,
  backoffLimit: 4,
  activeDeadlineSeconds: 600,
  failOn: { container: 'web', operator: 'NotIn', codes: [0, 7] },
};
const CRON: Controller = {
  kind: 'CronJob',
  schedule: '*/15 2 * * mon-fri',
  timeZone: 'Europe/Berlin',
  startingDeadlineSeconds: 60,
  suspend: true,
  job: { backoffLimit: 0, activeDeadlineSeconds: 60, failOn: null },
};

const PORT = { name: 'tcp-80', containerPort: 80, protocol: 'TCP' } as const;

const fullPod = () =>
  pod({
    annotations: { 'example.org/a': 'b' },
    labels: { 'fleetlift.dev/role': 'db' },
    restartPolicy: 'Always',
    initContainers: [
      container({ name: 'first', command: ['/bin/sh', '-c', 'true'] }),
      container({ name: 'sidecar', restartPolicy: 'Always' }),
    ],
    containers: [fullContainer(), container({ name: 'second' })],
    volumes: [
      { name: 'host', source: { kind: 'host-path', path: '/data', type: 'Directory' } },
      { name: 'scratch', source: { kind: 'empty-dir', memory: true, sizeLimit: '64Mi' } },
      { name: 'claim', source: { kind: 'claim', claimName: 'data', readOnly: true } },
      { name: 'config', source: { kind: 'config-map', name: 'web-env', optional: true } },
      { name: 'secret', source: { kind: 'secret', name: 'web-secret', optional: true } },
      {
        name: 'nfs',
        source: { kind: 'nfs', server: 'nfs.example', path: '/export', readOnly: true },
      },
      {
        name: 'image',
        source: { kind: 'image', reference: 'example/data:1', pullPolicy: 'IfNotPresent' },
      },
    ],
    affinity: {
      nodeTerms: [
        {
          expressions: [
            { key: 'role', operator: 'In', values: ['web'] },
            { key: 'disk', operator: 'NotIn', values: ['hdd'] },
          ],
          fields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }],
        },
      ],
      podAffinity: [{ workloads: ['db'] }],
      podAntiAffinity: [{ workloads: ['api', 'web'] }],
      softAntiAffinity: false,
    },
    tolerations: [
      {
        key: 'node.kubernetes.io/not-ready',
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 0,
      },
      { key: null, operator: 'Exists', effect: null, tolerationSeconds: null },
    ],
    topologySpread: {
      whenUnsatisfiable: 'ScheduleAnyway',
      matchLabelKeys: ['pod-template-hash'],
    },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    priorityClassName: 'replaces',
    shareProcessNamespace: true,
    hostname: 'web',
    dnsPolicy: 'None',
    dnsConfig: {
      nameservers: ['10.0.0.10'],
      searches: ['example.org'],
      options: [
        { name: 'ndots', value: '2' },
        { name: 'rotate', value: null },
      ],
    },
    hostAliases: [{ ip: '10.1.2.3', hostnames: ['db', 'db.example'] }],
    securityContext: {
      seccompProfile: { type: 'Localhost', localhostProfile: 'web.json' },
      supplementalGroups: [10, 20],
      supplementalGroupsPolicy: 'Strict',
      fsGroup: 30,
      sysctls: [{ name: 'net.core.somaxconn', value: '1024' }],
    },
    resources: { limits: { memory: '1Gi' }, requests: { memory: '512Mi' } },
    imagePullSecrets: ['registry'],
    runtimeClassName: 'kata',
    enableServiceLinks: true,
    terminationGracePeriodSeconds: 60,
    osLinux: true,
  });

const fullContainer = () =>
  container({
    command: ['/run'],
    args: ['--all', '$(NODE_NAME)'],
    workingDir: '/srv',
    env: [
      { name: 'NODE_NAME', from: { kind: 'field', path: 'spec.nodeName' } },
      { name: 'A', value: '1' },
      { name: 'B', from: { kind: 'secret', name: 'web-secret', key: 'B', optional: true } },
      { name: 'C', from: { kind: 'config-map', name: 'web-env', key: 'C', optional: true } },
    ],
    envFrom: [
      { kind: 'config-map', name: 'web-env', optional: true },
      { kind: 'secret', name: 'web-secret', optional: true },
    ],
    ports: [
      { ...PORT, hostPort: 8080, hostIp: '127.0.0.1' },
      { ...PORT, name: 'udp-80', protocol: 'UDP', hostPort: null, hostIp: null },
    ],
    resources: { limits: { memory: '512Mi', cpu: '1500m' }, requests: { memory: '0', cpu: '0' } },
    volumeMounts: [
      mount('host', '/data', { subPath: 'a/b', readOnly: true }),
      mount('scratch', '/scratch', { subPathExpr: '$(NODE_NAME)' }),
      mount('claim', '/claim', { mountPropagation: 'HostToContainer' }),
      ...['config', 'secret', 'nfs', 'image'].map((name) => mount(name, `/${name}`, {})),
    ],
    securityContext: {
      privileged: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      runAsNonRoot: true,
      capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
      seccompProfile: { type: 'Unconfined', localhostProfile: null },
      appArmorProfile: { type: 'Localhost', localhostProfile: 'web' },
      seLinuxOptions: { user: 'u', role: 'r', type: 't', level: 's0' },
      procMount: null,
    },
    readinessProbe: {
      handler: {
        kind: 'http',
        port: 80,
        path: '/health',
        scheme: 'HTTPS',
        headers: [{ name: 'Host', value: 'web.example' }],
      },
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 3,
    },
    livenessProbe: {
      handler: { kind: 'tcp', port: 80 },
      periodSeconds: 10,
      timeoutSeconds: 1,
      failureThreshold: 3,
    },
    startupProbe: {
      handler: { kind: 'exec', command: ['/bin/true'] },
      periodSeconds: 10,
      timeoutSeconds: 1,
      failureThreshold: 30,
    },
    postStart: { kind: 'exec', command: ['/bin/sh', '-c', 'true'] },
    preStop: { kind: 'sleep', seconds: 5 },
    stdin: true,
    tty: true,
  });

type Mount = ReturnType<typeof container>['volumeMounts'][number];
const mount = (name: string, mountPath: string, fields: Partial<Mount>): Mount => ({
  name,
  mountPath,
  readOnly: false,
  subPath: null,
  subPathExpr: null,
  mountPropagation: null,
  ...fields,
});

const hostPod = () =>
  pod({
    hostNetwork: true,
    hostPid: true,
    hostIpc: true,
    dnsPolicy: 'ClusterFirstWithHostNet',
    containers: [
      container({
        ports: [{ ...PORT, hostPort: 80, hostIp: null }],
        securityContext: { ...NO_CONTEXT, privileged: true },
      }),
    ],
    affinity: {
      nodeTerms: [],
      podAffinity: [],
      podAntiAffinity: [{ workloads: ['web'] }],
      softAntiAffinity: true,
    },
  });

const NO_CONTEXT = {
  privileged: null,
  allowPrivilegeEscalation: null,
  readOnlyRootFilesystem: null,
  runAsUser: null,
  runAsGroup: null,
  runAsNonRoot: null,
  capabilities: null,
  seccompProfile: null,
  appArmorProfile: null,
  seLinuxOptions: null,
  procMount: null,
};

const restartingPod = () =>
  pod({
    hostnameOverride: 'each.example',
    hostUsers: false,
    containers: [
      container({
        restartPolicy: 'Never',
        restartPolicyRules: [{ action: 'Restart', operator: 'NotIn', exitCodes: [0, 3] }],
        securityContext: { ...NO_CONTEXT, procMount: 'Unmasked' },
      }),
      container({ name: 'main' }),
    ],
  });

const claimingPod = () =>
  pod({ containers: [container({ volumeMounts: [mount('data', '/data', {})] })] });

const OBJECTS: readonly SupportObject[] = [
  {
    kind: 'Service',
    name: 'web',
    selects: 'web',
    headless: false,
    publishNotReady: false,
    type: 'NodePort',
    localTrafficOnly: true,
    ports: [
      { name: 'tcp-80', port: 8080, targetPort: 'tcp-80', protocol: 'TCP', nodePort: 30_080 },
      { name: 'udp-80', port: 8080, targetPort: 80, protocol: 'UDP', nodePort: null },
    ],
  },
  { kind: 'ConfigMap', name: 'web-env', data: { C: '1' }, binaryData: { bin: 'AAEC' } },
  { kind: 'Secret', name: 'web-secret', type: 'Opaque', stringData: { B: 'REPLACE_ME' } },
  {
    kind: 'PersistentVolumeClaim',
    name: 'data',
    accessMode: 'ReadWriteMany',
    size: '1Gi',
    storageClassName: '',
    volumeName: 'mnt-data',
  },
  { kind: 'PodDisruptionBudget', name: 'web' },
];

const SHARED: readonly SupportObject[] = [
  {
    kind: 'Service',
    name: 'peers-peers',
    selects: 'peers',
    headless: true,
    publishNotReady: true,
    type: 'ClusterIP',
    localTrafficOnly: false,
    ports: [],
  },
  {
    kind: 'PersistentVolume',
    name: 'mnt-data',
    size: '1Gi',
    accessMode: 'ReadWriteMany',
    nfs: { server: 'nfs.example', path: '/data' },
    mountOptions: ['ro', 'nolock'],
  },
  { kind: 'PriorityClass', name: 'replaces', value: 1000 },
];
