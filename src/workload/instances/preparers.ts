import type { LifeOf } from '../set/life.ts';
import type { Need, SetUnit, UnitSet } from '../set/unit-set.ts';

/** A oneshot that runs before the containers of its one user (mapping B33). */
export interface Preparer {
  readonly unit: SetUnit;
  readonly user: SetUnit;
  /** Only wanted: the user started without it too. */
  readonly failureIgnored: boolean;
}

/** A circle of MachineOf can only be placed as one Pod (mapping C39). */
export const follows = (unit: SetUnit, other: SetUnit): boolean =>
  unit.placement.peers.some((peer) => peer.unit === other.id);

/** 1:1 (mapping C32): the same instance, or a follower that is no instance. */
export const pairs = ({ name: follower }: SetUnit, { name: leader }: SetUnit): boolean =>
  follower.instance === null || follower.instance === leader.instance;

/** mapping B33: oneshots that one workload on the same machine needs and waits for. */
export function preparersOf(
  running: readonly SetUnit[],
  runs: ReadonlyMap<string, SetUnit>,
  set: UnitSet,
  lifeOf: LifeOf,
): ReadonlyMap<string, Preparer> {
  const found = new Map<string, Preparer>();
  for (const unit of running) {
    if (lifeOf(unit) !== 'once' || unit.placement.global) continue;
    const needers = set.needersOf(unit.id);
    const user = onlyUser(needers, runs);
    if (user === null || lifeOf(user) !== 'long' || !pairs(unit, user)) continue;
    if (!follows(unit, user) && !follows(user, unit)) continue;
    if (!needers.some(({ how, from }) => how === 'After' && from === user.id)) continue;
    const isStrict = needers.some(({ how, from }) => from === user.id && STRICT.includes(how));
    found.set(unit.id, { unit, user, failureIgnored: !isStrict });
  }
  return found;
}

const STRICT: readonly Need['how'][] = ['Requires', 'Requisite', 'BindsTo'];

function onlyUser(needers: readonly Need[], runs: ReadonlyMap<string, SetUnit>): SetUnit | null {
  const users = new Set(
    needers.filter(({ how }) => how === 'Wants' || STRICT.includes(how)).map(({ from }) => from),
  );
  const [only] = users;
  return users.size === 1 && only !== undefined ? (runs.get(only) ?? null) : null;
}
