import type { Token } from '../../finding/account.ts';
import { type Placed, unitsOf } from '../set/placed.ts';
import type { UnitGlobs } from '../set/unit-globs.ts';
import type { SetUnit, UnitSet } from '../set/unit-set.ts';

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
  const matches = matchesOf(ownerOf, globs);
  for (const one of placed)
    for (const unit of unitsOf(one))
      for (const { pattern, token } of unit.placement.conflicts) {
        const matched = matches(pattern);
        const others = othersOf(one, unit, matched);
        settle({ one, unit, pattern, token }, others, matched, set);
        for (const other of others) {
          const pair = holding(one, other);
          pairs.set(`${pair.holder.group.name}\0${pair.other.group.name}`, pair);
        }
      }
  return [...pairs.values()];
}

/** What a pattern matches, looked up once. */
interface Matched {
  readonly ids: readonly string[];
  /** Workloads of the matched units, with the numbers of the Pods that hold one. */
  readonly pods: ReadonlyMap<Placed, ReadonlySet<number>>;
}

function matchesOf(
  ownerOf: ReadonlyMap<string, Placed>,
  globs: UnitGlobs,
): (pattern: string) => Matched {
  const known = new Map<string, Matched>();
  return (pattern) => {
    const before = known.get(pattern);
    if (before !== undefined) return before;
    const ids = globs.matches(pattern);
    const pods = new Map<Placed, Set<number>>();
    for (const id of ids) {
      const owner = ownerOf.get(id);
      const seat = owner?.seats.get(id);
      if (owner === undefined || seat === undefined) continue;
      pods.set(owner, (pods.get(owner) ?? new Set()).add(seat.pod));
    }
    const matched = { ids, pods };
    known.set(pattern, matched);
    return matched;
  };
}

/** Workloads of the matched units; its own only when another of its Pods is meant (mapping C22, C22a). */
function othersOf(one: Placed, unit: SetUnit, { pods }: Matched): readonly Placed[] {
  const own = one.seats.get(unit.id)?.pod;
  return [...pods].flatMap(([other, numbers]) =>
    other !== one || numbers.size > 1 || (own !== undefined && !numbers.has(own)) ? [other] : [],
  );
}

/** Of a global and an ordinary workload the global one bears the term (mapping C12d), of two global ones the later. */
function holding(one: Placed, other: Placed): ConflictPair {
  const [a, b] = [one.group.kind === 'DaemonSet', other.group.kind === 'DaemonSet'];
  if (a && b && one.plan.pod.leader.id < other.plan.pod.leader.id)
    return { holder: other, other: one };
  return b && !a ? { holder: other, other: one } : { holder: one, other };
}

interface Said {
  readonly one: Placed;
  readonly unit: SetUnit;
  readonly pattern: string;
  readonly token: Token;
}

function settle(said: Said, others: readonly Placed[], { ids }: Matched, set: UnitSet): void {
  const { unit, pattern, token } = said;
  if (others.length > 0) {
    settleApart(said, others);
    return;
  }
  const gone = ids.filter((id) => id !== unit.id && set.get(id) !== null);
  if (gone.length > 0)
    unit.notes.say('not-needed', token, 'C26', {
      what: `the conflict with ${gone.join(', ')}`,
      why: 'nothing runs for it any more',
    });
  else if (ids.includes(unit.id))
    unit.notes.say('not-needed', token, 'C22a', {
      what: `Conflicts=${pattern}`,
      why: 'it matches the unit itself only, and a unit never conflicts with itself',
    });
  else unit.notes.say('matches-nothing', token, 'C21', { pattern });
}

function settleApart({ one, unit, token }: Said, others: readonly Placed[]): void {
  const field = `${one.group.kind}/${one.group.name} podAntiAffinity`;
  const names = others.map(({ group }) => group.name).sort();
  unit.notes.settle(token, 'set', 'C20', { field, why: `keeps away from ${names.join(', ')}` });
  for (const { group } of others)
    if (group.kind === 'Job' || group.kind === 'CronJob')
      unit.notes.say('not-needed', token, 'C26', {
        what: `keeping away from ${group.name}`,
        why: 'only while it runs: a finished Job repels nobody',
      });
}
