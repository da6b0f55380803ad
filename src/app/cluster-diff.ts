import { type Contents, unionOf } from '../change/apply-set.ts';
import { idOf, keyOfId } from '../change/row.ts';
import { type Secrets, secretValues } from '../change/server-message.ts';
import { compareText } from '../manifest/json.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { type Cluster, ClusterProblem } from './cluster-port.ts';
import { type Desired, definedKinds, desiredObjects, type SetChoice } from './desired.ts';
import { discover, type Resource, type Resources } from './discovery.ts';
import {
  contentsFor,
  ForbiddenSet,
  type Inventory,
  readInventories,
  readMembers,
} from './inventory.ts';
import type { Choices, Plan, PlannedRow } from './plan.ts';
import { planObject } from './plan-object.ts';
import { type Leftover, pruneRows } from './plan-prune.ts';
import type { Asking } from './plan-row.ts';
import { missingRights, rightsForInput } from './rights.ts';

/**
 * What would change in the cluster, a row an object, sorted: members of the set by one list a kind, then a dry run of each
 * object of the input, all at once. Throws `ClusterProblem` only when the cluster or the inventory as a whole cannot be used.
 */
export async function planFor(
  objects: readonly JsonObject[],
  set: SetChoice,
  choices: Choices,
  cluster: Cluster,
): Promise<Plan> {
  const resources = await discover(cluster);
  const desired = desiredObjects(objects, resources, set);
  const namespaces = desired.map(({ setNamespace }) => setNamespace);
  const inventories = await readInventories(cluster, set, namespaces).catch((error: unknown) =>
    explained(error, desired, cluster),
  );
  const members = await membersOf(cluster, inventories, resources);
  const secrets = secretsOf([...objects, ...members.objects.map(({ object }) => object)]);
  const asking: Asking = {
    cluster,
    choices,
    willHave: promisedBy(desired),
    secrets,
  };
  const live = new Map(members.objects.map((m) => [m.key, m.object]));
  const rows = await Promise.all(
    desired.map((item) => planObject(item, live.get(item.key) ?? null, asking)),
  );
  const wanted = new Set(desired.map(({ key }) => key));
  const leftovers = members.objects.filter(({ key }) => !wanted.has(key));
  const partial = { ...choices, isPartial: choices.isPartial || desired.length === 0 };
  const pruned = pruneRows(leftovers, members.objects.length, partial);
  return {
    context: cluster.context,
    server: cluster.server,
    set,
    inventories,
    kept: keptContents(pruned),
    rows: [...rows, ...pruned].sort((a, b) => compareText(a.key, b.key)).map(slim),
    problems: members.problems,
    resources,
    secrets,
  };
}

/** Whoever may not read the inventory is told everything that is missing, at once. */
async function explained(
  error: unknown,
  desired: readonly Desired[],
  cluster: Cluster,
): Promise<never> {
  if (!(error instanceof ForbiddenSet)) throw error;
  const missing = await missingRights(rightsForInput(desired), cluster);
  throw missing.length === 0 ? error : new ClusterProblem(missing.join('\n'));
}

/** Most runs have no message to hide them in, and looking for them takes long. */
function secretsOf(objects: readonly JsonObject[]): Secrets {
  let known: readonly string[] | null = null;
  return () => {
    known ??= [...new Set(objects.flatMap(secretValues))];
    return known;
  };
}

/** Nothing is shown of both states of what stays: five thousand objects have to fit into memory. */
const slim = (row: PlannedRow): PlannedRow =>
  row.action === 'unchanged' ? { ...row, before: null, after: null } : row;

interface KnownMember extends Leftover {
  readonly key: string;
}

export async function membersOf(
  cluster: Cluster,
  inventories: readonly Inventory[],
  resources: Resources,
): Promise<{ readonly objects: readonly KnownMember[]; readonly problems: readonly string[] }> {
  const read = await Promise.all(
    inventories.map(async (inventory) => ({
      inventory,
      members: await readMembers(cluster, inventory, resources),
    })),
  );
  const objects = read.flatMap(({ inventory, members }) =>
    members.objects.map(({ resource, object }) => ({
      resource,
      object,
      setNamespace: inventory.namespace,
      key: keyOfId(idOf(object)),
    })),
  );
  return { objects, problems: read.flatMap(({ members }) => members.problems) };
}

/** Namespaces and kinds that are not there yet and will be. */
function promisedBy(desired: readonly Desired[]): Asking['willHave'] {
  const sent = desired.filter(({ refusal }) => refusal === null);
  const namespaces = sent.filter(({ id }) => id.kind === 'Namespace').map(({ id }) => id.name);
  return {
    namespaces: new Set(namespaces),
    kinds: new Set(definedKinds(sent.map(({ body }) => body)).keys()),
  };
}

/** By namespace of the parent: kinds of members that stay although the input has them no longer. */
export function keptContents(rows: readonly PlannedRow[]): ReadonlyMap<string, Contents> {
  const kept = new Map<string, Contents>();
  for (const { step, setNamespace, resource } of rows) {
    if (step?.kind === 'delete' || resource === null) continue;
    const more = contentsFor([resource] satisfies Resource[]);
    const before = kept.get(setNamespace);
    kept.set(setNamespace, before === undefined ? more : unionOf(before, more));
  }
  return kept;
}
