import { type Contents, unionOf } from '../change/apply-set.ts';
import { idOf, keyOfId } from '../change/row.ts';
import { type Secrets, secretValues } from '../change/server-message.ts';
import { compareText } from '../manifest/json.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { type Cluster, ClusterProblem } from './cluster-port.ts';
import { type Desired, definedKinds, desiredObjects, type SetChoice } from './desired.ts';
import type { Resource } from './discovery.ts';
import { inParallel } from './in-parallel.ts';
import {
  contentsFor,
  ForbiddenSet,
  type Inventory,
  type Members,
  readInventories,
} from './inventory.ts';
import { type Ahead, namespacesOf } from './look-ahead.ts';
import type { Checks, Choices, Plan, PlannedRow } from './plan.ts';
import { absentAmong, rowFromList, rowOfNew } from './plan-listed.ts';
import { planObject } from './plan-object.ts';
import { type Leftover, pruneRows } from './plan-prune.ts';
import type { Asking } from './plan-row.ts';
import { missingRights, rightsForInput } from './rights.ts';

export interface Planning {
  readonly cluster: Cluster;
  readonly set: SetChoice;
  readonly choices: Choices;
  readonly checks: Checks;
  readonly ahead: Ahead;
  /** Told as soon as it is known what is wanted: others may have questions too. */
  onDesired?(desired: readonly Desired[]): void;
}

/** Rows in work at a time; requests in flight are the connection's to limit. */
const ROWS_AT_ONCE = 64;

/**
 * What would change in the cluster, a row an object, sorted: members of the set by one list a kind, and a dry run of each
 * object of the input, or of those that the lists say too little of. Throws `ClusterProblem` only when the cluster or the
 * inventory as a whole cannot be used.
 */
export async function planFor(
  objects: readonly JsonObject[],
  { cluster, set, choices, checks, ahead, onDesired }: Planning,
): Promise<Plan> {
  for (const namespace of namespacesOf(objects)) void ahead.members(namespace);
  const resources = await ahead.resources;
  const desired = desiredObjects(objects, resources, set);
  const namespaces = desired.map(({ setNamespace }) => setNamespace);
  const inventories = await readInventories(cluster, set, namespaces, ahead.inventory).catch(
    (error: unknown) => explained(error, desired, cluster),
  );
  // Known before the first message of the server is looked at: no row is made before the lists are there.
  let live: readonly JsonObject[] = [];
  const secrets = secretsOf(() => [...objects, ...live]);
  const reading = membersOf(inventories, ahead.members).then((members) => {
    live = members.objects.map(({ object }) => object);
    return members;
  });
  onDesired?.(desired);
  const asking: Asking = { cluster, choices, willHave: promisedBy(desired), secrets };
  const rows = await rowsOf(desired, reading, checks, asking);
  const members = await reading;
  const wanted = new Map(desired.map((item) => [item.key, item]));
  const leftovers = members.objects.filter(({ key }) => !wanted.has(key));
  const partial = { ...choices, isPartial: choices.isPartial || desired.length === 0 };
  const pruned = pruneRows(leftovers, members.objects.length, partial);
  return {
    context: cluster.context,
    server: cluster.server,
    set,
    inventories,
    kept: keptContents(pruned),
    rows: [...rows, ...pruned.map(slim)].sort((a, b) => compareText(a.key, b.key)),
    problems: members.problems,
    resources,
    secrets,
    check: async (row) => {
      const item = wanted.get(row.key);
      return item === undefined ? row : planObject(item, async () => null, asking);
    },
  };
}

type Reading = ReturnType<typeof membersOf>;

async function rowsOf(
  desired: readonly Desired[],
  reading: Reading,
  checks: Checks,
  asking: Asking,
): Promise<readonly PlannedRow[]> {
  const listing = reading.then(
    ({ objects }) => new Map(objects.map(({ key, object }) => [key, object])),
  );
  const absent = checks === 'each' ? NOTHING : await absentFrom(desired, await listing, asking);
  return inParallel(desired, ROWS_AT_ONCE, async (item) => {
    const inList = async () => (await listing).get(item.key) ?? null;
    const row = checks === 'each' ? null : unaskedRow(item, await inList(), absent);
    return slim(row ?? (await planObject(item, inList, asking)));
  });
}

const NOTHING: ReadonlySet<string> = new Set();

function absentFrom(
  desired: readonly Desired[],
  listed: ReadonlyMap<string, JsonObject>,
  { cluster }: Asking,
): Promise<ReadonlySet<string>> {
  return absentAmong(
    desired.filter(({ key, refusal }) => refusal === null && !listed.has(key)),
    cluster,
  );
}

/** null: it has to be asked for. */
function unaskedRow(
  item: Desired,
  live: JsonObject | null,
  absent: ReadonlySet<string>,
): PlannedRow | null {
  if (item.refusal !== null || item.resource === null) return null;
  if (live !== null) return rowFromList(item, live);
  return absent.has(item.key) ? rowOfNew(item) : null;
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
function secretsOf(objects: () => readonly JsonObject[]): Secrets {
  let known: readonly string[] | null = null;
  return () => {
    known ??= [...new Set(objects().flatMap(secretValues))];
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
  inventories: readonly Inventory[],
  membersIn: (namespace: string) => Promise<Members>,
): Promise<{ readonly objects: readonly KnownMember[]; readonly problems: readonly string[] }> {
  const read = await Promise.all(
    inventories.map(async (inventory) => ({
      inventory,
      members: await membersIn(inventory.namespace),
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
