import type { Decisions } from '../decision/options.ts';
import type { Placement } from '../dialect/fleet/placement.ts';
import type { UnitFacts } from '../dialect/role.ts';
import type { Book } from '../finding/notes.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { buildPod } from './build-pod.ts';
import { workloadPlans } from './instances/instances.ts';
import { mergeIntoPods } from './instances/pods-of-units.ts';
import { placePods } from './placement/pod-placement.ts';
import { withoutClashes } from './set/clashes.ts';
import { askForWeights } from './set/cpu-weights.ts';
import { judge } from './set/judge.ts';
import { mayStayDown } from './set/life.ts';
import { type Fate, outcomesOf } from './set/outcomes.ts';
import { placeable } from './set/placeable.ts';
import { unitsOf } from './set/placed.ts';
import { withReviews } from './set/reviews.ts';
import { settleRest } from './set/settle-rest.ts';
import { sharedObjects } from './set/shared-objects.ts';
import { sayNotStartedGlobals } from './set/started.ts';
import { surroundingsOf } from './set/surroundings.ts';
import { unitGlobsOf } from './set/unit-globs.ts';
import { unitSetOf } from './set/unit-set.ts';
import { workloadsOf } from './set/workloads-of.ts';
import type { Conversion, Workload } from './workload.ts';

/**
 * Facts and placements of all units → workloads (phase 10 of the contract). Pure, and the same for any order of the
 * units: everything is sorted by unit name first. Settles every token that is still open.
 */
export function assemble(
  units: readonly UnitFacts[],
  placements: ReadonlyMap<string, Placement>,
  inventory: Inventory,
  decisions: Decisions,
  book: Book,
): Conversion {
  const set = unitSetOf(units, placements, inventory, book);
  const globs = unitGlobsOf(set.units.map(({ id }) => id));
  const judged = judge(set, decisions, book);
  sayNotStartedGlobals(set, judged, globs);
  const merged = mergeIntoPods(judged.running, set, globs, judged.lifeOf, (unit) =>
    mayStayDown(unit, decisions, judged.schedules),
  );
  const plans = workloadPlans(merged.pods, set, globs, judged.lifeOf);
  const { placed, ownerOf, dropped } = placeable(
    plans,
    judged,
    globs,
    inventory.desired,
    decisions,
  );
  const places = placePods(placed, ownerOf, set, globs, decisions, book);
  const around = surroundingsOf({
    set,
    placed,
    ownerOf,
    decisions,
    dumped: inventory.etcd,
    ...judged,
  });
  const shop = { around, set, ownerOf, judged, decisions, book, inventory, buildPod };
  const made = placed.map((one) => {
    const place = places.get(one);
    if (place === undefined) throw new Error(`no place for ${one.group.name}`);
    return workloadsOf(one, place, shop);
  });
  askForWeights(decisions, book);
  const workloads = withoutClashes(
    made.flatMap((result) => result.workloads),
    decisions,
    book,
  );
  const fates = new Map<string, Fate>([...judged.fates, ...dropped]);
  for (const id of merged.refused) fates.set(id, { outcome: 'refused', into: null });
  settleRest(set, fates, placed.flatMap(unitsOf), judged, book);
  const byLeader = new Map<string, readonly Workload[]>();
  for (const workload of workloads) {
    const unit = workload.sources[0]?.unit ?? '';
    byLeader.set(unit, [...(byLeader.get(unit) ?? []), workload]);
  }
  return {
    workloads: withReviews(workloads, book),
    shared: sharedObjects(made, judged.mounts.objects),
    outcomes: outcomesOf(inventory, set.units, fates, ownerOf, byLeader),
  };
}
