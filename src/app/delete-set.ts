import { keptContents, membersOf } from './cluster-diff.ts';
import type { Cluster } from './cluster-port.ts';
import type { SetChoice } from './desired.ts';
import { dropInventory, readInventories } from './inventory.ts';
import { lookAhead } from './look-ahead.ts';
import { CAREFUL, type Plan } from './plan.ts';
import { pruneRows } from './plan-prune.ts';

/** What deleting a whole set would do: its members by label, each read; nothing else is ever looked at. */
export async function planDeletion(
  set: SetChoice,
  kinds: readonly string[],
  cluster: Cluster,
): Promise<Plan> {
  const ahead = lookAhead(cluster, set);
  const resources = await ahead.resources;
  const inventories = await readInventories(cluster, set, [], ahead.inventory);
  const members = await membersOf(inventories, ahead.members);
  const choices = { ...CAREFUL, pruneKinds: kinds, allowLargePrune: true };
  const rows = pruneRows(members.objects, members.objects.length, choices).map((row) =>
    row.action === 'prune' ? { ...row, action: 'remove' as const } : row,
  );
  return {
    context: cluster.context,
    server: cluster.server,
    set,
    inventories,
    kept: keptContents(rows),
    rows,
    problems: members.problems,
    resources,
    secrets: () => [],
    check: async (row) => row,
  };
}

/** The parents go last, and only those that list nothing any more. */
export async function dropEmptyInventories(plan: Plan, cluster: Cluster): Promise<void> {
  for (const inventory of await readInventories(cluster, plan.set, []))
    if (inventory.contents.groupKinds.length === 0) await dropInventory(inventory, cluster);
}
