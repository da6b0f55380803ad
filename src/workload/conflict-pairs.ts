import type { Token } from '../finding/account.ts';
import type { Group } from './group.ts';
import type { WorkloadPlan } from './instances.ts';
import type { UnitGlobs } from './unit-globs.ts';
import type { SetUnit, UnitSet } from './unit-set.ts';

/** A workload with the units behind it. */
export interface Placed {
  readonly plan: WorkloadPlan;
  readonly group: Group;
}

/** All units of all instances. */
export const unitsOf = ({ plan }: Pick<Placed, 'plan'>): readonly SetUnit[] =>
  plan.pods.flatMap(({ members }) => members.map(({ unit }) => unit));

/** `holder` bears the term: its Pods keep away from those of `other` (mapping C20, C12d). */
export interface ConflictPair {
  readonly holder: Placed;
  readonly other: Placed;
}

/** Which workloads keep away from each other; one declaration is enough (mapping C23). Settles the patterns' tokens. */
export function conflictPairs(
  placed: readonly Placed[],
  ownerOf: ReadonlyMap<string, Placed>,
  set: UnitSet,
  globs: UnitGlobs,
): readonly ConflictPair[] {
  const pairs = new Map<string, ConflictPair>();
  for (const one of placed)
    for (const unit of unitsOf(one))
      for (const { pattern, token } of unit.placement.conflicts) {
        const others = othersOf(one, unit, globs.matches(pattern), ownerOf);
        settle(one, unit, pattern, token, others, globs.matches(pattern), set);
        for (const other of others) {
          const pair = holding(one, other);
          pairs.set(`${pair.holder.group.name}\0${pair.other.group.name}`, pair);
        }
      }
  return [...pairs.values()];
}

/** Workloads of the units that a pattern matches, the unit itself left out (mapping C22, C22a). */
function othersOf(
  one: Placed,
  unit: SetUnit,
  matched: readonly string[],
  ownerOf: ReadonlyMap<string, Placed>,
): readonly Placed[] {
  const others = new Set<Placed>();
  for (const id of matched) {
    const other = ownerOf.get(id);
    if (id === unit.id || other === undefined) continue;
    const samePod = other === one && isInPodOf(one, unit, id);
    if (!samePod) others.add(other);
  }
  return [...others];
}

const isInPodOf = ({ plan }: Placed, unit: SetUnit, id: string): boolean =>
  plan.pods.some(
    ({ members }) =>
      members.some((m) => m.unit.id === unit.id) && members.some((m) => m.unit.id === id),
  );

/** Of a global and an ordinary workload the global one bears the term (mapping C12d), of two global ones the later. */
function holding(one: Placed, other: Placed): ConflictPair {
  const [a, b] = [one.group.kind === 'DaemonSet', other.group.kind === 'DaemonSet'];
  if (a === b && a && one.plan.pod.leader.id < other.plan.pod.leader.id)
    return { holder: other, other: one };
  return b && !a ? { holder: other, other: one } : { holder: one, other };
}

function settle(
  one: Placed,
  unit: SetUnit,
  pattern: string,
  token: Token,
  others: readonly Placed[],
  matched: readonly string[],
  set: UnitSet,
): void {
  const field = `${one.group.kind}/${one.group.name} podAntiAffinity`;
  if (others.length > 0) {
    const names = others.map(({ group }) => group.name).sort();
    unit.notes.settle(token, 'set', 'C20', { field, why: `keeps away from ${names.join(', ')}` });
    for (const { group } of others)
      if (group.kind === 'Job' || group.kind === 'CronJob')
        unit.notes.say('not-needed', token, 'C26', {
          what: `keeping away from ${group.name}`,
          why: 'only while it runs: a finished Job repels nobody',
        });
    return;
  }
  const gone = matched.filter((id) => id !== unit.id && set.get(id) !== null);
  if (gone.length > 0)
    unit.notes.say('not-needed', token, 'C26', {
      what: `the conflict with ${gone.join(', ')}`,
      why: 'nothing runs for it any more',
    });
  else if (matched.includes(unit.id))
    unit.notes.say('not-needed', token, 'C22a', {
      what: `Conflicts=${pattern}`,
      why: 'it matches the unit itself only, and a unit never conflicts with itself',
    });
  else unit.notes.say('matches-nothing', token, 'C21', { pattern });
}
