import type { Group } from '../group.ts';
import type { WorkloadPlan } from '../instances/instances.ts';
import type { SetUnit } from './unit-set.ts';

/** A workload with the units behind it. */
export interface Placed {
  readonly plan: WorkloadPlan;
  readonly group: Group;
  /** Every unit of every instance → its place in `plan.pods` and among the members there. */
  readonly seats: ReadonlyMap<string, Seat>;
}

export interface Seat {
  readonly pod: number;
  readonly member: number;
}

export function placedOf(plan: WorkloadPlan, group: Group): Placed {
  const seats = new Map<string, Seat>();
  for (const [pod, { members }] of plan.pods.entries())
    for (const [member, { unit }] of members.entries()) seats.set(unit.id, { pod, member });
  return { plan, group, seats };
}

/** All units of all instances. */
export const unitsOf = ({ plan }: Placed): readonly SetUnit[] =>
  plan.pods.flatMap(({ members }) => members.map(({ unit }) => unit));

/** Full name of the leader of the Pod in which a unit of the workload is. */
export function leaderOf({ plan, seats }: Placed, id: string): string {
  const seat = seats.get(id);
  return plan.pods[seat?.pod ?? 0]?.leader.id ?? plan.pod.leader.id;
}

/** The unit of the first instance that stands for this one (mapping B22). */
export function firstTwinOf({ plan, seats }: Placed, id: string): string {
  return plan.pod.members[seats.get(id)?.member ?? 0]?.unit.id ?? id;
}
