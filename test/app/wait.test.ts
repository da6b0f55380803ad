import { describe, expect, test } from 'vitest';
import type { Target } from '../../src/app/surroundings.ts';
import { WAIT_DEFAULTS, type WaitOptions, type WaitResult, waitFor } from '../../src/app/wait.ts';
import type { StateRow } from '../../src/change/readiness/state-row.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { condition, event, live, pod, replicaSet, waiting } from '../change/readiness-samples.ts';
import { type FakeCluster, fakeClock, fakeCluster } from './fake-cluster.ts';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/shop/deployments';
const PODS = '/api/v1/namespaces/shop/pods';
const SETS = '/apis/apps/v1/namespaces/shop/replicasets';
const EVENTS = '/api/v1/namespaces/shop/events';
const JOBS = '/apis/batch/v1/namespaces/shop/jobs';

const target = (apiVersion: string, kind: string, collection: string, name = 'web'): Target => ({
  object: { apiVersion, kind, namespace: 'shop', name },
  collection,
  labelSelector: null,
  units: [`${name}.service`],
});
const WEB = target('apps/v1', 'Deployment', DEPLOYMENTS);

const fresh = (name = 'web') =>
  live('apps/v1', 'Deployment', {
    metadata: { name, uid: `Deployment-${name}` },
    spec: { replicas: 1 },
    status: { observedGeneration: 1 },
  });
const ready = (name = 'web') =>
  live('apps/v1', 'Deployment', {
    metadata: { name, uid: `Deployment-${name}` },
    spec: { replicas: 1 },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
      conditions: [condition('Available', 'True')],
    },
  });

interface Play {
  readonly targets?: readonly Target[];
  readonly options?: Partial<WaitOptions>;
  readonly start: (cluster: FakeCluster) => void;
  readonly plans?: Readonly<Record<number, (cluster: FakeCluster) => void>>;
  readonly interruptAt?: number;
}

async function play({
  targets = [WEB],
  options = {},
  start,
  plans = {},
  interruptAt,
}: Play): Promise<
  WaitResult & { cluster: FakeCluster; looks: readonly (readonly StateRow[])[]; ended: number }
> {
  const cluster = fakeCluster();
  const clock = fakeClock();
  const interrupt = new AbortController();
  start(cluster);
  for (const [time, happens] of Object.entries(plans))
    clock.at(Number(time), () => happens(cluster));
  if (interruptAt !== undefined) clock.at(interruptAt, () => interrupt.abort());
  const looks: (readonly StateRow[])[] = [];
  const result = await waitFor(
    targets,
    cluster,
    clock,
    { ...WAIT_DEFAULTS, ...options },
    interrupt.signal,
    (rows) => looks.push(rows),
  );
  return { ...result, cluster, looks, ended: clock.now() };
}

const verdicts = ({ rows }: WaitResult) => rows.map((row) => row.verdict);
const stuckPod = (status: JsonObject) => (cluster: FakeCluster) => {
  cluster.put(DEPLOYMENTS, fresh());
  cluster.put(SETS, replicaSet('new', 1));
  cluster.put(PODS, pod('web-1', 'ReplicaSet-new', status));
};

describe('a wait', () => {
  test('ends when an object is ready', async () => {
    const result = await play({
      start: (c) => c.put(DEPLOYMENTS, fresh()),
      plans: { 4000: (c) => c.put(DEPLOYMENTS, ready()) },
    });
    expect(verdicts(result)).toEqual(['ready']);
    expect(result.rows[0]).toMatchObject({ state: 'Current', units: ['web.service'] });
    expect(result.ended).toBeGreaterThanOrEqual(4000);
    expect(result.ended).toBeLessThan(6000);
  });

  test('ends at once for nothing, and for what is ready', async () => {
    expect(verdicts(await play({ targets: [], start: () => undefined }))).toEqual([]);
    const result = await play({ start: (c) => c.put(DEPLOYMENTS, ready()) });
    expect(verdicts(result)).toEqual(['ready']);
    expect(result.ended).toBeLessThan(3000);
  });

  test('waits for all objects with one watch a collection', async () => {
    const targets = ['a', 'b', 'c'].map((name) =>
      target('apps/v1', 'Deployment', DEPLOYMENTS, name),
    );
    const result = await play({
      targets,
      start: (c) => ['a', 'b', 'c'].map((name) => c.put(DEPLOYMENTS, fresh(name))),
      plans: {
        1000: (c) => c.put(DEPLOYMENTS, ready('c')),
        2000: (c) => c.put(DEPLOYMENTS, ready('a')),
        3000: (c) => c.put(DEPLOYMENTS, ready('b')),
      },
    });
    expect(verdicts(result)).toEqual(['ready', 'ready', 'ready']);
    expect(result.cluster.asked.filter((path) => path.startsWith(DEPLOYMENTS))).toHaveLength(2);
    const elapsed = result.rows.map((row) => row.elapsed);
    expect(elapsed[2]).toBeLessThan(elapsed[0] ?? 0);
    expect(elapsed[0]).toBeLessThan(elapsed[1] ?? 0);
  });

  test('looks once at kinds that have no state', async () => {
    const path = '/api/v1/namespaces/shop/configmaps';
    const result = await play({
      targets: [target('v1', 'ConfigMap', path)],
      start: (c) => c.put(path, live('v1', 'ConfigMap')),
    });
    expect(verdicts(result)).toEqual(['ready']);
    expect(result.cluster.asked).toEqual([`${path}?limit=500`]);
  });

  test('asks by label where the set has one', async () => {
    const result = await play({
      targets: [{ ...WEB, labelSelector: 'a=b' }],
      start: (c) => c.put(DEPLOYMENTS, ready()),
    });
    expect(
      result.cluster.asked
        .filter((path) => path.startsWith(DEPLOYMENTS))
        .every((path) => path.includes('labelSelector=a%3Db')),
    ).toBe(true);
    expect(
      result.cluster.asked
        .filter((path) => path.startsWith(PODS))
        .some((path) => path.includes('labelSelector')),
    ).toBe(false);
  });

  test('goes on after a cut connection, from where it stood', async () => {
    const result = await play({
      start: (c) => c.put(DEPLOYMENTS, fresh()),
      plans: { 1000: (c) => c.cut(DEPLOYMENTS, 0), 5000: (c) => c.put(DEPLOYMENTS, ready()) },
    });
    expect(verdicts(result)).toEqual(['ready']);
    const asked = result.cluster.asked.filter((path) => path.startsWith(DEPLOYMENTS));
    expect(asked).toHaveLength(3);
    expect(asked[1]).toBe(asked[2]);
  });

  test.each([
    ['in the stream', (c: FakeCluster) => c.expire(DEPLOYMENTS)],
    ['as its answer', (c: FakeCluster) => c.cut(DEPLOYMENTS, 410)],
  ] as const)('reads anew after 410 %s', async (_, expire) => {
    const result = await play({
      start: (c) => c.put(DEPLOYMENTS, fresh()),
      plans: { 1000: expire, 5000: (c) => c.put(DEPLOYMENTS, ready()) },
    });
    expect(verdicts(result)).toEqual(['ready']);
    expect(
      result.cluster.asked.filter((path) => path.startsWith(`${DEPLOYMENTS}?limit`)),
    ).toHaveLength(2);
  });

  test('goes on after the version of a bookmark', async () => {
    const result = await play({
      start: (c) => c.put(DEPLOYMENTS, fresh()),
      plans: {
        1000: (c) => c.bookmark(DEPLOYMENTS, '77'),
        2000: (c) => c.cut(DEPLOYMENTS, 200),
        5000: (c) => c.put(DEPLOYMENTS, ready()),
      },
    });
    const versions = result.cluster.asked
      .filter((path) => path.startsWith(`${DEPLOYMENTS}?watch`))
      .map((path) => new URLSearchParams(path.split('?')[1]).get('resourceVersion'));
    expect(versions).toEqual(['1', '77']);
  });

  test('says what cannot be read, and ends', async () => {
    const result = await play({
      start: (c) =>
        c.refuse(DEPLOYMENTS, [{ status: 403, message: 'deployments.apps is forbidden' }]),
    });
    expect(result.rows[0]).toMatchObject({
      verdict: 'unknown',
      state: 'Unknown',
      reason: 'deployments.apps is forbidden',
    });
  });

  test('goes without events that may not be read', async () => {
    const result = await play({
      start: (c) => {
        c.put(DEPLOYMENTS, ready());
        c.refuse(EVENTS, [{ status: 403, message: 'events is forbidden' }]);
      },
    });
    expect(verdicts(result)).toEqual(['ready']);
  });

  test('tries a failing server again until its time is over', async () => {
    const bad = Array.from({ length: 1000 }, () => ({
      status: 0,
      message: 'the connection was cut',
    }));
    const result = await play({
      options: { timeout: 30_000 },
      start: (c) => c.refuse(DEPLOYMENTS, bad),
    });
    expect(result.rows[0]).toMatchObject({ verdict: 'timeout', reason: 'the connection was cut' });
    expect(result.cluster.asked.filter((path) => path.startsWith(DEPLOYMENTS)).length).toBeLessThan(
      15,
    );
  });

  test('is interrupted', async () => {
    const result = await play({ start: (c) => c.put(DEPLOYMENTS, fresh()), interruptAt: 3000 });
    expect({ isInterrupted: result.isInterrupted, verdicts: verdicts(result) }).toEqual({
      isInterrupted: true,
      verdicts: ['waiting'],
    });
    expect(result.ended).toBeLessThan(5000);
  });
});

describe('patience', () => {
  test('ends with the time for an object', async () => {
    const result = await play({
      options: { timeout: 20_000 },
      start: (c) => c.put(DEPLOYMENTS, fresh()),
    });
    expect(result.rows[0]).toMatchObject({ verdict: 'timeout', reason: '0 of 1 Pods are made' });
    expect(result.ended).toBeGreaterThanOrEqual(20_000);
    expect(result.ended).toBeLessThan(23_000);
  });

  test('ends without progress, counted from the last step forward', async () => {
    const step = (updatedReplicas: number) => (c: FakeCluster) =>
      c.put(DEPLOYMENTS, {
        ...fresh(),
        spec: { replicas: 9 },
        status: { observedGeneration: 1, replicas: 9, updatedReplicas },
      });
    const result = await play({
      options: { noProgress: 10_000 },
      start: (c) => c.put(DEPLOYMENTS, fresh()),
      plans: { 8000: step(1), 16000: step(2), 20000: step(1) },
    });
    expect(verdicts(result)).toEqual(['stuck']);
    expect(result.ended).toBeGreaterThanOrEqual(26_000);
    expect(result.ended).toBeLessThan(29_000);
  });

  test.each([
    ['an image that cannot be pulled', waiting('ImagePullBackOff'), 60_000],
    ['an image name that is wrong', waiting('InvalidImageName'), 10_000],
    ['a crash loop', waiting('CrashLoopBackOff', '', { restartCount: 4 }), 10_000],
    [
      'a Pod that no node takes',
      { phase: 'Pending', conditions: [condition('PodScheduled', 'False', 'Unschedulable', 'no')] },
      60_000,
    ],
  ] as const)('with %s ends before its time', async (_, status, time) => {
    const result = await play({ start: stuckPod(status) });
    expect(verdicts(result)).toEqual(['failed']);
    expect(result.rows[0]?.troubles).toHaveLength(1);
    expect(result.ended).toBeGreaterThanOrEqual(time);
    expect(result.ended).toBeLessThan(time + 4000);
  });

  test('with a cause that passes begins again', async () => {
    const result = await play({
      start: stuckPod(waiting('ImagePullBackOff')),
      plans: {
        50000: (c) => c.put(PODS, pod('web-1', 'ReplicaSet-new', { phase: 'Running' })),
        90000: (c) => c.put(DEPLOYMENTS, ready()),
      },
    });
    expect(verdicts(result)).toEqual(['ready']);
  });

  test('is none for Pods that die one after the other', async () => {
    const result = await play({
      start: (c) => {
        c.put(DEPLOYMENTS, fresh());
        c.put(SETS, replicaSet('new', 1));
        for (const name of ['a', 'b', 'c'])
          c.put(PODS, pod(name, 'ReplicaSet-new', { phase: 'Failed', reason: 'SysctlForbidden' }));
      },
    });
    expect(verdicts(result)).toEqual(['failed']);
    expect(result.ended).toBeLessThan(3000);
  });

  test('with a refused Pod of a Job ends soon, with the words of the event', async () => {
    const result = await play({
      targets: [target('batch/v1', 'Job', JOBS)],
      start: (c) => {
        c.put(JOBS, live('batch/v1', 'Job', { status: { startTime: 'x' } }));
        c.put(
          EVENTS,
          event('Job-web', 'FailedCreate', 'violates PodSecurity "restricted"', {
            metadata: { name: 'e', namespace: 'shop' },
          }),
        );
      },
    });
    expect(result.rows[0]?.troubles[0]?.sentence).toBe(
      'its Pods are refused: violates PodSecurity "restricted"',
    );
    expect(verdicts(result)).toEqual(['failed']);
  });

  test('one that has failed does not end the wait for others, and may recover', async () => {
    const over = {
      ...fresh(),
      status: {
        observedGeneration: 1,
        conditions: [condition('Progressing', 'False', 'ProgressDeadlineExceeded', 'too late')],
      },
    };
    const other = target('apps/v1', 'Deployment', DEPLOYMENTS, 'other');
    const start = (c: FakeCluster) => {
      c.put(DEPLOYMENTS, over);
      c.put(DEPLOYMENTS, fresh('other'));
    };
    const done = { 9000: (c: FakeCluster) => c.put(DEPLOYMENTS, ready('other')) };
    const result = await play({ targets: [WEB, other], start, plans: done });
    expect(result.rows[0]).toMatchObject({ verdict: 'failed', reason: 'too late' });
    expect(verdicts(result)).toEqual(['failed', 'ready']);
    const healed = await play({
      targets: [WEB, other],
      start,
      plans: { ...done, 5000: (c) => c.put(DEPLOYMENTS, ready()) },
    });
    expect(verdicts(healed)).toEqual(['ready', 'ready']);
  });
});

describe('an object that goes away', () => {
  const job = (spec: JsonObject) =>
    live('batch/v1', 'Job', { spec, status: { startTime: 'x', active: 1 } });
  test.each([
    ['a Job with ttlSecondsAfterFinished has ended', { ttlSecondsAfterFinished: 0 }, 'ready'],
    ['a Job without has been deleted', {}, 'failed'],
  ] as const)('%s', async (_, spec, verdict) => {
    const result = await play({
      targets: [target('batch/v1', 'Job', JOBS)],
      start: (c) => c.put(JOBS, job(spec)),
      plans: { 2000: (c) => c.remove(JOBS, 'web') },
    });
    expect(result.rows[0]).toMatchObject({ verdict, state: 'NotFound' });
  });

  test('or never comes, is not found', async () => {
    const result = await play({ start: () => undefined });
    expect(result.rows[0]).toMatchObject({
      verdict: 'failed',
      state: 'NotFound',
      reason: 'it is not on the server',
    });
  });
});

describe('many objects', () => {
  test('of many collections end without a warning of node', async () => {
    const warned: string[] = [];
    const onWarning = (warning: Error) => warned.push(warning.name);
    process.on('warning', onWarning);
    const paths = Array.from(
      { length: 40 },
      (_, i) => `/apis/apps/v1/namespaces/n${i}/deployments`,
    );
    const result = await play({
      targets: paths.map((path) => target('apps/v1', 'Deployment', path)),
      start: (c) => paths.map((path) => c.put(path, fresh())),
      plans: { 3000: (c) => paths.map((path) => c.put(path, ready())) },
    });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', onWarning);
    expect(verdicts(result)).toEqual(paths.map(() => 'ready'));
    expect(warned).toEqual([]);
  });

  test('are looked at in linear time', async () => {
    const time = async (count: number): Promise<number> => {
      const names = Array.from({ length: count }, (_, i) => `web-${i}`);
      const began = performance.now();
      const result = await play({
        targets: names.map((name) => target('apps/v1', 'Deployment', DEPLOYMENTS, name)),
        start: (c) => {
          for (const name of names) {
            c.put(DEPLOYMENTS, fresh(name));
            c.put(SETS, {
              ...replicaSet(name, 1),
              metadata: {
                name,
                namespace: 'shop',
                uid: `set-${name}`,
                ownerReferences: [{ uid: `Deployment-${name}`, controller: true }],
              },
            });
            c.put(PODS, pod(name, `set-${name}`, { phase: 'Running' }));
          }
        },
        plans: { 2000: (c) => names.map((name) => c.put(DEPLOYMENTS, ready(name))) },
      });
      expect(result.rows.every((row) => row.verdict === 'ready')).toBe(true);
      return performance.now() - began;
    };
    await time(300);
    const small = await time(1000);
    const large = await time(5000);
    expect(large).toBeLessThan(Math.max(small, 100) * 15);
  });
});

test('placement is waited for until every Pod has its node', async () => {
  const placed = (nodeName: string | null) =>
    pod(
      'web-1',
      'ReplicaSet-new',
      { phase: 'Pending' },
      nodeName === null ? {} : { spec: { nodeName } },
    );
  const start = (c: FakeCluster) => {
    c.put(DEPLOYMENTS, fresh());
    c.put(SETS, replicaSet('new', 1));
    c.put(PODS, placed(null));
  };
  const result = await play({
    options: { goal: 'placed' },
    start,
    plans: { 3000: (c) => c.put(PODS, placed('n1')) },
  });
  expect(result.rows[0]).toMatchObject({ verdict: 'ready', state: 'InProgress' });
  expect(result.ended).toBeGreaterThanOrEqual(3000);
  expect(result.ended).toBeLessThan(5000);
  const late = await play({ options: { goal: 'placed', timeout: 5000 }, start });
  expect(verdicts(late)).toEqual(['timeout']);
});
