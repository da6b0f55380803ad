import { describe, expect, test } from 'vitest';
import { kstatusOf } from '../../src/change/readiness/kstatus.ts';
import type { State } from '../../src/change/readiness/state.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { condition, live } from './readiness-samples.ts';

type Row = readonly [what: string, object: JsonObject, state: State, now?: number];

const deployment = (spec: JsonObject, status: JsonObject) =>
  live('apps/v1', 'Deployment', { spec, status });
const AVAILABLE = condition('Available', 'True');
const ROLLED = condition('Progressing', 'True', 'NewReplicaSetAvailable');
const FULL = {
  replicas: 3,
  updatedReplicas: 3,
  readyReplicas: 3,
  availableReplicas: 3,
  conditions: [AVAILABLE, ROLLED],
};

const GENERIC: readonly Row[] = [
  [
    'deletion comes first',
    live('v1', 'ConfigMap', { metadata: { deletionTimestamp: '1970-01-01T00:00:00Z' } }),
    'Terminating',
  ],
  [
    'an old version was seen',
    live('apps/v1', 'Deployment', { status: { ...FULL, observedGeneration: 7 } }),
    'InProgress',
  ],
  ['no observedGeneration passes', live('example.com/v1', 'Thing', { status: {} }), 'Current'],
  [
    'reconciling',
    live('example.com/v1', 'Thing', { status: { conditions: [condition('Reconciling', 'True')] } }),
    'InProgress',
  ],
  [
    'stalled',
    live('example.com/v1', 'Thing', { status: { conditions: [condition('Stalled', 'True')] } }),
    'Failed',
  ],
  [
    'condition Ready True',
    live('example.com/v1', 'Thing', { status: { conditions: [condition('Ready', 'True')] } }),
    'Current',
  ],
  [
    'condition Ready False',
    live('example.com/v1', 'Thing', { status: { conditions: [condition('Ready', 'False')] } }),
    'InProgress',
  ],
  [
    'condition Ready Unknown',
    live('example.com/v1', 'Thing', { status: { conditions: [condition('Ready', 'Unknown')] } }),
    'InProgress',
  ],
  ['a Namespace', live('v1', 'Namespace', { status: { phase: 'Active' } }), 'Current'],
  ['an Ingress', live('networking.k8s.io/v1', 'Ingress'), 'Current'],
  [
    'a kind of the same name in another group',
    live('example.com/v1', 'Deployment', { spec: { replicas: 3 } }),
    'Current',
  ],
];

const DEPLOYMENT: readonly Row[] = [
  ['no status', deployment({ replicas: 3 }, {}), 'InProgress'],
  [
    'replicas default to 1',
    deployment(
      {},
      { ...FULL, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 },
    ),
    'Current',
  ],
  ['too few made', deployment({ replicas: 3 }, { ...FULL, replicas: 2 }), 'InProgress'],
  ['too few updated', deployment({ replicas: 3 }, { ...FULL, updatedReplicas: 2 }), 'InProgress'],
  ['old ones to end', deployment({ replicas: 3 }, { ...FULL, replicas: 4 }), 'InProgress'],
  [
    'too few available',
    deployment({ replicas: 3 }, { ...FULL, availableReplicas: 2 }),
    'InProgress',
  ],
  ['too few ready', deployment({ replicas: 3 }, { ...FULL, readyReplicas: 2 }), 'InProgress'],
  [
    'deadline exceeded',
    deployment(
      { replicas: 3 },
      { conditions: [condition('Progressing', 'False', 'ProgressDeadlineExceeded')] },
    ),
    'Failed',
  ],
  [
    'still progressing',
    deployment(
      { replicas: 3, progressDeadlineSeconds: 600 },
      { ...FULL, conditions: [AVAILABLE, condition('Progressing', 'True', 'ReplicaSetUpdated')] },
    ),
    'InProgress',
  ],
  [
    'progressing without a deadline',
    deployment({ replicas: 3 }, { ...FULL, conditions: [AVAILABLE] }),
    'Current',
  ],
  [
    'the largest deadline is none',
    deployment(
      { replicas: 3, progressDeadlineSeconds: 2147483647 },
      { ...FULL, conditions: [AVAILABLE] },
    ),
    'Current',
  ],
  [
    'not available',
    deployment({ replicas: 3 }, { ...FULL, conditions: [condition('Available', 'False'), ROLLED] }),
    'InProgress',
  ],
  [
    'no condition Available',
    deployment({ replicas: 3 }, { ...FULL, conditions: [ROLLED] }),
    'InProgress',
  ],
  ['all there', deployment({ replicas: 3, progressDeadlineSeconds: 600 }, FULL), 'Current'],
  ['none wanted', deployment({ replicas: 0 }, { conditions: [AVAILABLE, ROLLED] }), 'Current'],
];

const set = (spec: JsonObject, status: JsonObject) =>
  live('apps/v1', 'StatefulSet', { spec, status });
const SET = {
  replicas: 2,
  readyReplicas: 2,
  currentReplicas: 2,
  currentRevision: 'a',
  updateRevision: 'a',
};
const partition = (count: number) => ({
  replicas: 2,
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: count } },
});
const STATEFUL: readonly Row[] = [
  [
    'OnDelete is current at once',
    set({ replicas: 2, updateStrategy: { type: 'OnDelete' } }, {}),
    'Current',
  ],
  ['too few made', set({ replicas: 2 }, { ...SET, replicas: 1 }), 'InProgress'],
  ['too few ready', set({ replicas: 2 }, { ...SET, readyReplicas: 1 }), 'InProgress'],
  ['too many', set({ replicas: 2 }, { ...SET, replicas: 3 }), 'InProgress'],
  ['too few current', set({ replicas: 2 }, { ...SET, currentReplicas: 1 }), 'InProgress'],
  ['revisions differ', set({ replicas: 2 }, { ...SET, updateRevision: 'b' }), 'InProgress'],
  ['all there', set({ replicas: 2 }, SET), 'Current'],
  [
    'a partition that is not rolled out',
    set(partition(1), { ...SET, updatedReplicas: 0 }),
    'InProgress',
  ],
  [
    'a partition that is',
    set(partition(1), { ...SET, updateRevision: 'b', updatedReplicas: 1 }),
    'Current',
  ],
  [
    'the default partition, not rolled out',
    set(partition(0), { ...SET, updatedReplicas: 1 }),
    'InProgress',
  ],
  ['the default partition', set(partition(0), { ...SET, updatedReplicas: 2 }), 'Current'],
];

const daemon = (status: JsonObject) => live('apps/v1', 'DaemonSet', { status });
const DAEMON = {
  observedGeneration: 1,
  desiredNumberScheduled: 2,
  currentNumberScheduled: 2,
  updatedNumberScheduled: 2,
  numberAvailable: 2,
  numberReady: 2,
};
const DAEMONS: readonly Row[] = [
  ['nobody has looked', daemon({}), 'InProgress'],
  [
    'no generation',
    live('apps/v1', 'DaemonSet', {
      metadata: { generation: null },
      status: { desiredNumberScheduled: 0 },
    }),
    'InProgress',
  ],
  ['no desired number', daemon({ observedGeneration: 1 }), 'InProgress'],
  ...['currentNumberScheduled', 'updatedNumberScheduled', 'numberAvailable', 'numberReady'].map(
    (field): Row => [`${field} too small`, daemon({ ...DAEMON, [field]: 1 }), 'InProgress'],
  ),
  ['all there', daemon(DAEMON), 'Current'],
  ['no node', daemon({ observedGeneration: 1, desiredNumberScheduled: 0 }), 'Current'],
];

const replicas = (status: JsonObject) =>
  live('apps/v1', 'ReplicaSet', { spec: { replicas: 2 }, status });
const REPLICAS = { replicas: 2, fullyLabeledReplicas: 2, availableReplicas: 2, readyReplicas: 2 };
const REPLICA_SET: readonly Row[] = [
  [
    'refused',
    replicas({ ...REPLICAS, conditions: [condition('ReplicaFailure', 'True', 'FailedCreate')] }),
    'InProgress',
  ],
  ...['fullyLabeledReplicas', 'availableReplicas', 'readyReplicas'].map(
    (field): Row => [`${field} too small`, replicas({ ...REPLICAS, [field]: 1 }), 'InProgress'],
  ),
  ['too many', replicas({ ...REPLICAS, replicas: 3 }), 'InProgress'],
  ['all there', replicas(REPLICAS), 'Current'],
];

const job = (status: JsonObject, spec: JsonObject = {}) =>
  live('batch/v1', 'Job', { spec, status });
const START = { startTime: '1970-01-01T00:00:00Z' };
const JOB: readonly Row[] = [
  ['not started', job({}), 'InProgress'],
  [
    'failed',
    job({ ...START, conditions: [condition('Failed', 'True', 'BackoffLimitExceeded')] }),
    'Failed',
  ],
  ['complete', job({ ...START, conditions: [condition('Complete', 'True')] }), 'Current'],
  [
    'suspended as written',
    job({ conditions: [condition('Suspended', 'True')] }, { suspend: true }),
    'Current',
  ],
  ['it runs', job({ ...START, active: 1 }), 'Current'],
];

const phase = (name: string, ...conditions: JsonObject[]) =>
  live('v1', 'Pod', { status: { phase: name, conditions } });
const UNSCHEDULABLE = condition(
  'PodScheduled',
  'False',
  'Unschedulable',
  '0/3 nodes are available',
);
const POD: readonly Row[] = [
  ['no phase', live('v1', 'Pod'), 'InProgress'],
  ['pending', phase('Pending'), 'InProgress'],
  ['unschedulable for a moment', phase('Pending', UNSCHEDULABLE), 'InProgress', 14_000],
  ['unschedulable', phase('Pending', UNSCHEDULABLE), 'Failed', 15_000],
  ['running', phase('Running', condition('Ready', 'False')), 'InProgress'],
  ['ready', phase('Running', condition('Ready', 'True')), 'Current'],
  ['succeeded', phase('Succeeded'), 'Current'],
  ['failed is an end', phase('Failed'), 'Current'],
  [
    'crash loop',
    live('v1', 'Pod', {
      status: {
        phase: 'Running',
        containerStatuses: [{ name: 'a', state: { waiting: { reason: 'CrashLoopBackOff' } } }],
      },
    }),
    'Failed',
  ],
  [
    'crash loop of an init container',
    live('v1', 'Pod', {
      status: {
        phase: 'Running',
        initContainerStatuses: [{ name: 'a', state: { waiting: { reason: 'CrashLoopBackOff' } } }],
      },
    }),
    'Failed',
  ],
];

const crd = (...conditions: JsonObject[]) =>
  live('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { status: { conditions } });
const OTHERS: readonly Row[] = [
  ['a ConfigMap', live('v1', 'ConfigMap'), 'Current'],
  ['a Secret', live('v1', 'Secret'), 'Current'],
  ['a CronJob', live('batch/v1', 'CronJob'), 'Current'],
  [
    'a PodDisruptionBudget',
    live('policy/v1', 'PodDisruptionBudget', { status: { observedGeneration: 1 } }),
    'Current',
  ],
  [
    'an old PodDisruptionBudget',
    live('policy/v1', 'PodDisruptionBudget', { status: { observedGeneration: 0 } }),
    'InProgress',
  ],
  ['a Service', live('v1', 'Service', { spec: { type: 'ClusterIP' } }), 'Current'],
  [
    'a load balancer without cluster IP',
    live('v1', 'Service', { spec: { type: 'LoadBalancer' } }),
    'InProgress',
  ],
  [
    'a load balancer without address',
    live('v1', 'Service', { spec: { type: 'LoadBalancer', clusterIP: '10.0.0.7' } }),
    'Current',
  ],
  ['a claim', live('v1', 'PersistentVolumeClaim', { status: { phase: 'Pending' } }), 'InProgress'],
  ['a bound claim', live('v1', 'PersistentVolumeClaim', { status: { phase: 'Bound' } }), 'Current'],
  ['a new definition', crd(), 'InProgress'],
  [
    'a definition that is being installed',
    crd(condition('Established', 'False', 'Installing')),
    'InProgress',
  ],
  ['a definition whose names are taken', crd(condition('NamesAccepted', 'False')), 'Failed'],
  ['a definition that is refused', crd(condition('Established', 'False', 'Other')), 'Failed'],
  [
    'a definition',
    crd(condition('NamesAccepted', 'True'), condition('Established', 'True')),
    'Current',
  ],
];

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'all kinds': GENERIC,
  Deployment: DEPLOYMENT,
  StatefulSet: STATEFUL,
  DaemonSet: DAEMONS,
  ReplicaSet: REPLICA_SET,
  Job: JOB,
  Pod: POD,
  others: OTHERS,
};

for (const [kind, rows] of Object.entries(TABLES))
  describe(`kstatus' rules of ${kind}`, () => {
    for (const [what, object, state, now = 60_000] of rows)
      test(what, () => {
        const readiness = kstatusOf(object, now);
        expect(readiness.state).toBe(state);
        expect(readiness.reason).toMatch(/^\S.*[^.]$/);
      });
  });
