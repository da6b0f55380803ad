import type { Decisions } from '../../decision/options.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { templateOfInstance } from '../../unit/name.ts';
import type { WorkloadPlan } from '../instances/instances.ts';
import { circular } from '../placement/followed.ts';
import { groupOfPlan } from './group-of-plan.ts';
import type { Judged } from './judge.ts';
import { objectNames } from './names.ts';
import type { Fate } from './outcomes.ts';
import { type Placed, placedOf, unitsOf } from './placed.ts';
import type { UnitGlobs } from './unit-globs.ts';
import { spanOfUnit } from './verdict.ts';

export interface Placeable {
  readonly placed: readonly Placed[];
  /** Every unit of every instance → its workload. */
  readonly ownerOf: ReadonlyMap<string, Placed>;
  /** Units whose workload could never be placed; the finding is made. */
  readonly dropped: ReadonlyMap<string, Fate>;
}

/** Names the workloads, and leaves out those that never ran beside others (mapping C12f, C39). */
export function placeable(
  plans: readonly WorkloadPlan[],
  judged: Judged,
  globs: UnitGlobs,
  desired: Inventory['desired'],
  decisions: Decisions,
): Placeable {
  const named = nameAll(plans, judged, decisions);
  const dropped = new Map<string, Fate>();
  const drop = (one: Placed, rule: string, why: string): void => {
    for (const unit of unitsOf(one)) {
      unit.notes.say('never-placed', spanOfUnit(unit), rule, { why });
      dropped.set(unit.id, { outcome: 'refused', into: null });
    }
  };
  const all = ownersOf(named);
  for (const one of circular(named, all)) drop(one, 'C39', 'units follow each other in a circle');
  for (const one of named) {
    const template = rivalTemplate(one, globs, desired);
    if (template !== null)
      drop(one, 'C12f', `fleet counts ${template} like a unit, and both conflict with each other`);
  }
  for (const [one, first] of beaten(named, all, globs))
    drop(
      one,
      'C12f',
      `it never ran beside ${first.plan.pod.leader.id}, which runs on the same machines`,
    );
  const placed = named.filter((one) => !dropped.has(one.plan.pod.leader.id));
  return { placed, ownerOf: ownersOf(placed), dropped };
}

function nameAll(
  plans: readonly WorkloadPlan[],
  judged: Judged,
  decisions: Decisions,
): readonly Placed[] {
  const names = objectNames(
    plans.map(({ pod, how }) => ({
      unit: pod.leader.name,
      collapsed: how === 'replicas' || how === 'ordinal',
    })),
  );
  return plans.map((plan) => {
    const { leader } = plan.pod;
    const given = names.get(leader.id) ?? { name: 'unit', changed: null };
    if (given.changed !== null)
      leader.notes.say('name-changed', null, RULE[given.changed], {
        name: given.name,
        why: WHY[given.changed],
      });
    const scheduled = judged.schedules.has(leader.id);
    return placedOf(plan, groupOfPlan(plan, given.name, scheduled, judged.lifeOf, decisions));
  });
}

const RULE = { characters: 'A05', length: 'A06', collision: 'A07' } as const;
const WHY = {
  characters: 'names of objects have small letters, digits and - only',
  length: 'it would be longer than 52 characters',
  collision: 'another unit has that name already',
} as const;

function ownersOf(placed: readonly Placed[]): ReadonlyMap<string, Placed> {
  return new Map(placed.flatMap((one) => unitsOf(one).map(({ id }) => [id, one] as const)));
}

/** Global units in conflict: the first by name had every machine that both match (mapping C12f). */
function beaten(
  placed: readonly Placed[],
  ownerOf: ReadonlyMap<string, Placed>,
  globs: UnitGlobs,
): ReadonlyMap<Placed, Placed> {
  const found = new Map<Placed, Placed>();
  for (const one of placed.filter(({ group }) => group.kind === 'DaemonSet'))
    for (const other of globalRivals(one, ownerOf, globs)) {
      const isFirst = one.plan.pod.leader.id < other.plan.pod.leader.id;
      const [first, second] = isFirst ? [one, other] : [other, one];
      if (covers(first, second)) found.set(second, first);
    }
  return found;
}

/** A Global template that is submitted and conflicts with its instances kept them all from running (mapping C12f). */
function rivalTemplate(
  { group, plan }: Placed,
  globs: UnitGlobs,
  desired: Inventory['desired'],
): string | null {
  const { name, placement } = plan.pod.leader;
  const template = templateOfInstance(name);
  if (group.kind !== 'DaemonSet' || template === null || desired?.has(template) !== true)
    return null;
  return placement.conflicts.some(({ pattern }) => globs.has(pattern, template)) ? template : null;
}

function globalRivals(
  one: Placed,
  ownerOf: ReadonlyMap<string, Placed>,
  globs: UnitGlobs,
): ReadonlySet<Placed> {
  const patterns = unitsOf(one).flatMap(({ placement }) => placement.conflicts);
  const owners = patterns.flatMap(({ pattern }) =>
    globs.matches(pattern).flatMap((id) => ownerOf.get(id) ?? []),
  );
  return new Set(owners.filter((other) => other !== one && other.group.kind === 'DaemonSet'));
}

function covers(first: Placed, second: Placed): boolean {
  const [a, b] = [first, second].map(({ plan }) => plan.pod.leader.placement.metadata);
  return a?.size === 0 || JSON.stringify([...(a ?? [])]) === JSON.stringify([...(b ?? [])]);
}
