import { compareObjects } from '../change/compare.ts';
import { foresee } from '../change/foresee.ts';
import { ownersOf } from '../change/managed-fields.ts';
import { essence } from '../change/prepare.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { type Cluster, FIELD_MANAGER, METADATA_ONLY } from './cluster-port.ts';
import type { Desired } from './desired.ts';
import { collectionPath, objectPath, type Resource } from './discovery.ts';
import { listObjects } from './list-objects.ts';
import { metadataOf, type PlannedRow } from './plan.ts';
import { base } from './plan-row.ts';

/**
 * The row of a member of the set without asking for it, from what its list shows; null: only a dry run can tell
 * (docs/decisions/010).
 */
export function rowFromList(desired: Desired, live: JsonObject): PlannedRow | null {
  const owners = ownersOf(live, FIELD_MANAGER, desired.id.apiVersion);
  const { verdict, after, isMore } = foresee(desired.body, live, owners);
  if (verdict === 'unclear') return null;
  if (verdict === 'same') return { ...base(desired, live), action: 'unchanged', step: null };
  return {
    ...base(desired, live),
    action: 'change',
    fields: compareObjects(live, after),
    after: essence(after),
    step: { kind: 'apply', force: false, first: null, isChecked: false, mayLose: isMore },
  };
}

/** The row of an object that is not there. */
export const rowOfNew = (desired: Desired): PlannedRow => ({
  ...base(desired, null),
  action: 'create',
  after: essence(desired.body),
  step: { kind: 'apply', force: false, first: null, isChecked: false, mayLose: true },
});

const PARTIAL_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';
/** So many objects of one kind are asked for by name; of more the names of all are listed. */
const FEW = 16;

/** Keys of those that are surely not there. Names only are read, of a kind at once where there are many. */
export async function absentAmong(
  wanted: readonly Desired[],
  cluster: Cluster,
): Promise<ReadonlySet<string>> {
  const places = new Map<string, { resource: Resource; items: Desired[] }>();
  for (const item of wanted) {
    if (item.resource === null) continue;
    const path = collectionPath(item.resource, item.id.namespace);
    const place = places.get(path) ?? { resource: item.resource, items: [] };
    places.set(path, place);
    place.items.push(item);
  }
  const absent = await Promise.all(
    [...places.values()].map(({ resource, items }) =>
      items.length > FEW
        ? absentInList(resource, items, cluster)
        : absentByName(resource, items, cluster),
    ),
  );
  return new Set(absent.flat().map(({ key }) => key));
}

async function absentByName(
  resource: Resource,
  items: readonly Desired[],
  cluster: Cluster,
): Promise<readonly Desired[]> {
  const answers = await Promise.all(
    items.map(({ id }) =>
      cluster.send({
        method: 'GET',
        path: objectPath(resource, id.namespace, id.name),
        accept: METADATA_ONLY,
      }),
    ),
  );
  return items.filter((_, i) => answers[i]?.status === 404);
}

async function absentInList(
  resource: Resource,
  items: readonly Desired[],
  cluster: Cluster,
): Promise<readonly Desired[]> {
  const namespace = items[0]?.id.namespace ?? null;
  const listed = await listObjects(cluster, resource, namespace, { accept: PARTIAL_LIST });
  if (listed.problem !== null) return [];
  const names = new Set(listed.items.map((item) => metadataOf(item).name));
  return items.filter(({ id }) => !names.has(id.name));
}
