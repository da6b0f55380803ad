import type { UnitGlobs } from '../set/unit-globs.ts';
import type { SetUnit, UnitSet } from '../set/unit-set.ts';
import { containersUsedBy } from './binding.ts';
import type { PodUnits } from './pods-of-units.ts';

/** Pods of all instances of one template. */
export interface Family {
  /** `web@.service`, or the full name of a unit that is no instance. */
  readonly template: string;
  readonly pods: readonly PodUnits[];
}

/** Why, and by which rule of the contract. */
export interface Apart {
  readonly rule: string;
  readonly why: string;
}

/** Why the instances of a template must not share a workload, for those families where other units ask for it. */
export function apartOf(
  families: readonly Family[],
  set: UnitSet,
  globs: UnitGlobs,
): ReadonlyMap<string, Apart> {
  const familyOf = new Map<string, Family>();
  for (const family of families)
    for (const { id } of unitsOfFamily(family)) familyOf.set(id, family);
  const matched = cachedFamilies(familyOf, globs);
  const apart = new Map<string, Apart>();
  for (const unit of families.flatMap(unitsOfFamily)) {
    const own = familyOf.get(unit.id);
    const patterns = unit.placement.conflicts.map(({ pattern }) => matched(pattern));
    const needed = familiesIn(neededBy(unit, set), familyOf);
    for (const [family, reason] of [
      ...reachedInPart(patterns, unit, own).map((family) => conflict(unit, family)),
      ...reachedInPart([needed], unit, own).flatMap((family) => need(unit, family, own)),
    ])
      if (!apart.has(family.template)) apart.set(family.template, reason);
  }
  return apart;
}

type Reasoned = readonly [Family, Apart];

const conflict = (unit: SetUnit, family: Family): Reasoned => [
  family,
  { rule: 'B27', why: `${unit.id} conflicts with some of them only` },
];

/** mapping B27; B28a when each instance of one template follows its own instance of the other. */
function need(unit: SetUnit, family: Family, own: Family | undefined): readonly Reasoned[] {
  if (family === own) return [];
  const why = `${unit.id} needs one of them`;
  if (own === undefined || own.pods.length < 2) return [[family, { rule: 'B27', why }]];
  return [
    [family, { rule: 'B28a', why }],
    [own, { rule: 'B28a', why: `each follows its own instance of ${family.template}` }],
  ];
}

const unitsOfFamily = ({ pods }: Family): readonly SetUnit[] =>
  pods.flatMap(({ members }) => members.map(({ unit }) => unit));

/** Families with several instances → the instances that are meant. */
type Reached = ReadonlyMap<Family, ReadonlySet<string>>;

const instanceIn = (id: string): string => id.slice(id.indexOf('@') + 1, id.lastIndexOf('.'));

function familiesIn(ids: Iterable<string>, familyOf: ReadonlyMap<string, Family>): Reached {
  const reached = new Map<Family, Set<string>>();
  for (const id of ids) {
    const family = familyOf.get(id);
    if (family === undefined || family.pods.length < 2) continue;
    reached.set(family, (reached.get(family) ?? new Set()).add(instanceIn(id)));
  }
  return reached;
}

/** Instances share their patterns, so each is looked up once. */
function cachedFamilies(
  familyOf: ReadonlyMap<string, Family>,
  globs: UnitGlobs,
): (pattern: string) => Reached {
  const known = new Map<string, Reached>();
  return (pattern) => {
    const reached = known.get(pattern) ?? familiesIn(globs.matches(pattern), familyOf);
    known.set(pattern, reached);
    return reached;
  };
}

const neededBy = (unit: SetUnit, set: UnitSet): ReadonlySet<string> =>
  new Set([
    ...unit.placement.peers.map((peer) => peer.unit),
    ...[...containersUsedBy(unit)].flatMap((name) => set.ofContainer(name)?.id ?? []),
  ]);

/** Families of which some instances are reached and some are not; of its own the unit itself counts with the former. */
function reachedInPart(
  all: readonly Reached[],
  unit: SetUnit,
  own: Family | undefined,
): readonly Family[] {
  const families = new Set(all.flatMap((reached) => [...reached.keys()]));
  return [...families].filter((family) => {
    const sets = all.flatMap((reached) => reached.get(family) ?? []);
    const size = family.pods.length;
    if (sets.some((instances) => instances.size === size)) return false;
    const union = new Set(sets.flatMap((instances) => [...instances]));
    if (family === own) union.add(instanceIn(unit.id));
    return union.size < size && !(family === own && union.size === 1);
  });
}
