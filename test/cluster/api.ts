import { Agent, request as httpsRequest } from 'node:https';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { escapeForYaml11 } from '../../src/manifest/print-yaml.ts';
import type { ControlPlane } from './control-plane.ts';

export interface Answer {
  readonly status: number;
  /** JSON where the server gave some, else its text. */
  readonly body: unknown;
  /** `Warning:` headers, their text alone. */
  readonly warnings: readonly string[];
}

const agents = new Map<string, Agent>();

function agentOf({ directory, authority, admin }: ControlPlane): Agent {
  const known = agents.get(directory);
  if (known !== undefined) return known;
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 16,
    ca: authority,
    cert: admin.certificate,
    key: admin.key,
  });
  agents.set(directory, agent);
  return agent;
}

/** One request as a member of system:masters. */
export function request(
  plane: ControlPlane,
  method: string,
  path: string,
  body?: unknown,
  contentType = 'application/json',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { Accept: 'application/json', 'Content-Type': contentType };
    const options = { method, agent: agentOf(plane), headers };
    const sent = httpsRequest(new URL(path, plane.server), options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          body: parsed(Buffer.concat(chunks).toString('utf8')),
          warnings: warningsOf(response.headers.warning),
        });
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : escapeForYaml11(JSON.stringify(body)));
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `299 - "text"`, joined by commas. */
const warningsOf = (header: string | string[] | undefined): readonly string[] =>
  [header ?? []]
    .flat()
    .flatMap((line) => [...line.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((m) => m[1] ?? ''));

const PATHS: Readonly<Record<string, string>> = {
  ConfigMap: 'configmaps',
  CronJob: 'cronjobs',
  DaemonSet: 'daemonsets',
  Deployment: 'deployments',
  Job: 'jobs',
  Namespace: 'namespaces',
  Pod: 'pods',
  PersistentVolume: 'persistentvolumes',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  PodDisruptionBudget: 'poddisruptionbudgets',
  PriorityClass: 'priorityclasses',
  Secret: 'secrets',
  Service: 'services',
  StatefulSet: 'statefulsets',
};
const CLUSTER_WIDE = ['Namespace', 'PersistentVolume', 'PriorityClass'];

/** Path of an object; `namespace` where it names none itself. */
export function pathOf(object: JsonObject, namespace = 'default'): string {
  const kind = String(object.kind);
  const apiVersion = String(object.apiVersion);
  const metadata = object.metadata as JsonObject;
  const place = CLUSTER_WIDE.includes(kind)
    ? ''
    : `namespaces/${String(metadata.namespace ?? namespace)}/`;
  const root = apiVersion.includes('/') ? 'apis' : 'api';
  return `/${root}/${apiVersion}/${place}${PATHS[kind]}/${String(metadata.name)}`;
}

/** Server-side apply with strict validation; a dry run changes nothing. */
export function apply(
  plane: ControlPlane,
  object: JsonObject,
  { dryRun, namespace = 'default' }: { readonly dryRun: boolean; readonly namespace?: string },
): Promise<Answer> {
  const query = new URLSearchParams({
    fieldManager: 'fleetlift',
    force: 'true',
    fieldValidation: 'Strict',
    ...(dryRun && { dryRun: 'All' }),
  });
  const path = `${pathOf(object, namespace)}?${query}`;
  return request(plane, 'PATCH', path, object, 'application/apply-patch+yaml');
}
