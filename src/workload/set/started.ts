import type { PodUnits } from '../instances/pods-of-units.ts';
import type { Controller } from '../workload.ts';
import type { Judged } from './judge.ts';
import type { Placed } from './placed.ts';
import { conflictsWith, type UnitGlobs } from './unit-globs.ts';
import type { SetUnit, UnitSet } from './unit-set.ts';

/** Pods that fleet had started (mapping B16). Those of a StatefulSet have their numbers in a row. */
export function startedReplicas({ plan }: Placed, set: UnitSet): number {
  const started = plan.pods.map(({ leader }) => set.isStarted(leader));
  return plan.how === 'ordinal' ? started.lastIndexOf(true) + 1 : started.filter(Boolean).length;
}

/** Whether a Job or CronJob has to wait for somebody who starts it (mapping B16, B16a). */
export function isSuspended({ plan }: Placed, set: UnitSet, judged: Judged): boolean {
  const { leader } = plan.pod;
  return judged.schedules.has(leader.id) ? judged.suspended.has(leader.id) : !set.isStarted(leader);
}

/** What became of units that fleet did not start. A timer says it of its CronJob. */
export function sayNotStarted(placed: Placed, controller: Controller, set: UnitSet): void {
  if (controller.kind === 'CronJob') return;
  const { plan, group } = placed;
  const object = `${group.kind}/${group.name}`;
  const replicas = 'replicas' in controller ? controller.replicas : 0;
  for (const [i, pod] of plan.pods.entries()) {
    const { leader } = pod;
    if (!set.isStarted(leader) && plan.how === 'ordinal' && i < replicas)
      leader.notes.say('differs', null, 'B16', {
        what: `${leader.id} (${leader.desired})`,
        how: `fleet did not start it, and the Pods of ${object} have their numbers in a row: it runs`,
      });
    else if (!set.isStarted(leader)) sayOf(leader, outcomeFor(controller, object));
    sayOtherMembers(pod, set);
  }
}

/** A Pod is as started as its leader. */
function sayOtherMembers({ leader, members }: PodUnits, set: UnitSet): void {
  const runs = set.isStarted(leader);
  for (const { unit } of members)
    if (set.isStarted(unit) !== runs)
      unit.notes.say('differs', null, 'B16', {
        what: `${unit.id} (${unit.desired})`,
        how: runs
          ? `fleet did not start it, and it starts with ${leader.id}, whose Pod it shares`
          : `fleet started it, and it waits for ${leader.id}, whose Pod it shares`,
      });
}

function outcomeFor(controller: Controller, object: string): string {
  if (controller.kind === 'DaemonSet') return `${object} is written all the same`;
  if (controller.kind === 'Job') return `${object} is suspended`;
  if (!('replicas' in controller) || controller.replicas === 0) return `${object} has no replicas`;
  return `it does not count among the replicas of ${object}`;
}

function sayOf({ id, desired, notes }: SetUnit, how: string): void {
  notes.say('not-started', null, 'B16', { unit: id, desired: desired ?? '', how });
}

/** mapping B16, C12e: fleet's engine counts Global units that it does not start; Kubernetes counts Pods. */
export function sayNotStartedGlobals(set: UnitSet, judged: Judged, globs: UnitGlobs): void {
  for (const unit of set.units) {
    if (judged.verdicts.get(unit.id)?.kind !== 'not-started') continue;
    sayOf(unit, 'nothing is made of it; --option emit-inactive writes its DaemonSet');
    const rivals = judged.running.filter(
      (other) => conflictsWith(unit, other, globs) || conflictsWith(other, unit, globs),
    );
    if (rivals.length > 0)
      unit.notes.say('differs', null, 'C12e', {
        what: unit.id,
        how: `fleet kept ${rivals.map(({ id }) => id).join(', ')} off its machines although it did not run; now they run there`,
      });
  }
}
