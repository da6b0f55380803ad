import { PART_OF_LABEL, parentOf, partOf } from '../change/apply-set.ts';
import { compareText } from '../manifest/json.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import {
  APPLY_PATCH,
  applyPath,
  type Cluster,
  ClusterProblem,
  FIELD_MANAGER,
  isFine,
  JSON_PATCH,
} from './cluster-port.ts';
import type { SetChoice } from './desired.ts';
import { discover, objectPath, type Resource } from './discovery.ts';
import { inParallel } from './in-parallel.ts';
import {
  contentsFor,
  dropInventory,
  type Inventory,
  readInventories,
  readMembers,
} from './inventory.ts';
import { metadataOf } from './plan.ts';
import { renameManager } from './take-over.ts';

/** Who looks after a set from now on. */
export const NEW_OWNERS = ['kubectl', 'none'] as const;
export type NewOwner = (typeof NEW_OWNERS)[number];

export interface HandedOver {
  readonly namespace: string;
  readonly name: string;
  readonly members: number;
}

/**
 * Gives a set away: to kubectl, which prunes it as its own ApplySet from then on, or to nobody. Members first, the parent last,
 * so that a run that was killed can be run again. Throws `ClusterProblem`.
 */
export async function handOver(
  set: SetChoice,
  to: NewOwner,
  cluster: Cluster,
): Promise<readonly HandedOver[]> {
  const resources = await discover(cluster);
  const inventories = await readInventories(cluster, set, []);
  if (inventories.every(({ resourceVersion }) => resourceVersion === null))
    throw new ClusterProblem(`there is no set ${set.home}/${set.name}`);
  const given: HandedOver[] = [];
  // The home parent knows the others: it goes last.
  const ordered = [...inventories].sort(
    (a, b) =>
      Number(a.namespace === set.home) - Number(b.namespace === set.home) ||
      compareText(a.namespace, b.namespace),
  );
  for (const inventory of ordered) {
    if (inventory.resourceVersion === null) continue;
    const { objects, problems } = await readMembers(cluster, inventory, resources);
    if (problems.length > 0) throw new ClusterProblem(problems.join('; '));
    await inParallel(objects, cluster.concurrency, ({ resource, object }) =>
      giveAway(resource, object, to, cluster),
    );
    const kinds = objects.map(({ resource }) => resource);
    if (to === 'kubectl') await giveParent(inventory, kinds, cluster);
    else await dropInventory(inventory, cluster);
    given.push({ namespace: inventory.namespace, name: inventory.name, members: objects.length });
  }
  return given;
}

const MOST_TRIES = 5;

/** Our fields become kubectl's; for nobody, the label goes. The object may move meanwhile: read it again. */
async function giveAway(
  resource: Resource,
  first: JsonObject,
  to: NewOwner,
  cluster: Cluster,
): Promise<void> {
  const { name, namespace } = metadataOf(first);
  const path = objectPath(resource, typeof namespace === 'string' ? namespace : null, String(name));
  let object: JsonObject | null = first;
  let why = '';
  for (let tries = 0; object !== null && tries < MOST_TRIES; tries++) {
    const body = patchFor(to, object);
    if (body === null) return;
    const answer = await cluster.send({ method: 'PATCH', path, body, contentType: JSON_PATCH });
    if (isFine(answer)) return;
    why = answer.message;
    const now = await cluster.send({ method: 'GET', path });
    if (now.status === 404) return;
    object = now.status === 200 ? now.body : null;
  }
  throw new ClusterProblem(`cannot hand over ${path}: ${why}`);
}

/** null: it is given away already. */
const patchFor = (to: NewOwner, object: JsonObject): readonly JsonObject[] | null =>
  to === 'kubectl' ? renameManager(object, FIELD_MANAGER, 'kubectl') : unlabel(object);

function unlabel(object: JsonObject): readonly JsonObject[] | null {
  if (partOf(object) === null) return null;
  return [
    { op: 'test', path: '/metadata/resourceVersion', value: metadataOf(object).resourceVersion },
    { op: 'remove', path: `/metadata/labels/${PART_OF_LABEL.replace('/', '~1')}` },
  ];
}

/** kubectl takes sets of its own name only, of any version, and wants the parent's fields for its own manager. */
async function giveParent(
  { name, namespace }: Inventory,
  kinds: readonly Resource[],
  cluster: Cluster,
): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
  const fail = (message: string): never => {
    throw new ClusterProblem(`cannot hand over ConfigMap ${namespace}/${name}: ${message}`);
  };
  const parent = await cluster.send({ method: 'GET', path });
  if (parent.body === null) return fail(parent.message);
  const rename = renameManager(parent.body, 'fleetlift-applyset', 'kubectl-applyset');
  if (rename !== null) {
    const renamed = await cluster.send({
      method: 'PATCH',
      path,
      body: rename,
      contentType: JSON_PATCH,
    });
    if (!isFine(renamed)) fail(renamed.message);
  }
  const version = await cluster.send({ method: 'GET', path: '/version' });
  const tooling = `kubectl/${String(version.body?.gitVersion ?? 'v1.35.0')}`;
  const answer = await cluster.send({
    method: 'PATCH',
    path: applyPath(path, { dryRun: false, force: true, manager: 'kubectl-applyset' }),
    body: parentOf(name, namespace, contentsFor(kinds), tooling),
    contentType: APPLY_PATCH,
  });
  if (!isFine(answer)) fail(answer.message);
}
