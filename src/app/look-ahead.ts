import { idOf } from '../change/row.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import type { Cluster, ClusterAnswer } from './cluster-port.ts';
import type { SetChoice } from './desired.ts';
import { discover, type Resources } from './discovery.ts';
import { type Inventory, readInventory } from './inventory.ts';

/** What every plan needs of a cluster, asked for before it is known what is wanted. */
export interface Ahead {
  readonly resources: Promise<Resources>;
  /** Each is read once. */
  inventory(namespace: string): Promise<Inventory>;
}

/** Starts to ask. What fails is told to whoever waits for it. */
export function lookAhead(cluster: Cluster, set: SetChoice): Ahead {
  const resources = discover(cluster);
  const inventories = new Map<string, Promise<Inventory>>();
  const inventory = (namespace: string): Promise<Inventory> => {
    const reading = inventories.get(namespace) ?? readInventory(cluster, set.name, namespace);
    if (!inventories.has(namespace)) reading.catch(() => undefined);
    inventories.set(namespace, reading);
    return reading;
  };
  resources.catch(() => undefined);
  void inventory(set.home);
  return { resources, inventory };
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
