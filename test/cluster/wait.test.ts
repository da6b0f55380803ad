import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { StateRow } from '../../src/change/readiness/state-row.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { request } from './api.ts';
import { type ControlPlane, until } from './control-plane.ts';
import { addNode } from './nodes.ts';
import { daemonSet, deployment, job, openScene, type Scene, statefulSet } from './wait-scene.ts';

const plane = inject('plane');
const PRIVILEGED = {
  containers: [{ name: 'app', image: 'localhost/app:1', securityContext: { privileged: true } }],
};
const ON_US = { nodeSelector: { wait: 'here' } };

const verdicts = (rows: readonly StateRow[]) =>
  Object.fromEntries(rows.map((row) => [row.object.name, row.verdict]));
const causes = (rows: readonly StateRow[]) =>
  Object.fromEntries(rows.map((row) => [row.object.name, row.troubles.map((t) => t.cause)]));
const sentences = (rows: readonly StateRow[]) =>
  rows.flatMap((row) => row.troubles.map((t) => t.sentence));

describe.skipIf(plane === null)('waiting on a real control plane', () => {
  const cluster = plane as ControlPlane;
  const kubectl = (scene: Scene, ...args: string[]) =>
    execFileSync(
      cluster.kubectl,
      ['--kubeconfig', cluster.kubeconfig, '-n', scene.namespace, ...args],
      { encoding: 'utf8' },
    );

  beforeAll(async () => {
    for (const name of ['wait-a', 'wait-b', 'wait-c'])
      await addNode(cluster, name, { wait: 'here' });
  });

  test('ends when everything is ready, and kubectl agrees', async () => {
    const scene = await openScene(cluster, 'wait-ready');
    await scene.put(
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data: { a: 'b' } },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'service' },
        spec: { ports: [{ port: 80, protocol: 'TCP' }] },
      },
      deployment('web', ON_US, 5),
      statefulSet('db', ON_US),
      daemonSet('agent', ON_US),
      job('task', ON_US),
    );
    const rows = await scene.wait();
    expect(verdicts(rows)).toEqual({
      config: 'ready',
      service: 'ready',
      web: 'ready',
      db: 'ready',
      agent: 'ready',
      task: 'ready',
    });
    expect(rows.every((row) => row.state === 'Current')).toBe(true);
    for (const name of ['deployment/web', 'statefulset/db', 'daemonset/agent'])
      expect(kubectl(scene, 'rollout', 'status', name, '--watch=false')).toMatch(
        /successfully rolled out|roll out complete|rolling update complete/,
      );
    expect(kubectl(scene, 'get', 'job/task', '-o', 'jsonpath={.status.succeeded}')).toBe('1');
  });

  test('waits for the new version of a Deployment', async () => {
    const scene = await openScene(cluster, 'wait-update');
    await scene.put(deployment('web', ON_US, 3));
    await scene.wait();
    const image = { containers: [{ name: 'app', image: 'localhost/app:2' }] };
    await scene.put(deployment('web', { ...ON_US, ...image }, 3));
    await scene.wait();
    const images = kubectl(
      scene,
      'get',
      'pods',
      '-o',
      'jsonpath={.items[?(@.metadata.deletionTimestamp=="")].spec.containers[0].image}',
    );
    expect(images).not.toContain('app:1');
    expect(kubectl(scene, 'rollout', 'status', 'deployment/web', '--watch=false')).toContain(
      'successfully rolled out',
    );
  });

  test('warns of a DaemonSet that no node matches', async () => {
    const scene = await openScene(cluster, 'wait-nowhere');
    await scene.put(daemonSet('agent', { nodeSelector: { region: 'eu' } }));
    const [row] = await scene.wait();
    expect(row).toMatchObject({
      verdict: 'warning',
      state: 'Current',
      warnings: ['no node matches nodeSelector region=eu: it runs nowhere'],
    });
  });

  test("fails with the scheduler's own sentence", async () => {
    const scene = await openScene(cluster, 'wait-unschedulable');
    await scene.put(
      deployment('web', { nodeSelector: { region: 'nowhere' } }),
      statefulSet('db', { nodeSelector: { region: 'nowhere' } }),
    );
    const rows = await scene.wait();
    expect(verdicts(rows)).toEqual({ web: 'failed', db: 'failed' });
    expect(causes(rows)).toEqual({ web: ['unschedulable'], db: ['unschedulable'] });
    const message = kubectl(
      scene,
      'get',
      'pods',
      '-o',
      'jsonpath={.items[0].status.conditions[?(@.type=="PodScheduled")].message}',
    );
    expect(message).toMatch(/nodes are available/);
    expect(sentences(rows)).toContain(`no node takes the Pod: ${message}`);
  });

  test('fails with what Pod Security says, whatever makes the Pods', async () => {
    const scene = await openScene(cluster, 'wait-restricted', {
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    await scene.put(
      deployment('web', PRIVILEGED),
      statefulSet('db', PRIVILEGED),
      daemonSet('agent', { ...PRIVILEGED, ...ON_US }),
      job('task', PRIVILEGED),
    );
    const rows = await scene.wait();
    expect(causes(rows)).toEqual({
      web: ['pod-security'],
      db: ['pod-security'],
      agent: ['pod-security'],
      task: ['pod-security'],
    });
    expect(sentences(rows)).toHaveLength(4);
    for (const sentence of sentences(rows))
      expect(sentence).toMatch(/violates PodSecurity "restricted:latest": .*privileged/);
  });

  test('fails with the quota, and with an account that is not there', async () => {
    const scene = await openScene(cluster, 'wait-quota');
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'few' },
      spec: { hard: { pods: '1' } },
    };
    await request(cluster, 'POST', '/api/v1/namespaces/wait-quota/resourcequotas', quota);
    await until('the quota to count', async () => {
      const { body } = await request(
        cluster,
        'GET',
        '/api/v1/namespaces/wait-quota/resourcequotas/few',
      );
      return (body as { status?: { hard?: unknown } }).status?.hard !== undefined;
    });
    await scene.put(deployment('web', ON_US, 3));
    const rows = await scene.wait();
    expect(causes(rows)).toEqual({ web: ['quota'] });
    expect(sentences(rows)[0]).toMatch(/exceeded quota: few/);
    const other = await openScene(cluster, 'wait-account');
    await other.put(
      deployment('web', { serviceAccountName: 'nobody' }),
      job('task', { serviceAccountName: 'nobody' }),
    );
    const refused = await other.wait();
    expect(causes(refused)).toEqual({ web: ['refused'], task: ['refused'] });
    expect(sentences(refused)[0]).toMatch(/serviceaccount "nobody" not found/);
  });

  test('names the nodes of a DaemonSet in conflict (C12c)', async () => {
    const scene = await openScene(cluster, 'wait-conflict');
    await scene.put(deployment('single', { nodeSelector: { 'kubernetes.io/hostname': 'wait-b' } }));
    await scene.wait();
    const affinity = {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            labelSelector: { matchLabels: { app: 'single' } },
            topologyKey: 'kubernetes.io/hostname',
          },
        ],
      },
    };
    const updateStrategy = {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    };
    await scene.put(daemonSet('agent', { ...ON_US, affinity }, { updateStrategy }));
    const row = (await scene.wait()).find(({ object }) => object.name === 'agent');
    expect(row).toMatchObject({ verdict: 'warning', state: 'InProgress', troubles: [] });
    expect(row?.warnings).toEqual([
      'units in conflict have 1 of its 3 nodes: its Pods for wait-b stay Pending, so it is never reported complete (C12c)',
    ]);
  });

  test('fails with what a kubelet says of containers', async () => {
    const scene = await openScene(cluster, 'wait-kubelet');
    await scene.put(
      deployment('image', { nodeName: 'no-kubelet' }),
      deployment('crash', { nodeName: 'no-kubelet' }),
    );
    const state = {
      image: {
        waiting: {
          reason: 'ImagePullBackOff',
          message: 'Back-off pulling image "localhost/app:1"',
        },
      },
      crash: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' } },
    };
    for (const name of ['image', 'crash'] as const) await playKubelet(scene, name, state[name]);
    const rows = await scene.wait();
    expect(causes(rows)).toEqual({ image: ['image-pull'], crash: ['crash-loop'] });
    expect(sentences(rows)).toEqual([
      'container app: the image cannot be pulled localhost/app:1 (ImagePullBackOff): Back-off pulling image "localhost/app:1"',
      'container app ends again and again (5 restarts): exit code 7 (Error)',
    ]);
  });

  async function playKubelet({ namespace }: Scene, app: string, state: JsonObject): Promise<void> {
    const list = `/api/v1/namespaces/${namespace}/pods?labelSelector=app%3D${app}`;
    const items = async () =>
      ((await request(cluster, 'GET', list)).body as { items: { metadata: { name: string } }[] })
        .items;
    await until(`a Pod of ${app}`, async () => (await items()).length > 0);
    const lastState = {
      terminated: { exitCode: 7, reason: 'Error', startedAt: null, finishedAt: null },
    };
    const container = {
      name: 'app',
      image: 'localhost/app:1',
      imageID: '',
      ready: false,
      restartCount: 5,
      state,
      lastState,
    };
    const status = { phase: 'Pending', containerStatuses: [container] };
    for (const { metadata } of await items()) {
      const path = `/api/v1/namespaces/${namespace}/pods/${metadata.name}/status`;
      const answer = await request(
        cluster,
        'PATCH',
        path,
        { status },
        'application/merge-patch+json',
      );
      expect(answer.status).toBe(200);
    }
  }

  test('counts Pods that die one after the other as a failure', async () => {
    const scene = await openScene(cluster, 'wait-dying');
    await scene.put(deployment('web', { nodeName: 'no-kubelet' }));
    const list = '/api/v1/namespaces/wait-dying/pods';
    const seen = new Set<string>();
    await until('three dead Pods', async () => {
      const { items } = (await request(cluster, 'GET', list)).body as {
        items: { metadata: { name: string } }[];
      };
      for (const { metadata } of items.filter((pod) => !seen.has(pod.metadata.name))) {
        seen.add(metadata.name);
        const status = {
          phase: 'Failed',
          reason: 'SysctlForbidden',
          message: 'forbidden sysctl: "net.core.somaxconn" not allowlisted',
        };
        await request(
          cluster,
          'PATCH',
          `${list}/${metadata.name}/status`,
          { status },
          'application/merge-patch+json',
        );
      }
      return seen.size >= 3;
    });
    const [row] = await scene.wait();
    expect(row?.verdict).toBe('failed');
    expect(sentences(row ? [row] : [])[0]).toMatch(
      /^\d+ Pods have failed one after the other: SysctlForbidden: forbidden sysctl/,
    );
  });

  test('knows a claim that waits for its first consumer, and a Job that is cleared away', async () => {
    const scene = await openScene(cluster, 'wait-claim');
    const storage = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'wait-late' },
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    };
    await request(cluster, 'POST', '/apis/storage.k8s.io/v1/storageclasses', storage);
    await scene.put(
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'wait-late',
          resources: { requests: { storage: '1Gi' } },
        },
      },
      job('passing', ON_US, { ttlSecondsAfterFinished: 0 }),
    );
    expect(verdicts(await scene.wait())).toEqual({ data: 'ready', passing: 'ready' });
  });

  test('waits for ever for nothing: a Job that runs is over in time', async () => {
    const scene = await openScene(cluster, 'wait-job');
    await scene.put(job('long', { nodeName: 'no-kubelet' }));
    const [row] = await scene.wait({ timeout: 4000 });
    expect(row).toMatchObject({ verdict: 'timeout', state: 'InProgress' });
    const [started] = await scene.wait({ jobs: false });
    expect(started).toMatchObject({ verdict: 'ready', state: 'Current' });
  });
});
