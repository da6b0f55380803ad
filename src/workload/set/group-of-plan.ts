import type { Decisions } from '../../decision/options.ts';
import type { UnitFacts } from '../../dialect/role.ts';
import { keepsState } from '../container/image.ts';
import type { Group, GroupKind } from '../group.ts';
import type { WorkloadPlan } from '../instances/instances.ts';
import { withPodIndex } from '../instances/numbered.ts';
import { kindOfHostPath } from '../storage/host-path.ts';
import type { LifeOf } from './life.ts';
import { containerFactsOf, type SetUnit } from './unit-set.ts';

/** The group of a plan (mapping B1, B09–B14). `scheduled`: a timer runs it (B07). */
export function groupOfPlan(
  plan: WorkloadPlan,
  name: string,
  scheduled: boolean,
  lifeOf: LifeOf,
  decisions: Decisions,
): Group {
  return {
    name,
    members: plan.pod.members.map(({ unit, as, failureIgnored }, m) => ({
      unit: textsOf(plan, m, unit),
      placement: unit.placement,
      as,
      failureIgnored,
    })),
    instances: plan.pods.map(({ leader }) => leader.facts),
    instanceName: plan.how === 'ordinal' ? 'ordinal' : 'literal',
    kind: kindOf(plan, scheduled, lifeOf, decisions),
  };
}

/** Of numbered Pods the texts hold the index in place of the number (mapping B24). */
function textsOf({ how, pods }: WorkloadPlan, member: number, { facts }: SetUnit): UnitFacts {
  const twin = how === 'ordinal' ? pods[1]?.members[member]?.unit : undefined;
  return twin === undefined ? facts : withPodIndex(facts, twin.facts);
}

function kindOf(
  plan: WorkloadPlan,
  scheduled: boolean,
  lifeOf: LifeOf,
  decisions: Decisions,
): GroupKind {
  const { leader, members } = plan.pod;
  if (scheduled) return 'CronJob';
  if (leader.placement.global) return 'DaemonSet';
  if (lifeOf(leader) === 'once') return 'Job';
  if (plan.how === 'ordinal' || plan.quorum) return 'StatefulSet';
  return members.some(({ unit }) => ownsClaims(unit, decisions)) ? 'StatefulSet' : 'Deployment';
}

/** mapping H60-1: volumes of docker, and data directories when claims are asked for. */
function ownsClaims(unit: SetUnit, decisions: Decisions): boolean {
  const volumes = containerFactsOf(unit, 'container.volume').map(({ value }) => value);
  if (volumes.some(({ kind }) => kind === 'volume')) return true;
  if (decisions.text('pvc') === null) return false;
  const image = containerFactsOf(unit, 'container.image').at(-1)?.value.text ?? '';
  return volumes.some(({ kind, source, target }) => {
    if (kind === 'anonymous') return keepsState(image);
    if (kind !== 'bind' || source === null) return false;
    const of = kindOfHostPath(source.text, target.text).kind;
    return of === 'data' || (of === 'content' && keepsState(image));
  });
}
