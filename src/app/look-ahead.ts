import { managersOf } from '../change/owners.ts';
import { idOf } from '../change/row.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { type Cluster, type ClusterAnswer, FIELD_MANAGER } from './cluster-port.ts';
import type { SetChoice } from './desired.ts';
import { discover, type Resources } from './discovery.ts';
import { type Inventory, type Members, readInventory, readMembers } from './inventory.ts';
import { type Checks, metadataOf } from './plan.ts';

/** What every plan needs of a cluster, asked for before it is known what is wanted. Each is read once. */
export interface Ahead {
  readonly resources: Promise<Resources>;
  inventory(namespace: string): Promise<Inventory>;
  /** By the inventory of that namespace. */
  members(namespace: string): Promise<Members>;
}

/**
 * Starts to ask. What fails is told to whoever waits for it. Where each object is dry-run, who owns its fields is remembered
 * only when there are others: of five thousand objects it is as much as the objects themselves.
 */
export function lookAhead(cluster: Cluster, set: SetChoice, checks: Checks = 'each'): Ahead {
  const keep = checks === 'each' ? withoutOwnOwnership : undefined;
  const resources = quietly(discover(cluster));
  const inventory = once((namespace) => readInventory(cluster, set.name, namespace));
  const members = once(async (namespace) =>
    readMembers(cluster, await inventory(namespace), await resources, keep),
  );
  void members(set.home);
  return { resources, inventory, members };
}

function withoutOwnOwnership(object: JsonObject): JsonObject {
  if (managersOf(object).some(({ name, isStatus }) => name !== FIELD_MANAGER && !isStatus))
    return object;
  const { managedFields: _, ...metadata } = metadataOf(object);
  return { ...object, metadata };
}

function once<T>(read: (namespace: string) => Promise<T>): (namespace: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (namespace) => {
    const reading = known.get(namespace) ?? quietly(read(namespace));
    known.set(namespace, reading);
    return reading;
  };
}

function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Namespaces that objects name: their inventories are most likely needed. */
export const namespacesOf = (objects: readonly JsonObject[]): readonly string[] => [
  ...new Set(objects.flatMap((object) => idOf(object).namespace ?? [])),
];

/** The same cluster; a question that was asked before is not asked again. Never for anything that writes. */
export function askingOnce(cluster: Cluster): Cluster {
  const answers = new Map<string, Promise<ClusterAnswer>>();
  return {
    ...cluster,
    send: (request) => {
      const question = JSON.stringify([request.method, request.path, request.body ?? null]);
      const answer = answers.get(question) ?? cluster.send(request);
      answers.set(question, answer);
      return answer;
    },
  };
}
