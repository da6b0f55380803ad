import { describe, expect, test } from 'vitest';
import { type Around, familyOf } from '../../src/change/readiness/family.ts';
import { type Judged, judge } from '../../src/change/readiness/judge.ts';
import { CAUSES, type Cause } from '../../src/change/readiness/trouble.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { condition, event, live, pod, replicaSet, waiting } from './readiness-samples.ts';

const NOTHING: Around = { pods: [], replicaSets: [], events: [], storageClasses: [] };

function judged(
  object: JsonObject,
  around: Partial<Around> = {},
  more: {
    readonly jobs?: boolean;
    readonly loadBalancers?: boolean;
    readonly usedClaims?: readonly string[];
    readonly now?: number;
    readonly since?: number;
  } = {},
): Judged {
  return judge(object, {
    now: more.now ?? 60_000,
    since: more.since ?? 0,
    choices: { jobs: more.jobs ?? true, loadBalancers: more.loadBalancers ?? false },
    family: familyOf({ ...NOTHING, ...around }),
    usedClaims: new Set(more.usedClaims ?? []),
  });
}

const deployment = live('apps/v1', 'Deployment', { spec: { replicas: 1 }, status: {} });
const newest = [replicaSet('old', 1), replicaSet('new', 2)];
const withPod = (status: JsonObject, name = 'web-1', owner = 'ReplicaSet-new') =>
  judged(deployment, { replicaSets: newest, pods: [pod(name, owner, status)] });

describe('causes found in the Pods of an owner', () => {
  const rows: readonly (readonly [Cause, JsonObject, string])[] = [
    [
      'image-pull',
      waiting('ImagePullBackOff', 'Back-off pulling image "shop/web:1"'),
      'container app: the image cannot be pulled shop/web:1 (ImagePullBackOff): Back-off pulling image "shop/web:1"',
    ],
    [
      'image-pull',
      waiting('ErrImagePull', 'not found'),
      'container app: the image cannot be pulled shop/web:1 (ErrImagePull): not found',
    ],
    [
      'image-name',
      waiting('InvalidImageName'),
      'container app: the name of the image is wrong shop/web:1 (InvalidImageName)',
    ],
    [
      'image-absent',
      waiting('ErrImageNeverPull'),
      'container app: the image is not on the node and is never pulled shop/web:1 (ErrImageNeverPull)',
    ],
    [
      'container-config',
      waiting('CreateContainerConfigError', "couldn't find key port in ConfigMap shop/web"),
      "container app: the container cannot be configured (CreateContainerConfigError): couldn't find key port in ConfigMap shop/web",
    ],
    [
      'container-create',
      waiting('CreateContainerError', 'name is reserved'),
      'container app: the container cannot be created (CreateContainerError): name is reserved',
    ],
    [
      'container-start',
      waiting('RunContainerError', 'exec: "web": not found'),
      'container app: the container cannot be started (RunContainerError): exec: "web": not found',
    ],
    [
      'container-start',
      {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'app',
            state: { terminated: { reason: 'StartError', exitCode: 128, message: 'exec: "web"' } },
          },
        ],
      },
      'container app: the container cannot be started: exit code 128 (StartError): exec: "web"',
    ],
    [
      'post-start-hook',
      waiting('PostStartHookError'),
      'container app: the postStart hook fails (PostStartHookError)',
    ],
    [
      'crash-loop',
      waiting('CrashLoopBackOff', 'back-off 40s', {
        restartCount: 3,
        lastState: { terminated: { exitCode: 1, reason: 'Error' } },
      }),
      'container app ends again and again (3 restarts): exit code 1 (Error)',
    ],
    [
      'crash-loop',
      waiting('CrashLoopBackOff', '', {
        restartCount: 1,
        lastState: { terminated: { exitCode: 128, reason: 'StartError', message: 'no such file' } },
      }),
      'container app ends again and again (1 restart): exit code 128 (StartError): no such file',
    ],
    [
      'unschedulable',
      {
        phase: 'Pending',
        conditions: [
          condition(
            'PodScheduled',
            'False',
            'Unschedulable',
            '0/3 nodes are available: 3 Insufficient cpu.',
          ),
        ],
      },
      'no node takes the Pod: 0/3 nodes are available: 3 Insufficient cpu.',
    ],
  ];
  test.each(rows)('%s', (cause, status, sentence) => {
    expect(withPod(status).troubles).toEqual([
      { cause, sentence, pods: ['web-1'], ...(cause === 'crash-loop' && { container: 'app' }) },
    ]);
  });

  test('init containers count', () => {
    const { containerStatuses, ...status } = waiting('ErrImagePull');
    expect(
      withPod({ ...status, initContainerStatuses: containerStatuses ?? [] }).troubles,
    ).toHaveLength(1);
  });

  test('the first restarts are no trouble yet, nor a Pod that is held back on purpose', () => {
    expect(withPod(waiting('CrashLoopBackOff', '', { restartCount: 2 })).troubles).toEqual([]);
    expect(
      withPod({
        phase: 'Pending',
        conditions: [condition('PodScheduled', 'False', 'SchedulingGated')],
      }).troubles,
    ).toEqual([]);
    expect(withPod(waiting('ContainerCreating')).troubles).toEqual([]);
  });

  test('Pods of an old version are left out', () => {
    expect(withPod(waiting('ErrImagePull'), 'web-0', 'ReplicaSet-old').troubles).toEqual([]);
    const stateful = live('apps/v1', 'StatefulSet', { spec: {}, status: { updateRevision: 'b' } });
    const old = pod('web-0', 'StatefulSet-web', waiting('ErrImagePull'), {
      metadata: { labels: { 'controller-revision-hash': 'a' } },
    });
    expect(judged(stateful, { pods: [old] }).troubles).toEqual([]);
    const daemon = live('apps/v1', 'DaemonSet', {
      metadata: { annotations: { 'deprecated.daemonset.template.generation': '2' } },
    });
    const older = pod('web-x', 'DaemonSet-web', waiting('ErrImagePull'), {
      metadata: { labels: { 'pod-template-generation': '1' } },
    });
    expect(judged(daemon, { pods: [older] }).troubles).toEqual([]);
  });

  test('the same trouble of several Pods is told once, with all of them', () => {
    const status = (restartCount: number) => waiting('CrashLoopBackOff', '', { restartCount });
    const pods = [pod('b', 'ReplicaSet-new', status(9)), pod('a', 'ReplicaSet-new', status(4))];
    const { troubles } = judged(deployment, { replicaSets: newest, pods });
    expect(troubles.map((t) => t.pods)).toEqual([['a', 'b']]);
  });

  test('one that is ready has no troubles', () => {
    const ready = live('apps/v1', 'StatefulSet', {
      spec: { updateStrategy: { type: 'OnDelete' } },
    });
    expect(
      judged(ready, { pods: [pod('a', 'StatefulSet-web', waiting('ErrImagePull'))] }).troubles,
    ).toEqual([]);
  });

  test('no secret and no endless text comes through', () => {
    const status = waiting(
      'CreateContainerError',
      `DB_PASSWORD=hunter2hunter2 ${'x '.repeat(500)}`,
    );
    const [trouble] = withPod(status).troubles;
    expect(trouble?.sentence).not.toContain('hunter2');
    expect(trouble?.sentence.length).toBeLessThanOrEqual(400);
  });
});

describe('Pods that are refused', () => {
  const message = 'pods "web-" is forbidden: violates PodSecurity "restricted:latest": privileged';
  const failure = { conditions: [condition('ReplicaFailure', 'True', 'FailedCreate', message)] };

  test('are seen in the ReplicaSet and in the Deployment', () => {
    const expected = [
      { cause: 'pod-security', sentence: `its Pods are refused: ${message}`, pods: [] },
    ];
    expect(judged(deployment, { replicaSets: [replicaSet('new', 2, failure)] }).troubles).toEqual(
      expected,
    );
    expect(judged({ ...deployment, status: failure }).troubles).toEqual(expected);
    expect(
      judged(deployment, { replicaSets: [replicaSet('old', 1, failure), replicaSet('new', 2)] })
        .troubles,
    ).toEqual([]);
  });

  test.each([
    ['quota', 'pods "web-0" is forbidden: exceeded quota: few, requested: pods=1'],
    ['quota', 'failed quota: few: must specify cpu'],
    ['refused', 'error looking up service account shop/web: serviceaccount "web" not found'],
  ] as const)('are %s by the words of the event', (cause, text) => {
    for (const kind of ['StatefulSet', 'Job']) {
      const object = live(kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, { spec: {}, status: {} });
      const events = [event(`${kind}-web`, 'FailedCreate', text)];
      expect(judged(object, { events }).troubles).toEqual([
        { cause, sentence: `its Pods are refused: ${text}`, pods: [] },
      ]);
    }
  });

  test('events of the past, or of one that has its Pods, say nothing', () => {
    const stateful = live('apps/v1', 'StatefulSet', { spec: {}, status: {} });
    const events = [event('StatefulSet-web', 'FailedCreate', 'exceeded quota')];
    expect(judged(stateful, { events }, { since: 20_000 }).troubles).toEqual([]);
    expect(
      judged(stateful, { events, pods: [pod('web-0', 'StatefulSet-web', { phase: 'Pending' })] })
        .troubles,
    ).toEqual([]);
  });
});

describe('Pods that die and are made again', () => {
  const dead = (name: string, time = '1970-01-01T00:00:00Z') =>
    pod(
      name,
      'ReplicaSet-new',
      {
        phase: 'Failed',
        reason: 'SysctlForbidden',
        message: 'forbidden sysctl: "net.core.somaxconn"',
      },
      { metadata: { creationTimestamp: time } },
    );

  test('three of them are the failure of their owner', () => {
    const { troubles } = judged(deployment, {
      replicaSets: newest,
      pods: [dead('a'), dead('b'), dead('c')],
    });
    expect(troubles).toEqual([
      {
        cause: 'failed-pods',
        sentence:
          '3 Pods have failed one after the other: SysctlForbidden: forbidden sysctl: "net.core.somaxconn"',
        pods: ['a', 'b', 'c'],
      },
    ]);
    expect(CAUSES['failed-pods']).toBe('now');
  });

  test('two are not, nor those of long ago', () => {
    expect(
      judged(deployment, { replicaSets: newest, pods: [dead('a'), dead('b')] }).troubles,
    ).toEqual([]);
    const three = { replicaSets: newest, pods: [dead('a'), dead('b'), dead('c')] };
    expect(judged(deployment, three, { since: 1 }).troubles).toEqual([]);
  });

  test('a DaemonSet and a StatefulSet clear them away and say so in events', () => {
    const daemon = live('apps/v1', 'DaemonSet', { status: {} });
    const events = [
      event('DaemonSet-web', 'FailedDaemonPod', 'Found failed daemon pod shop/web-x on node n1', {
        count: 3,
      }),
    ];
    expect(judged(daemon, { events }).troubles.map((t) => t.cause)).toEqual(['failed-pods']);
  });
});

describe('events about a Pod that hangs', () => {
  const events = [
    event('Pod-web-1', 'FailedMount', 'hostPath type check failed: /data is not a directory'),
  ];
  const around = (status: JsonObject, spec: JsonObject) => ({
    replicaSets: newest,
    events,
    pods: [pod('web-1', 'ReplicaSet-new', status, { spec })],
  });

  test('tell of a volume that cannot be mounted', () => {
    expect(
      judged(deployment, around(waiting('ContainerCreating'), { nodeName: 'n1' })).troubles,
    ).toEqual([
      {
        cause: 'mount',
        sentence:
          'a volume cannot be mounted: hostPath type check failed: /data is not a directory',
        pods: ['web-1'],
      },
    ]);
  });

  test('are nothing for one that runs or has no node', () => {
    expect(judged(deployment, around({ phase: 'Running' }, { nodeName: 'n1' })).troubles).toEqual(
      [],
    );
    expect(judged(deployment, around(waiting('ContainerCreating'), {})).troubles).toEqual([]);
  });
});

describe('rules of our own', () => {
  const job = (status: JsonObject, spec: JsonObject = {}) =>
    live('batch/v1', 'Job', { spec, status });
  const started = { startTime: '1970-01-01T00:00:00Z', active: 1 };

  test('a Job is done when it is complete, unless that is not waited for', () => {
    expect(judged(job(started)).readiness.state).toBe('InProgress');
    expect(judged(job(started), {}, { jobs: false }).readiness.state).toBe('Current');
    expect(
      judged(job({ ...started, conditions: [condition('Complete', 'True')] })).readiness.state,
    ).toBe('Current');
    const suspended = job({ conditions: [condition('Suspended', 'True')] }, { suspend: true });
    expect(judged(suspended).readiness.state).toBe('Current');
  });

  test('the failed tries of a running Job are shown and fail nothing', () => {
    const ended = {
      phase: 'Failed',
      containerStatuses: [{ name: 'app', state: { terminated: { exitCode: 3, reason: 'Error' } } }],
    };
    const { troubles, readiness } = judged(job({ ...started, failed: 2 }), {
      pods: [pod('web-a', 'Job-web', ended)],
    });
    expect(readiness.reason).toBe('the Job runs: 1 active, 2 of at most 7 tries failed');
    expect(troubles).toEqual([
      {
        cause: 'failed-tries',
        sentence: '2 tries have failed: container app: exit code 3 (Error)',
        container: 'app',
        pods: ['web-a'],
      },
    ]);
    expect(CAUSES['failed-tries']).toBe('show');
  });

  test('a Pod that is owned by nobody fails; one that is owned has ended', () => {
    const single = live('v1', 'Pod', { status: { phase: 'Failed', reason: 'Evicted' } });
    expect(judged(single).readiness).toEqual({
      state: 'Failed',
      reason: 'the Pod has failed: Evicted',
    });
    expect(judged(pod('a', 'x', { phase: 'Failed' })).readiness.state).toBe('Current');
  });

  test('a claim that nobody uses may wait for its first consumer', () => {
    const claim = live('v1', 'PersistentVolumeClaim', {
      spec: { storageClassName: 'late' },
      status: { phase: 'Pending' },
    });
    const storageClasses = [
      live('storage.k8s.io/v1', 'StorageClass', { metadata: { name: 'late' } }),
    ].map((c) => ({ ...c, volumeBindingMode: 'WaitForFirstConsumer' }));
    const events = [
      event('PersistentVolumeClaim-web', 'WaitForFirstConsumer', 'waiting for first consumer'),
    ];
    expect(judged(claim).readiness.state).toBe('InProgress');
    expect(judged(claim, { storageClasses }).readiness.state).toBe('Current');
    expect(judged(claim, { events }).readiness.state).toBe('Current');
    expect(judged(claim, { storageClasses }, { usedClaims: ['shop/web'] }).readiness.state).toBe(
      'InProgress',
    );
  });

  test("a load balancer's address is waited for if asked", () => {
    const service = (status: JsonObject) =>
      live('v1', 'Service', { spec: { type: 'LoadBalancer', clusterIP: '10.0.0.7' }, status });
    expect(judged(service({})).readiness.state).toBe('Current');
    expect(judged(service({}), {}, { loadBalancers: true }).readiness.state).toBe('InProgress');
    expect(
      judged(
        service({ loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } }),
        {},
        { loadBalancers: true },
      ).readiness.state,
    ).toBe('Current');
    expect(
      judged(live('v1', 'Service', { spec: { type: 'ClusterIP' } }), {}, { loadBalancers: true })
        .readiness.state,
    ).toBe('Current');
  });

  test('a CronJob that never runs is warned of', () => {
    const cron = (spec: JsonObject) => live('batch/v1', 'CronJob', { spec });
    expect(judged(cron({ startingDeadlineSeconds: 0 })).warnings).toEqual([
      'it never runs: startingDeadlineSeconds is 0',
    ]);
    const events = [event('CronJob-web', 'InvalidSchedule', 'invalid schedule: 0 0 31 2 *')];
    expect(judged(cron({}), { events }).warnings).toEqual([
      'it never runs: invalid schedule: 0 0 31 2 *',
    ]);
    expect(judged(cron({})).warnings).toEqual([]);
  });
});

describe('DaemonSets', () => {
  const none = { observedGeneration: 1, desiredNumberScheduled: 0 };
  const expression = { key: 'region', operator: 'In', values: ['eu', 'us'] };
  test.each([
    ['nothing demanded', {}, 'no node matches: it runs nowhere'],
    [
      'nodeSelector',
      { nodeSelector: { region: 'eu' } },
      'no node matches nodeSelector region=eu: it runs nowhere',
    ],
    [
      'affinity',
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [expression] }],
            },
          },
        },
      },
      'no node matches nodeAffinity region In [eu, us]: it runs nowhere',
    ],
  ] as const)('on no node are ready, with a warning: %s', (_, spec, warning) => {
    const daemon = live('apps/v1', 'DaemonSet', { spec: { template: { spec } }, status: none });
    const { readiness, warnings, settled } = judged(daemon);
    expect({ state: readiness.state, warnings, settled }).toEqual({
      state: 'Current',
      warnings: [warning],
      settled: false,
    });
  });

  const spec = {
    template: {
      spec: {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'kubernetes.io/hostname' },
            ],
          },
        },
      },
    },
  };
  const pinned = (node: string) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] },
          ],
        },
      },
    },
  });
  const repelled = (node: string) =>
    pod(
      `web-${node}`,
      'DaemonSet-web',
      {
        phase: 'Pending',
        conditions: [
          condition(
            'PodScheduled',
            'False',
            'Unschedulable',
            "0/3 nodes are available: 1 node(s) didn't match pod anti-affinity rules.",
          ),
        ],
      },
      { spec: pinned(node) },
    );
  const counts = {
    observedGeneration: 1,
    desiredNumberScheduled: 3,
    currentNumberScheduled: 3,
    updatedNumberScheduled: 3,
    numberReady: 1,
    numberAvailable: 1,
  };

  test('in conflict (C12c) name the nodes and are not waited for', () => {
    const daemon = live('apps/v1', 'DaemonSet', { spec, status: counts });
    const { readiness, warnings, settled, troubles } = judged(daemon, {
      pods: [repelled('n3'), repelled('n2')],
    });
    expect({ state: readiness.state, settled, troubles }).toEqual({
      state: 'InProgress',
      settled: true,
      troubles: [],
    });
    expect(warnings).toEqual([
      'units in conflict have 2 of its 3 nodes: its Pods for n2, n3 stay Pending, so it is never reported complete (C12c)',
    ]);
  });

  test('that still lack another node are waited for', () => {
    const daemon = live('apps/v1', 'DaemonSet', { spec, status: { ...counts, numberReady: 0 } });
    expect(judged(daemon, { pods: [repelled('n3'), repelled('n2')] }).settled).toBe(false);
    const friendly = live('apps/v1', 'DaemonSet', { spec: {}, status: counts });
    expect(judged(friendly, { pods: [repelled('n3'), repelled('n2')] }).settled).toBe(false);
  });
});

describe('progress', () => {
  const at = (status: JsonObject, pods: readonly JsonObject[] = []) =>
    judged({ ...deployment, status }, { replicaSets: newest, pods }).progress;
  const started = (ready: boolean, name = 'a') =>
    pod(name, 'ReplicaSet-new', {
      phase: 'Running',
      containerStatuses: [{ name: 'app', ready, started: ready, state: {} }],
    });

  test('grows with every step forward', () => {
    const steps = [
      at({}),
      at({ observedGeneration: 1 }),
      at({ observedGeneration: 1, updatedReplicas: 1 }),
      at({ observedGeneration: 1, updatedReplicas: 1 }, [started(false)]),
      at({ observedGeneration: 1, updatedReplicas: 1 }, [started(true)]),
      at({ observedGeneration: 1, updatedReplicas: 1, readyReplicas: 1 }, [started(true)]),
    ];
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  });

  test('is not a Pod that has failed, nor one too many', () => {
    expect(at({}, [pod('a', 'ReplicaSet-new', { phase: 'Failed' })])).toBe(at({}));
    expect(at({ replicas: 3 })).toBeLessThan(at({ replicas: 2 }));
  });
});
