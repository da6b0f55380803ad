import { type Contents, EMPTY_CONTENTS, unionOf } from '../change/apply-set.ts';
import type { Cluster } from './cluster-port.ts';
import type { Resource } from './discovery.ts';
import { contentsFor, dropInventory, type Inventory, writeInventory } from './inventory.ts';
import type { Plan, PlannedRow } from './plan.ts';

/** What the parents of a set say while a plan is carried out. */
export interface Ledger {
  /** All that was and all that will be, in the namespaces that are there. Nothing is sent for what is said already. */
  widen(isThere: (namespace: string) => boolean, resourceOf: ResourceOf): Promise<void>;
  /** Exactly what is there after a run that went well. */
  narrow(resourceOf: ResourceOf): Promise<void>;
}

/** null: the server has no such kind (yet). */
type ResourceOf = (row: PlannedRow) => Resource | null;

/** All of it throws `ClusterProblem`. */
export function openLedger(plan: Plan, cluster: Cluster, tooling: string): Ledger {
  const { home } = plan.set;
  const inventories = new Map(plan.inventories.map((i) => [i.namespace, i]));
  const write = async (inventory: Inventory, contents: Contents): Promise<void> => {
    const written = await writeInventory(cluster, inventory, contents, tooling);
    inventories.set(inventory.namespace, written);
  };
  /** The home parent remembers the others: it is the first to be widened and the last to be narrowed. */
  const homeFirst = (): readonly Inventory[] =>
    [...inventories.values()].sort(
      (a, b) => Number(b.namespace === home) - Number(a.namespace === home),
    );
  const contentsIn = (
    namespace: string,
    rows: readonly PlannedRow[],
    resourceOf: ResourceOf,
  ): Contents => {
    const here = rows.filter((row) => row.setNamespace === namespace);
    const siblings = namespace === home ? siblingsOf(plan, rows) : [];
    return contentsFor(
      here.flatMap((row) => resourceOf(row) ?? []),
      siblings,
    );
  };
  return {
    widen: async (isThere, resourceOf) => {
      for (const inventory of homeFirst()) {
        if (!isThere(inventory.namespace)) continue;
        const more = contentsIn(inventory.namespace, plan.rows, resourceOf);
        await write(inventory, unionOf(inventory.contents, more));
      }
    },
    narrow: async (resourceOf) => {
      const wanted = plan.rows.filter(({ body }) => body !== null);
      for (const inventory of homeFirst().toReversed()) {
        const { namespace, resourceVersion } = inventory;
        const kept = plan.kept.get(namespace) ?? EMPTY_CONTENTS;
        const exact = unionOf(contentsIn(namespace, wanted, resourceOf), kept);
        const isEmpty = exact.groupKinds.length === 0;
        if (namespace !== home && isEmpty) await dropInventory(inventory, cluster);
        else if (resourceVersion !== null || !isEmpty) await write(inventory, exact);
      }
    },
  };
}

/** Namespaces apart from home in which the set has something. */
function siblingsOf({ set, kept }: Plan, rows: readonly PlannedRow[]): readonly string[] {
  const all = new Set([...rows.map(({ setNamespace }) => setNamespace), ...kept.keys()]);
  return [...all].filter((namespace) => namespace !== set.home);
}
