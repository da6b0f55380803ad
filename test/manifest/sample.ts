import type { Decisions, KubeVersion } from '../../src/decision/options.ts';
import type { Container, Pod } from '../../src/workload/pod.ts';
import type { Controller, Conversion, Workload } from '../../src/workload/workload.ts';

/** A container that says nothing but its name and image. */
export const container = (fields: Partial<Container> = {}): Container => ({
  name: 'web',
  image: 'docker.io/example/web:1.4',
  imagePullPolicy: 'IfNotPresent',
  command: null,
  args: null,
  workingDir: null,
  env: [],
  envFrom: [],
  ports: [],
  resources: null,
  volumeMounts: [],
  securityContext: null,
  readinessProbe: null,
  livenessProbe: null,
  startupProbe: null,
  postStart: null,
  preStop: null,
  stopSignal: null,
  stdin: false,
  tty: false,
  restartPolicy: null,
  restartPolicyRules: [],
  ...fields,
});

export const pod = (fields: Partial<Pod> = {}): Pod => ({
  annotations: {},
  labels: {},
  restartPolicy: null,
  initContainers: [],
  containers: [container()],
  volumes: [],
  affinity: null,
  tolerations: [],
  topologySpread: null,
  nodeSelector: {},
  priorityClassName: null,
  hostNetwork: false,
  hostPid: false,
  hostIpc: false,
  hostUsers: null,
  shareProcessNamespace: false,
  hostname: null,
  hostnameOverride: null,
  dnsPolicy: null,
  dnsConfig: null,
  hostAliases: [],
  securityContext: {
    seccompProfile: { type: 'RuntimeDefault', localhostProfile: null },
    supplementalGroups: [],
    supplementalGroupsPolicy: null,
    fsGroup: null,
    sysctls: [],
  },
  resources: null,
  imagePullSecrets: [],
  runtimeClassName: null,
  enableServiceLinks: false,
  automountServiceAccountToken: false,
  terminationGracePeriodSeconds: null,
  osLinux: false,
  ...fields,
});

export const DEPLOYMENT: Controller = {
  kind: 'Deployment',
  replicas: 1,
  strategy: { type: 'Recreate' },
  progressDeadlineSeconds: null,
};

export const workload = (fields: Partial<Workload> = {}): Workload => ({
  name: 'web',
  application: 'web',
  partOf: null,
  version: null,
  sources: [{ unit: 'web.service', file: 'units/web.service', fleetHash: 'a1b2', fleetLines: [] }],
  annotations: {},
  controller: DEPLOYMENT,
  pod: pod(),
  objects: [],
  review: [],
  unresolved: null,
  ...fields,
});

export const conversion = (
  workloads: readonly Workload[],
  shared: Conversion['shared'] = [],
): Conversion => ({ workloads, shared, outcomes: [] });

/** Decisions of a run without options, but for these. */
export const decisions = (
  fields: {
    readonly kubeVersion?: KubeVersion;
    readonly namespace?: string;
    readonly on?: readonly string[];
    readonly texts?: Readonly<Record<string, string>>;
  } = {},
): Decisions => ({
  kubeVersion: fields.kubeVersion ?? '1.35',
  namespace: fields.namespace ?? null,
  keepUnresolved: false,
  isOn: (name) => fields.on?.includes(name) ?? false,
  text: (name) => fields.texts?.[name] ?? null,
  list: () => [],
});
