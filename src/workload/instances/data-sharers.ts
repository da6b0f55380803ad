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
  return running
    .filter((unit) => lifeOf(unit) === 'long' && !unit.placement.global)
    .flatMap((unit) => dataHeldFor(unit, set, runs).map((data) => [unit, data] as const))
    .flatMap(([unit, data]) => {
      const leader = leaders.get(data);
      if (leader === undefined) leaders.set(data, unit);
      return leader === undefined ? [] : [[unit, leader] as const];
    });
}

/** The data that a unit has of containers that do not run; each instance of a template has its own. */
const dataHeldFor = (unit: SetUnit, set: UnitSet, runs: ReadonlySet<string>): readonly string[] =>
  [...holdersOf(unit, set)]
    .filter(({ id }) => !runs.has(id))
    .map(({ id }) => `${id}\n${unit.name.instance ?? ''}`);

/** Units that make the containers whose volumes the unit takes. */
function holdersOf(unit: SetUnit, set: UnitSet): ReadonlySet<SetUnit> {
  const names = containerFactsOf(unit, 'container.volumes-from').map(
    ({ value }) => value.container.text,
  );
  return new Set(names.flatMap((name) => set.ofContainer(name) ?? []));
}
