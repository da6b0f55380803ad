import {
  applySetId,
  type Contents,
  contentsOf,
  EMPTY_CONTENTS,
  PART_OF_LABEL,
  parentOf,
  parentProblem,
  sameContents,
} from '../change/apply-set.ts';
import { isMap } from '../change/compare.ts';
import { compareText } from '../manifest/json.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { APPLY_PATCH, applyPath, type Cluster, ClusterProblem, isFine } from './cluster-port.ts';
import type { SetChoice } from './desired.ts';
import { groupKindOf, groupResourceOf, type Resource, type Resources } from './discovery.ts';
import { listObjects } from './list-objects.ts';

/** The parent of the set in one namespace, as it is on the server. */
export interface Inventory {
  readonly name: string;
  readonly namespace: string;
  readonly id: string;
  /** null: there is none yet. */
  readonly resourceVersion: string | null;
  readonly contents: Contents;
}

/** Not even the inventory may be read. */
export class ForbiddenSet extends ClusterProblem {}

/** Name of the parent ConfigMap of a set. */
export const parentName = (set: string): string => `fleetlift-${set}`;

const parentPath = (namespace: string, name: string): string =>
  `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps/${encodeURIComponent(name)}`;

/**
 * The parents in the namespaces of the input, and in those that the home parent remembers. Throws `ClusterProblem` when one
 * belongs to somebody else or cannot be read.
 */
export async function readInventories(
  cluster: Cluster,
  set: SetChoice,
  namespaces: readonly string[],
  read: (namespace: string) => Promise<Inventory> = (n) => readInventory(cluster, set.name, n),
): Promise<readonly Inventory[]> {
  const known = new Map<string, Inventory>();
  let missing = [...new Set([set.home, ...namespaces])];
  while (missing.length > 0) {
    for (const inventory of await Promise.all(missing.map(read)))
      known.set(inventory.namespace, inventory);
    missing = [...known.values()].flatMap((i) => i.contents.siblings).filter((n) => !known.has(n));
  }
  return [...known.values()].sort((a, b) => compareText(a.namespace, b.namespace));
}

export async function readInventory(
  cluster: Cluster,
  name: string,
  namespace: string,
): Promise<Inventory> {
  const empty = { name, namespace, id: applySetId(name, namespace) };
  const { status, body, message } = await cluster.send({
    method: 'GET',
    path: parentPath(namespace, name),
  });
  if (status === 404) return { ...empty, resourceVersion: null, contents: EMPTY_CONTENTS };
  if (status === 403) throw new ForbiddenSet(message);
  if (status !== 200 || body === null)
    throw new ClusterProblem(
      `cannot read the inventory ConfigMap ${namespace}/${name}: ${message}`,
    );
  const problem = parentProblem(body, name, namespace);
  if (problem !== null) throw new ClusterProblem(problem);
  return { ...empty, resourceVersion: versionOf(body), contents: contentsOf(body) };
}

const versionOf = ({ metadata }: JsonObject): string | null =>
  isMap(metadata) && typeof metadata.resourceVersion === 'string' ? metadata.resourceVersion : null;

/** What a parent has to list for these kinds. */
export function contentsFor(
  resources: Iterable<Resource>,
  siblings: readonly string[] = [],
): Contents {
  const all = [...resources];
  const sorted = (texts: readonly string[]) => [...new Set(texts)].sort(compareText);
  return {
    groupKinds: sorted(all.map(groupKindOf)),
    groupResources: sorted(all.map(groupResourceOf)),
    siblings: sorted(siblings),
  };
}

/**
 * Writes what the parent lists; nothing when it says so already. Only over the version that was read: two runs of one set at
 * a time would forget each other's kinds. Throws `ClusterProblem`.
 */
export async function writeInventory(
  cluster: Cluster,
  inventory: Inventory,
  contents: Contents,
  tooling: string,
): Promise<Inventory> {
  const { name, namespace, resourceVersion } = inventory;
  if (resourceVersion !== null && sameContents(inventory.contents, contents)) return inventory;
  const parent = parentOf(name, namespace, contents, tooling);
  const metadata = isMap(parent.metadata) ? parent.metadata : {};
  const body = {
    ...parent,
    metadata: { ...metadata, ...(resourceVersion !== null && { resourceVersion }) },
  };
  const path = applyPath(parentPath(namespace, name), {
    dryRun: false,
    force: true,
    manager: 'fleetlift-applyset',
  });
  const answer = await cluster.send({ method: 'PATCH', path, body, contentType: APPLY_PATCH });
  if (isFine(answer) && answer.body !== null)
    return { ...inventory, resourceVersion: versionOf(answer.body), contents };
  return afterRefusedWrite(cluster, inventory, contents, answer.status, answer.message);
}

/** A try whose answer was lost has written it all the same. */
async function afterRefusedWrite(
  cluster: Cluster,
  inventory: Inventory,
  contents: Contents,
  status: number,
  message: string,
): Promise<Inventory> {
  const { name, namespace } = inventory;
  if (status === 409) {
    const now = await readInventory(cluster, name, namespace);
    if (sameContents(now.contents, contents)) return now;
    throw new ClusterProblem(
      `somebody else changed the inventory ConfigMap ${namespace}/${name}; is this set applied twice at once?`,
    );
  }
  throw new ClusterProblem(`cannot write the inventory ConfigMap ${namespace}/${name}: ${message}`);
}

/** A parent without members in a namespace that is not the set's home. */
export async function dropInventory(inventory: Inventory, cluster: Cluster): Promise<void> {
  const { namespace, name, resourceVersion } = inventory;
  if (resourceVersion === null) return;
  const answer = await cluster.send({
    method: 'DELETE',
    path: `/api/v1/namespaces/${namespace}/configmaps/${name}`,
    body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { resourceVersion } },
  });
  if (!isFine(answer) && answer.status !== 404)
    throw new ClusterProblem(
      `cannot delete the inventory ConfigMap ${namespace}/${name}: ${answer.message}`,
    );
}

/** The members of a set, by what its parent says they may be. */
export interface Members {
  readonly objects: readonly { readonly resource: Resource; readonly object: JsonObject }[];
  /** Kinds that could not be listed: nothing of them may be taken for gone. */
  readonly problems: readonly string[];
}

export async function readMembers(
  cluster: Cluster,
  inventory: Inventory,
  resources: Resources,
  keep: (object: JsonObject) => JsonObject = (object) => object,
): Promise<Members> {
  const { contents, namespace, id } = inventory;
  if (inventory.resourceVersion === null) return { objects: [], problems: [] };
  const kinds = new Map<string, Resource>();
  const problems: string[] = [];
  const add = (name: string, resource: Resource | null): void => {
    if (resource !== null) kinds.set(groupKindOf(resource), resource);
    else problems.push(`the set holds ${name}, a kind that the cluster no longer has`);
  };
  for (const name of contents.groupKinds) add(name, resources.ofGroupKind(name));
  if (contents.groupKinds.length === 0)
    for (const name of contents.groupResources) add(name, resources.ofGroupResource(name));
  const lists = await Promise.all(
    [...kinds.values()].map(async (resource) => {
      const labelSelector = `${PART_OF_LABEL}=${id}`;
      const place = resource.namespaced ? namespace : null;
      const options = { labelSelector, keep };
      const { items, problem } = await listObjects(cluster, resource, place, options);
      if (problem !== null) problems.push(`cannot list ${groupResourceOf(resource)}: ${problem}`);
      return items.map((object) => ({ resource, object }));
    }),
  );
  return { objects: lists.flat(), problems };
}
