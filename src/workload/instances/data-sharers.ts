import type { LifeOf } from '../set/life.ts';
import { containerFactsOf, type SetUnit, type UnitSet } from '../set/unit-set.ts';

/**
 * mapping B67: the users of a container that only holds volumes lay on its machine and shared what it holds. Nothing runs
 * for it any more, so the first of them by name leads. Each follower with its leader.
 */
export function sharersOfData(
  running: readonly SetUnit[],
  set: UnitSet,
  lifeOf: LifeOf,
): readonly (readonly [SetUnit, SetUnit])[] {
  const runs = new Set(running.map(({ id }) => id));
  const leaders = new Map<string, SetUnit>();
  const found: (readonly [SetUnit, SetUnit])[] = [];
  for (const unit of running) {
    if (lifeOf(unit) !== 'long' || unit.placement.global) continue;
    for (const holder of holdersOf(unit, set)) {
      if (runs.has(holder.id)) continue;
      const key = `${holder.id}\n${unit.name.instance ?? ''}`;
      const leader = leaders.get(key);
      if (leader === undefined) leaders.set(key, unit);
      else found.push([unit, leader]);
    }
  }
  return found;
}

/** Units that make the containers whose volumes the unit takes. */
function holdersOf(unit: SetUnit, set: UnitSet): ReadonlySet<SetUnit> {
  const names = containerFactsOf(unit, 'container.volumes-from').map(
    ({ value }) => value.container.text,
  );
  return new Set(names.flatMap((name) => set.ofContainer(name) ?? []));
}
