import { sanitised } from '../container/pod-name.ts';
import { type Placed, unitsOf } from '../set/placed.ts';
import type { SetUnit, UnitSet } from '../set/unit-set.ts';

/** The workload beside which each workload has to run, by its name (mapping C35–C38); settles the tokens. */
export function followedBy(
  placed: readonly Placed[],
  ownerOf: ReadonlyMap<string, Placed>,
  set: UnitSet,
): ReadonlyMap<Placed, string> {
  const leaders = new Map<Placed, ReadonlyMap<string, Placed | null>>();
  for (const one of placed) leaders.set(one, peersOf(one, ownerOf, set));
  const chosen = new Map<Placed, string>();
  for (const [one, peers] of leaders) {
    const name = chooseOne(one, peers, leaders);
    if (name !== null) chosen.set(one, name);
  }
  return chosen;
}

type Peers = Map<string, Placed | null>;

/** Names of the workloads that the group's members follow; null: not in the input. */
function peersOf(one: Placed, ownerOf: ReadonlyMap<string, Placed>, set: UnitSet): Peers {
  const found: Peers = new Map();
  for (const unit of unitsOf(one))
    for (const peer of unit.placement.peers) {
      const owner = ownerOf.get(peer.unit);
      if (owner === undefined) missing(unit, peer.unit, peer.token, set, found);
      else if (owner === one) inOwnPod(unit, peer, one);
      else found.set(owner.group.name, beside(unit, peer, one, owner));
    }
  return found;
}

type Peer = SetUnit['placement']['peers'][number];

function inOwnPod({ id, notes }: SetUnit, { unit: peer, token }: Peer, { group }: Placed): void {
  if (peer === id)
    notes.say('not-needed', token, 'C39', {
      what: `MachineOf=${peer}`,
      why: 'the unit follows itself',
    });
  else notes.settle(token, 'set', 'C32', { field: `${group.kind}/${group.name}` });
}

function beside({ notes }: SetUnit, peer: Peer, { group }: Placed, owner: Placed): Placed {
  notes.settle(peer.token, 'set', 'C35', { field: `${group.kind}/${group.name} podAffinity` });
  notes.say('follows-once', peer.token, 'C40', { peer: peer.unit });
  return owner;
}

function missing(
  unit: SetUnit,
  peer: string,
  token: SetUnit['placement']['peers'][number]['token'],
  set: UnitSet,
  found: Peers,
): void {
  if (set.get(peer) !== null) {
    unit.notes.say('not-needed', token, 'C38a', {
      what: `MachineOf=${peer}`,
      why: 'nothing runs for it any more',
    });
    return;
  }
  const workload = sanitised(peer.replace(/\.[^.]*$/, ''));
  unit.notes.say('peer-missing', token, 'C38', { peer, workload });
  found.set(workload, null);
}

/** mapping C36: one term can follow one workload; the last of a chain stands for all of it. */
function chooseOne(
  one: Placed,
  peers: ReadonlyMap<string, Placed | null>,
  leaders: ReadonlyMap<Placed, ReadonlyMap<string, Placed | null>>,
): string | null {
  const names = [...peers.keys()].sort();
  const [first] = names;
  if (first === undefined) return null;
  if (names.length === 1) return first;
  const last = names.find((name) => {
    const peer = peers.get(name);
    if (!peer) return false;
    const theirs = leaders.get(peer);
    return names.every((other) => other === name || theirs?.has(other));
  });
  if (last !== undefined) return last;
  const { leader } = one.plan.pod;
  leader.notes.say('several-peers', leader.placement.peers[0]?.token ?? null, 'C36', {
    peers: names.join(', '),
    kept: first,
  });
  return first;
}

/**
 * Leaders of workloads that follow each other in a circle and could not be merged: they would wait for each other for
 * ever, as they did (mapping C39).
 */
export function circular(
  placed: readonly Placed[],
  ownerOf: ReadonlyMap<string, Placed>,
): ReadonlySet<Placed> {
  const next = new Map(
    placed.map((one) => [
      one,
      new Set(
        unitsOf(one).flatMap(({ placement }) =>
          placement.peers.flatMap(({ unit }) => {
            const owner = ownerOf.get(unit);
            return owner === undefined || owner === one ? [] : [owner];
          }),
        ),
      ),
    ]),
  );
  const back = new Map<Placed, Set<Placed>>(placed.map((one) => [one, new Set()]));
  for (const [one, others] of next) for (const other of others) back.get(other)?.add(one);
  const left = new Set(placed);
  peel(left, next, back);
  peel(left, back, next);
  return left;
}

/** Takes away all that have nothing left ahead, one after the other. */
function peel(
  left: Set<Placed>,
  ahead: ReadonlyMap<Placed, ReadonlySet<Placed>>,
  behind: ReadonlyMap<Placed, ReadonlySet<Placed>>,
): void {
  const counts = new Map(
    [...left].map((one) => [one, [...(ahead.get(one) ?? [])].filter((o) => left.has(o)).length]),
  );
  const ready = [...left].filter((one) => counts.get(one) === 0);
  for (let one = ready.pop(); one !== undefined; one = ready.pop()) {
    left.delete(one);
    for (const other of behind.get(one) ?? []) {
      const count = (counts.get(other) ?? 0) - 1;
      counts.set(other, count);
      if (count === 0 && left.has(other)) ready.push(other);
    }
  }
}
