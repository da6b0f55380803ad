import { statusOf } from '../../src/app/status.ts';
import type { Target } from '../../src/app/surroundings.ts';
import { WAIT_DEFAULTS, type WaitOptions, waitFor } from '../../src/app/wait.ts';
import type { StateRow } from '../../src/change/readiness/state-row.ts';
import { idOf } from '../../src/change/row.ts';
import { CLOCK } from '../../src/io/clock.ts';
import { openCluster } from '../../src/io/cluster/connection.ts';
import { readAccess } from '../../src/io/cluster/kubeconfig.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { apply, pathOf, request } from './api.ts';
import { type ControlPlane, until } from './control-plane.ts';

/** Objects that are applied to a namespace of their own, and what a wait says of them. */
export interface Scene {
  readonly namespace: string;
  put(...objects: readonly JsonObject[]): Promise<void>;
  /** Waits for everything that was put; the patience is short unless said. */
  wait(options?: Partial<WaitOptions>, kubeconfig?: string): Promise<readonly StateRow[]>;
  status(): Promise<readonly StateRow[]>;
}

const SHORT = { ...WAIT_DEFAULTS, timeout: 60_000, noProgress: 40_000, soon: 2000, late: 4000 };

export async function openScene(
  plane: ControlPlane,
  namespace: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<Scene> {
  await request(plane, 'POST', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels },
  });
  await until(`the service account of ${namespace}`, async () => {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
    return (await request(plane, 'GET', path)).status === 200;
  });
  const targets: Target[] = [];
  return {
    namespace,
    put: async (...objects) => {
      for (const object of objects) {
        const answer = await apply(plane, object, { dryRun: false, namespace });
        if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
        targets.push(targetOf(object, namespace));
      }
    },
    wait: async (options = {}, kubeconfig = plane.kubeconfig) => {
      const cluster = await openClient(kubeconfig);
      const signal = new AbortController().signal;
      const choices = { ...SHORT, ...options };
      const { rows } = await waitFor(targets, cluster, CLOCK, choices, signal, () => undefined);
      cluster.close();
      return rows;
    },
    status: async () => {
      const cluster = await openClient(plane.kubeconfig);
      const choices = { jobs: true, loadBalancers: false };
      const rows = await statusOf(targets, cluster, { ...choices, now: Date.now(), since: 0 });
      cluster.close();
      return rows;
    },
  };
}

export async function openClient(kubeconfig: string) {
  const [access] = await readAccess([], { KUBECONFIG: kubeconfig });
  if (access === undefined) throw new Error('the kubeconfig has no context');
  return openCluster(access, { concurrency: 16, timeout: 30_000 });
}

function targetOf(object: JsonObject, namespace: string): Target {
  const path = pathOf(object, namespace);
  const id = idOf(object);
  return {
    object: { ...id, namespace: path.includes('/namespaces/') ? namespace : null },
    collection: path.slice(0, path.lastIndexOf('/')),
    labelSelector: null,
    units: [`${id.name}.service`],
  };
}

/** A Pod template whose Pods carry `app: NAME`. */
const template = (name: string, spec: JsonObject): JsonObject => ({
  metadata: { labels: { app: name } },
  spec: { containers: [{ name: 'app', image: 'localhost/app:1' }], ...spec },
});

const selector = (name: string): JsonObject => ({ matchLabels: { app: name } });

export const deployment = (name: string, spec: JsonObject = {}, replicas = 1): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: { replicas, selector: selector(name), template: template(name, spec) },
});

export const statefulSet = (name: string, spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name },
  spec: {
    replicas: 1,
    serviceName: name,
    selector: selector(name),
    template: template(name, spec),
  },
});

export const daemonSet = (
  name: string,
  spec: JsonObject = {},
  more: JsonObject = {},
): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name },
  spec: { selector: selector(name), template: template(name, spec), ...more },
});

export const job = (name: string, spec: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name },
  spec: { template: template(name, { restartPolicy: 'Never', ...spec }), ...more },
});
