import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { request } from './api.ts';
import { type ControlPlane, until } from './control-plane.ts';
import type { Ended, Program } from './program.ts';

/** A namespace and a directory of its own for one test. */
export interface SetScene {
  readonly namespace: string;
  readonly directory: string;
  /** Runs fleetlift there. */
  fleetlift(...args: readonly string[]): Promise<Ended>;
  /** The same with another kubeconfig. */
  as(kubeconfig: string, ...args: readonly string[]): Promise<Ended>;
  kubectl(input: string | null, ...args: readonly string[]): Promise<Ended>;
  /** Writes a directory of files and returns its path. */
  files(name: string, texts: Readonly<Record<string, string>>): string;
  /** Writes a directory of manifests and returns its path. */
  manifests(name: string, objects: readonly JsonObject[]): string;
  get(resource: string, name: string): Promise<JsonObject | null>;
  /** Of all kinds that the tests use, sorted: `configmaps/a` with uid, resourceVersion and content. */
  snapshot(): Promise<ReadonlyMap<string, JsonObject>>;
  remove(): void;
}

const KINDS = [
  '/api/v1/NS/configmaps',
  '/api/v1/NS/secrets',
  '/api/v1/NS/services',
  '/apis/apps/v1/NS/deployments',
  '/apis/apps/v1/NS/daemonsets',
  '/apis/batch/v1/NS/jobs',
  '/apis/batch/v1/NS/cronjobs',
  '/apis/policy/v1/NS/poddisruptionbudgets',
];

export async function openSetScene(
  plane: ControlPlane,
  program: Program,
  namespace: string,
): Promise<SetScene> {
  const directory = mkdtempSync(path.join(tmpdir(), `fleetlift-${namespace}-`));
  await request(plane, 'POST', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  await until(`the service account of ${namespace}`, async () => {
    const account = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
    return (await request(plane, 'GET', account)).status === 200;
  });
  const files = (name: string, texts: Readonly<Record<string, string>>): string => {
    const place = path.join(directory, name);
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    for (const [file, text] of Object.entries(texts)) writeFileSync(path.join(place, file), text);
    return place;
  };
  return {
    namespace,
    directory,
    fleetlift: (...args) => program.run([...args, '-n', namespace], plane.kubeconfig),
    as: (kubeconfig, ...args) => program.run([...args, '-n', namespace], kubeconfig),
    kubectl: (input, ...args) =>
      runProgram(
        plane.kubectl,
        ['--kubeconfig', plane.kubeconfig, '-n', namespace, ...args],
        input,
      ),
    files,
    manifests: (name, objects) =>
      files(
        name,
        Object.fromEntries(objects.map((object, i) => [`${i}.json`, JSON.stringify(object)])),
      ),
    get: async (resource, name) => {
      const kind = KINDS.find((k) => k.endsWith(`/${resource}`)) ?? '';
      const { status, body } = await request(
        plane,
        'GET',
        `${kind.replace('NS', `namespaces/${namespace}`)}/${name}`,
      );
      return status === 200 ? (body as JsonObject) : null;
    },
    snapshot: () => snapshotOf(plane, namespace),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

async function snapshotOf(
  plane: ControlPlane,
  namespace: string,
): Promise<ReadonlyMap<string, JsonObject>> {
  const lists = await Promise.all(
    KINDS.map(async (kind) => {
      const { body } = await request(plane, 'GET', kind.replace('NS', `namespaces/${namespace}`));
      const { items } = body as { readonly items: readonly JsonObject[] };
      return items.map((item) => {
        const { name } = item.metadata as { readonly name: string };
        return [`${kind.slice(kind.lastIndexOf('/') + 1)}/${name}`, item] as const;
      });
    }),
  );
  const all = lists.flat().filter(([key]) => key !== 'configmaps/kube-root-ca.crt');
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function runProgram(
  file: string,
  args: readonly string[],
  input: string | null,
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: { ...process.env, ...env }, timeout: 100_000 });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.end(input ?? '');
  });
}

export const configMap = (
  name: string,
  data: Readonly<Record<string, string>> = {},
): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

export const deployment = (name: string, image = 'localhost/x:1', replicas = 1): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'c', image }] },
    },
  },
});

export const service = (name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ port: 80, protocol: 'TCP' }] },
});
