import type { Around } from '../change/readiness/family.ts';
import { fieldAt, groupKindOf, mapsAt, textAt } from '../change/readiness/field.ts';
import type { ObjectId } from '../change/row.ts';
import { compareText } from '../manifest/json.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import type { Collection } from './follow.ts';

/** One object whose state is asked for. */
export interface Target {
  /** With its namespace resolved; null: cluster-scoped. */
  readonly object: ObjectId;
  /** Path of its collection: `/apis/apps/v1/namespaces/shop/deployments`. */
  readonly collection: string;
  /** Finds the object and little else in its collection; the same for all targets of one. Null: all of it is read. */
  readonly labelSelector: string | null;
  /** Units it comes from, sorted. */
  readonly units: readonly string[];
}

/** What is read of the collection of a target. */
export const collectionOf = ({ collection, labelSelector }: Target): Collection =>
  labelSelector === null ? { path: collection } : { path: collection, labelSelector };

/** Which list of `Around` a collection fills. */
export interface Surrounding extends Collection {
  readonly fills: keyof Around;
}

const MAKES_PODS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job']);

/** What has to be read to tell the state of these objects, beside themselves. Sorted by path. */
export function surroundingsOf(targets: readonly Target[]): readonly Surrounding[] {
  const found = new Map<string, Surrounding>();
  const add = (surrounding: Surrounding) => found.set(surrounding.path, surrounding);
  for (const { object } of targets) {
    const core = `/api/v1/namespaces/${object.namespace}`;
    const events = { path: `${core}/events`, fills: 'events' } as const;
    if (MAKES_PODS.has(object.kind)) add({ path: `${core}/pods`, fills: 'pods' });
    if (MAKES_PODS.has(object.kind) || ['CronJob', 'Pod'].includes(object.kind))
      add({ ...events, fieldSelector: 'type=Warning' });
    if (object.kind === 'Deployment')
      add({
        path: `/apis/apps/v1/namespaces/${object.namespace}/replicasets`,
        fills: 'replicaSets',
      });
    if (object.kind === 'PersistentVolumeClaim')
      add({ path: '/apis/storage.k8s.io/v1/storageclasses', fills: 'storageClasses' });
  }
  return [...found.values()].sort((a, b) => compareText(a.path, b.path));
}

/** Built-in kinds that change after they were made; of the others one look is enough. */
const CHANGING = new Set([
  'APIService',
  'CustomResourceDefinition',
  'DaemonSet',
  'Deployment',
  'Job',
  'Namespace',
  'PersistentVolumeClaim',
  'Pod',
  'ReplicaSet',
  'Service',
  'StatefulSet',
]);

/** Whether a kind has to be watched. */
export const isChanging = ({ kind, apiVersion }: ObjectId): boolean =>
  CHANGING.has(kind) || !isBuiltIn(apiVersion);

/** Groups of Kubernetes itself; those of custom resources have a domain of their own. */
const isBuiltIn = (apiVersion: string): boolean =>
  !apiVersion.includes('/') ||
  /^(apps|batch|policy|autoscaling|[a-z.]+\.k8s\.io)\//.test(apiVersion);

/** `NAMESPACE/NAME` of the claims that the Pods of these workloads use; one that makes none now (a CronJob, no replicas) uses none. */
export function usedClaims(objects: readonly JsonObject[]): ReadonlySet<string> {
  return new Set(objects.flatMap(claimsOf));
}

function claimsOf(object: JsonObject): readonly string[] {
  if (fieldAt(object, 'spec', 'replicas') === 0 || fieldAt(object, 'spec', 'suspend') === true)
    return [];
  const namespace = textAt(object, 'metadata', 'namespace') ?? '';
  const spec = groupKindOf(object) === 'Pod' ? ['spec'] : ['spec', 'template', 'spec'];
  return mapsAt(object, ...spec, 'volumes')
    .map((volume) => textAt(volume, 'persistentVolumeClaim', 'claimName'))
    .filter((name) => name !== null)
    .map((name) => `${namespace}/${name}`);
}
