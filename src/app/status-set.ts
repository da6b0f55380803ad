import type { StateRow } from '../change/readiness/state-row.ts';
import { idOf, keyOfId } from '../change/row.ts';
import { sourceUnits } from '../change/set-rows.ts';
import { compareText } from '../manifest/json.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { membersOf } from './cluster-diff.ts';
import type { Cluster } from './cluster-port.ts';
import { type Desired, desiredObjects, type SetChoice } from './desired.ts';
import { discover } from './discovery.ts';
import { readInventories } from './inventory.ts';
import { lookAhead } from './look-ahead.ts';
import { type StatusOptions, statusOf } from './status.ts';
import type { Target } from './surroundings.ts';
import { targetOf } from './wait-targets.ts';

export interface SetStatus {
  /** Sorted by kind, namespace and name. */
  readonly rows: readonly StateRow[];
  /** About the set as a whole: a kind that could not be listed. */
  readonly problems: readonly string[];
}

/**
 * The state of the objects of the input, or, where there is none (null), of everything that the set holds in the cluster.
 * Throws `ClusterProblem` when the cluster or an inventory cannot be read.
 */
export async function statusOfSet(
  objects: readonly JsonObject[] | null,
  set: SetChoice,
  cluster: Cluster,
  options: StatusOptions,
): Promise<SetStatus> {
  if (objects === null) return statusOfMembers(set, cluster, options);
  const resources = await discover(cluster);
  const desired = desiredObjects(objects, resources, set);
  // All of its collections are read: an object that is there without our label is there.
  const targets = desired.flatMap((item) => {
    const { resource } = item;
    return resource === null
      ? []
      : [{ ...targetOf(set.name, { ...item, resource }), labelSelector: null }];
  });
  const rows = await statusOf(targets, cluster, options);
  return { rows: sorted([...rows, ...desired.flatMap(notServed)]), problems: [] };
}

async function statusOfMembers(
  set: SetChoice,
  cluster: Cluster,
  options: StatusOptions,
): Promise<SetStatus> {
  const ahead = lookAhead(cluster, set);
  await ahead.resources;
  const inventories = await readInventories(cluster, set, [], ahead.inventory);
  const { objects, problems } = await membersOf(inventories, ahead.members);
  const targets = objects.map(
    ({ object, resource, setNamespace }): Target =>
      targetOf(set.name, { id: idOf(object), resource, units: sourceUnits(object), setNamespace }),
  );
  return { rows: sorted(await statusOf(targets, cluster, options)), problems };
}

function notServed({ id, units, resource }: Desired): readonly StateRow[] {
  if (resource !== null) return [];
  const reason = `the cluster does not have ${id.kind} of ${id.apiVersion}`;
  const rest = { units, troubles: [], warnings: [], elapsed: 0 };
  return [{ object: id, verdict: 'failed', state: 'NotFound', reason, ...rest }];
}

const sorted = (rows: readonly StateRow[]): readonly StateRow[] =>
  rows.toSorted((a, b) => compareText(keyOfId(a.object), keyOfId(b.object)));
