import type { Inventory } from '../../inventory/inventory.ts';
import type { UnitOutcome, Workload } from '../workload.ts';
import { leaderOf, type Placed } from './placed.ts';
import type { SetUnit } from './unit-set.ts';
import type { Verdict } from './verdict.ts';

/** What became of a unit that has no Pod of its own. */
export interface Fate {
  readonly outcome: UnitOutcome['outcome'];
  readonly into: string | null;
  readonly objects?: UnitOutcome['objects'];
}

/** The fate that a verdict alone decides; null: the unit runs, or is decided with the unit it belongs to. */
export function fateOf(verdict: Verdict): Fate | null {
  switch (verdict.kind) {
    case 'refused':
      return { outcome: 'refused', into: null };
    case 'retired':
      return { outcome: 'retired', into: null };
    case 'housekeeping':
      return { outcome: 'housekeeping', into: null };
    case 'not-started':
      return { outcome: 'not-started', into: null };
    case 'announces':
      return { outcome: 'replaced', into: verdict.of };
    case 'seeds':
      return { outcome: 'replaced', into: null };
    case 'lost':
      return { outcome: 'unsupported', into: null };
    case 'open':
      return { outcome: 'needs-decision', into: null };
    case 'data':
    case 'runs':
    case 'other-type':
      return null;
  }
}

/** For every unit of the inventory, sorted by name (issue: JSON report). */
export function outcomesOf(
  inventory: Inventory,
  units: readonly SetUnit[],
  fates: ReadonlyMap<string, Fate>,
  ownerOf: ReadonlyMap<string, Placed>,
  workloads: ReadonlyMap<string, readonly Workload[]>,
): readonly UnitOutcome[] {
  const known = new Set(units.map(({ id }) => id));
  const all = [...inventory.units, ...inventory.bareTemplates];
  return all
    .map((unit): UnitOutcome => {
      const id = unit.name.full;
      const about = { unit: id, file: unit.file };
      const fate = fates.get(id);
      if (fate !== undefined) return { ...about, ...fate, objects: fate.objects ?? [] };
      const owner = ownerOf.get(id);
      if (!known.has(id) || owner === undefined)
        return { ...about, outcome: 'refused', into: null, objects: [] };
      return { ...about, ...placeIn(id, owner, workloads.get(owner.plan.pod.leader.id) ?? []) };
    })
    .sort((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : 0));
}

function placeIn(
  id: string,
  owner: Placed,
  workloads: readonly Workload[],
): Pick<UnitOutcome, 'outcome' | 'into' | 'objects'> {
  if (workloads.length === 0) return { outcome: 'needs-decision', into: null, objects: [] };
  const leader = leaderOf(owner, id);
  if (leader !== id) return { outcome: 'merged', into: leader, objects: [] };
  const objects = workloads.flatMap(({ name, controller, objects: own }) => [
    { kind: controller.kind, name },
    ...own.map((object) => ({ kind: object.kind, name: object.name })),
  ]);
  return { outcome: 'workload', into: null, objects };
}
