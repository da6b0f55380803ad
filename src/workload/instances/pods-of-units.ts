import { isDetached, type LifeOf } from '../set/life.ts';
import { conflictsWith, type UnitGlobs } from '../set/unit-globs.ts';
import { containerFactsOf, type SetUnit, type UnitSet } from '../set/unit-set.ts';
import { spanOfUnit } from '../set/verdict.ts';
import { isBoundTo } from './binding.ts';
import { sharersOfData } from './data-sharers.ts';
import { follows, type Preparer, pairs, preparersOf } from './preparers.ts';

/** Units that share one Pod, the leader first (mapping C32). */
export interface PodUnits {
  readonly leader: SetUnit;
  readonly members: readonly PodMember[];
}

export interface PodMember {
  readonly unit: SetUnit;
  readonly as: 'container' | 'sidecar' | 'init';
  readonly failureIgnored: boolean;
}

export interface MergedSet {
  /** Sorted by the leader's name. */
  readonly pods: readonly PodUnits[];
  /** Followers that could never run beside their leader; their finding is made. */
  readonly refused: ReadonlySet<string>;
}

/**
 * Merges what shares a Pod: bound followers (mapping C32) and oneshots that prepare a single workload (B33). `staysDown`: a
 * helper that may end while its leader runs (D2-15b).
 */
export function mergeIntoPods(
  running: readonly SetUnit[],
  set: UnitSet,
  globs: UnitGlobs,
  lifeOf: LifeOf,
  staysDown: (unit: SetUnit) => boolean,
): MergedSet {
  const runs = new Map(running.map((unit) => [unit.id, unit]));
  const refused = new Set<string>();
  const leaderOf = new Map<string, string>();
  const preparers = preparersOf(running, runs, set, lifeOf);
  for (const follower of running) {
    const joins =
      lifeOf(follower) === 'long' || (staysDown(follower) && !preparers.has(follower.id));
    const leader = joins ? leaderToJoin(follower, runs, set, lifeOf) : null;
    const never = conflictWithPeer(follower, runs, globs) ?? whyNeverTogether(follower, leader);
    if (never !== null) {
      follower.notes.say('never-placed', spanOfUnit(follower), never.rule, { why: never.why });
      refused.add(follower.id);
    } else if (leader !== null && canShare(follower, leader)) leaderOf.set(follower.id, leader.id);
  }
  const left = running.filter(({ id }) => !refused.has(id));
  const sharers = sharersOfData(left, set, lifeOf)
    .filter((pair) => canShare(...pair))
    .map(([follower, leader]) => [follower.id, leader.id] as const);
  const sets = setsOf(new Map([...sharers.toReversed(), ...leaderOf]), left);
  const inits = new Map([...preparers].filter(([id]) => !refused.has(id)));
  const pods = sets.map((units) => podOf(units, set, inits));
  const prepared = new Set(inits.keys());
  return {
    pods: pods
      .filter(({ leader }) => !prepared.has(leader.id))
      .sort((a, b) => (a.leader.id < b.leader.id ? -1 : 1)),
    refused,
  };
}

/** The one peer that the follower is bound to and pairs with (mapping C32). */
function leaderToJoin(
  follower: SetUnit,
  runs: ReadonlyMap<string, SetUnit>,
  set: UnitSet,
  lifeOf: LifeOf,
): SetUnit | null {
  const peers = follower.placement.peers.flatMap(({ unit }) => {
    const peer = runs.get(unit);
    return peer === undefined || peer === follower ? [] : [peer];
  });
  const bound = peers.filter(
    (peer) =>
      lifeOf(peer) === 'long' &&
      pairs(follower, peer) &&
      (isBoundTo(follower, peer, set) || follows(peer, follower)),
  );
  return bound[0] ?? null;
}

interface Never {
  readonly rule: string;
  readonly why: string;
}

/** mapping C25: fleet itself refuses it only where the texts match before specifiers. */
function conflictWithPeer(
  follower: SetUnit,
  runs: ReadonlyMap<string, SetUnit>,
  globs: UnitGlobs,
): Never | null {
  for (const { unit } of follower.placement.peers) {
    const peer = runs.get(unit);
    if (peer === undefined) continue;
    if (conflictsWith(follower, peer, globs) || conflictsWith(peer, follower, globs))
      return { rule: 'C25', why: `it follows ${peer.id} and conflicts with it` };
  }
  return null;
}

/** mapping C32c */
function whyNeverTogether(follower: SetUnit, leader: SetUnit | null): Never | null {
  if (leader === null) return null;
  for (const [key, values] of follower.placement.metadata) {
    const others = leader.placement.metadata.get(key);
    if (others !== undefined && !values.some((value) => others.includes(value)))
      return {
        rule: 'C32c',
        why: `it follows ${leader.id}, which runs where ${key} is ${others.join(' or ')}, and wants ${values.join(' or ')}`,
      };
  }
  return null;
}

/** mapping C32: nothing of the two clashes inside one Pod. */
function canShare(a: SetUnit, b: SetUnit): boolean {
  if (a.placement.global !== b.placement.global) return false;
  if (a.placement.global && !sameMetadata(a, b)) return false;
  if (isDetached(a) !== isDetached(b) && a.shape.main === null) return false;
  for (const slot of ['pod.network', 'pod.pid', 'pod.ipc'] as const)
    if (usesHost(a, slot) !== usesHost(b, slot)) return false;
  const hosts = [hostNameOf(a), hostNameOf(b)];
  if (hosts[0] !== null && hosts[1] !== null && hosts[0] !== hosts[1]) return false;
  const ports = new Set(portsOf(a));
  return !portsOf(b).some((port) => ports.has(port));
}

const sameMetadata = (a: SetUnit, b: SetUnit): boolean =>
  JSON.stringify([...a.placement.metadata].sort()) ===
  JSON.stringify([...b.placement.metadata].sort());

const usesHost = (unit: SetUnit, slot: 'pod.network' | 'pod.pid' | 'pod.ipc'): boolean =>
  containerFactsOf(unit, slot).at(-1)?.value.kind === 'host';

const hostNameOf = (unit: SetUnit): string | null =>
  containerFactsOf(unit, 'pod.hostname').at(-1)?.value.text ?? null;

const portsOf = (unit: SetUnit): readonly string[] =>
  [...containerFactsOf(unit, 'container.port'), ...containerFactsOf(unit, 'container.expose')].map(
    ({ value }) => `${value.container}/${value.protocol}`,
  );

/** Connected sets, each sorted by name. */
function setsOf(
  leaderOf: ReadonlyMap<string, string>,
  running: readonly SetUnit[],
): readonly (readonly SetUnit[])[] {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    for (let at = id; at !== root; ) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const [follower, leader] of leaderOf) {
    const [a, b] = [rootOf(follower), rootOf(leader)];
    if (a !== b) parent.set(a, b);
  }
  const sets = new Map<string, SetUnit[]>();
  for (const unit of running) {
    const root = rootOf(unit.id);
    sets.set(root, [...(sets.get(root) ?? []), unit]);
  }
  return [...sets.values()];
}

/** mapping C31–C33 */
function podOf(
  units: readonly SetUnit[],
  set: UnitSet,
  inits: ReadonlyMap<string, Preparer>,
): PodUnits {
  const leader = leaderOfSet(units);
  const followers = inStartOrder(
    units.filter((unit) => unit !== leader),
    set,
  );
  const members: PodMember[] = [
    { unit: leader, as: 'container', failureIgnored: false },
    ...followers.map((unit) => ({
      unit,
      as: startsBefore(unit, leader, set) ? ('sidecar' as const) : ('container' as const),
      failureIgnored: false,
    })),
  ];
  const ids = new Set(units.map(({ id }) => id));
  const preparers = [...inits.values()].filter(({ user }) => ids.has(user.id));
  return {
    leader,
    members: [
      ...members,
      ...preparers.map(({ unit, failureIgnored }) => ({
        unit,
        as: 'init' as const,
        failureIgnored,
      })),
    ],
  };
}

/** mapping C31: follows nobody in the set; then owns published ports; then the first by name. */
function leaderOfSet(units: readonly SetUnit[]): SetUnit {
  const ids = new Set(units.map(({ id }) => id));
  const free = units.filter(
    (u) => !u.placement.peers.some((p) => ids.has(p.unit) && p.unit !== u.id),
  );
  const candidates = free.length > 0 ? free : units;
  const first =
    candidates.find((u) => containerFactsOf(u, 'container.port').length > 0) ?? candidates[0];
  if (first === undefined) throw new Error('a Pod without units');
  return first;
}

const startsBefore = (unit: SetUnit, leader: SetUnit, set: UnitSet): boolean =>
  set.needsOf(leader.id).some(({ how, to }) => how === 'After' && to === unit.id);

/** By `After=`, then by name (mapping C32). */
function inStartOrder(units: readonly SetUnit[], set: UnitSet): readonly SetUnit[] {
  const left = new Map(units.map((unit) => [unit.id, unit]));
  const ordered: SetUnit[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].find(
      (unit) =>
        !set.needsOf(unit.id).some((n) => n.how === 'After' && n.to !== unit.id && left.has(n.to)),
    );
    const next = ready ?? left.values().next().value;
    if (next === undefined) break;
    ordered.push(next);
    left.delete(next.id);
  }
  return ordered;
}
