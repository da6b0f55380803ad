import { type Contents, EMPTY_CONTENTS, unionOf } from '../change/apply-set.ts';
import { applyOrder, type UnitRelation } from '../change/order.ts';
import { PHASES, phaseOf } from '../change/phase.ts';
import { shownId } from '../change/row.ts';
import { applyObject, type Tools, untilEstablished } from './apply-object.ts';
import { ClusterProblem, isFine } from './cluster-port.ts';
import { discover } from './discovery.ts';
import { inParallel } from './in-parallel.ts';
import { contentsFor, type Inventory, writeInventory } from './inventory.ts';
import type { Plan, PlannedRow } from './plan.ts';

/**
 * `done`: written. `nothing`: it was right already. `failed`: it could not be done, or must not be. `blocked`: something that
 * it depends on failed. `left`: the run was stopped before.
 */
export type Outcome = 'done' | 'nothing' | 'failed' | 'blocked' | 'left';

export interface Applied {
  readonly row: PlannedRow;
  readonly outcome: Outcome;
  readonly message: string | null;
}

export interface ApplyPorts extends Tools {
  /** `fleetlift/v1.2.3` */
  readonly tooling: string;
  readonly concurrency: number;
  /** Before the first write of an object, and when it has ended. */
  onBegin(row: PlannedRow): void;
  onEnd(applied: Applied): void;
  /** Waits until what was applied is ready; why nothing may be pruned, or null. Absent: nobody waits. */
  untilReady?(applied: readonly Applied[]): Promise<string | null>;
}

/**
 * Makes the plan true: parents list more than there is before the first write and exactly what there is after the last one, so
 * that a run that is killed anywhere can be run again. Each row ends in one outcome; a failure blocks what depends on it and
 * all pruning. Throws `ClusterProblem` when an inventory cannot be written.
 */
export async function applyPlan(
  plan: Plan,
  relations: readonly UnitRelation[],
  ports: ApplyPorts,
): Promise<readonly Applied[]> {
  const run = openRun(plan, ports);
  const wanted = plan.rows.filter((row) => row.body !== null);
  const { groups, needs } = applyOrder(
    wanted.map((row) => ({
      key: row.key,
      object: row.body ?? {},
      namespace: row.object.namespace,
      units: row.units,
    })),
    relations,
  );
  const byKey = new Map(wanted.map((row) => [row.key, row]));
  const hasWork = plan.rows.some(({ step }) => step !== null);
  if (hasWork) await run.widen('before');
  for (const { phase, keys } of groups) {
    const rows = keys.flatMap((key) => byKey.get(key) ?? []);
    await run.apply(rows, needs);
    if (phase === 'namespaces') await run.widen('after-namespaces');
    if (phase === 'definitions') await run.rediscover(rows);
  }
  const late = ports.signal.aborted
    ? null
    : ((await ports.untilReady?.([...run.outcomes.values()])) ?? null);
  await run.prune(late);
  if (run.wentWell()) await run.narrow();
  return plan.rows.map((row) => run.outcomes.get(row.key) ?? left(row));
}

const left = (row: PlannedRow): Applied => ({
  row,
  outcome: 'left',
  message: 'the run was stopped before',
});

function openRun(plan: Plan, ports: ApplyPorts) {
  const outcomes = new Map<string, Applied>();
  const inventories = new Map(plan.inventories.map((i) => [i.namespace, i]));
  let resources = plan.resources;
  const settle = (applied: Applied): void => {
    outcomes.set(applied.row.key, applied);
    ports.onEnd(applied);
  };
  const attempt = async (planned: PlannedRow): Promise<void> => {
    const { apiVersion, kind } = planned.object;
    const row = { ...planned, resource: planned.resource ?? resources.find(apiVersion, kind) };
    const refusal = refusalOf(row);
    if (row.step === null) {
      const outcome = refusal === null ? 'nothing' : 'failed';
      return settle({ row, outcome, message: refusal });
    }
    ports.onBegin(row);
    const failure = await applyObject(row, ports);
    settle({
      row,
      outcome: (failure ?? refusal) === null ? 'done' : 'failed',
      message: failure ?? refusal,
    });
  };
  const write = async (inventory: Inventory, contents: Contents): Promise<void> => {
    const { cluster, tooling } = ports;
    inventories.set(
      inventory.namespace,
      await writeInventory(cluster, inventory, contents, tooling),
    );
  };
  const isComing = namespacesToCome(plan);
  const siblings = siblingsOf(plan, (row) => row.body !== null);
  return {
    outcomes,
    wentWell: () =>
      !ports.signal.aborted && [...outcomes.values()].every(({ outcome }) => isGood(outcome)),
    /** Parents in namespaces that this run makes come after these. */
    widen: async (when: 'before' | 'after-namespaces'): Promise<void> => {
      for (const inventory of homeFirst(inventories, plan)) {
        if ((when === 'after-namespaces') !== isComing.has(inventory.namespace)) continue;
        const { namespace } = inventory;
        const of = namespace === plan.set.home ? siblings : [];
        const coming = isComing.get(namespace);
        if (coming !== undefined && !isGood(outcomes.get(coming)?.outcome ?? 'left')) continue;
        await write(
          inventory,
          unionOf(
            inventory.contents,
            listed(plan, namespace, () => true, of),
          ),
        );
      }
    },
    apply: async (
      rows: readonly PlannedRow[],
      needs: ReadonlyMap<string, readonly string[]>,
    ): Promise<void> => {
      await inParallel(rows, ports.concurrency, async (row) => {
        if (ports.signal.aborted) return settle(left(row));
        const missing = missingOf(row, needs, outcomes);
        if (missing === null) return attempt(row);
        return settle({ row, outcome: 'blocked', message: `it needs ${missing}` });
      });
    },
    rediscover: async (rows: readonly PlannedRow[]): Promise<void> => {
      const made = rows.filter((row) => outcomes.get(row.key)?.outcome === 'done');
      if (made.length === 0) return;
      const definition = resources.find('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
      const late = await untilEstablished(made, definition, ports);
      for (const row of made)
        if (late.includes(shownId(row.object)))
          settle({ row, outcome: 'failed', message: 'the server does not establish it' });
      resources = await discover(ports.cluster);
    },
    /** `late`: why what the input has no longer is still needed. */
    prune: async (late: string | null): Promise<void> => {
      const rows = plan.rows.filter((row) => row.body === null);
      const canPrune = [...outcomes.values()].every(({ outcome }) => isGood(outcome));
      const incomplete = plan.problems.length > 0 ? 'the set could not be listed completely' : null;
      const stop = incomplete ?? (canPrune ? late : 'something could not be applied');
      for (const phase of PHASES.toReversed())
        await inParallel(
          rows.filter(({ object }) => phaseOf(object.kind) === phase),
          ports.concurrency,
          async (row) => {
            if (ports.signal.aborted) return settle(left(row));
            if (row.step === null || stop === null) return attempt(row);
            return settle({ row, outcome: 'blocked', message: `not pruned: ${stop}` });
          },
        );
    },
    narrow: async (): Promise<void> => {
      const isMember = (row: PlannedRow): boolean => row.body !== null;
      const still = siblingsOf(plan, isMember);
      for (const inventory of homeFirst(inventories, plan).toReversed()) {
        const { namespace } = inventory;
        const isHome = namespace === plan.set.home;
        const exact = unionOf(
          listed(plan, namespace, isMember, isHome ? still : []),
          plan.kept.get(namespace) ?? EMPTY_CONTENTS,
        );
        if (!isHome && exact.groupKinds.length === 0) await dropInventory(inventory, ports);
        else if (inventory.resourceVersion !== null || exact.groupKinds.length > 0)
          await write(inventory, exact);
      }
    },
  };
}

const isGood = (outcome: Outcome): boolean => outcome === 'done' || outcome === 'nothing';

/** What a row says that must not be done, whatever its step does. */
function refusalOf({ action, why, conflicts }: PlannedRow): string | null {
  if (action === 'conflict')
    return `others own ${conflicts.map((c) => `${c.path} (${c.owner})`).join(', ')}; --force-conflicts takes it`;
  return action === 'blocked' ? why : action === 'replace' ? why : null;
}

function missingOf(
  row: PlannedRow,
  needs: ReadonlyMap<string, readonly string[]>,
  outcomes: ReadonlyMap<string, Applied>,
): string | null {
  const missing = (needs.get(row.key) ?? []).flatMap((key) => {
    const known = outcomes.get(key);
    return known !== undefined && !isGood(known.outcome) ? [shownId(known.row.object)] : [];
  });
  return missing.length === 0 ? null : missing.join(', ');
}

/** Keys of the rows that make a namespace, by its name. */
const namespacesToCome = (plan: Plan): ReadonlyMap<string, string> =>
  new Map(
    plan.rows.flatMap(({ object, action, key }) =>
      object.kind === 'Namespace' && action === 'create' ? [[object.name, key] as const] : [],
    ),
  );

/** Namespaces apart from home in which the set has something. */
const siblingsOf = (plan: Plan, counts: (row: PlannedRow) => boolean): readonly string[] =>
  [
    ...new Set([
      ...plan.rows.filter(counts).map(({ setNamespace }) => setNamespace),
      ...plan.kept.keys(),
    ]),
  ].filter((namespace) => namespace !== plan.set.home);

function listed(
  plan: Plan,
  namespace: string,
  counts: (row: PlannedRow) => boolean,
  siblings: readonly string[],
): Contents {
  const resources = plan.rows.flatMap((row) =>
    row.setNamespace === namespace && counts(row) && row.resource !== null ? [row.resource] : [],
  );
  return contentsFor(resources, siblings);
}

/** The home parent remembers the others, so it is the first to be widened and the last to be narrowed. */
const homeFirst = (
  inventories: ReadonlyMap<string, Inventory>,
  { set }: Plan,
): readonly Inventory[] =>
  [...inventories.values()].sort(
    (a, b) => Number(b.namespace === set.home) - Number(a.namespace === set.home),
  );

/** A parent without members in a namespace that is not the set's home. */
export async function dropInventory(
  inventory: Inventory,
  { cluster }: Pick<Tools, 'cluster'>,
): Promise<void> {
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
