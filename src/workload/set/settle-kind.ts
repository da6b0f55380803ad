import type { ServiceType } from '../../fact/slots.ts';
import type { Token } from '../../finding/account.ts';
import type { GroupKind } from '../group.ts';
import { isDetached } from './life.ts';
import { leaderOf, type Placed } from './placed.ts';
import { type SetUnit, saidAll } from './unit-set.ts';
import { spanOfUnit } from './verdict.ts';

/** `Type=`, `RemainAfterExit=` and their kin chose the kind (mapping B10, B30–B37, D2-01–D2-07). */
export function settleKind(unit: SetUnit, placed: Placed, field: string): void {
  const { facts, notes } = unit;
  const { kind } = placed.group;
  for (const { value, token } of saidAll(facts, 'service.type'))
    settleType(unit, value, token, kind, field);
  for (const { value, token } of saidAll(facts, 'service.remain-after-exit'))
    if (!value) notes.settle(token, 'no-effect', 'D2-07', { why: 'as without it' });
    else if (kind === 'Job' || kind === 'CronJob')
      notes.say('not-needed', token, 'B35', {
        what: 'RemainAfterExit=yes',
        why: 'a Job that has ended stays ended; nothing depends on it any more',
      });
    else notes.settle(token, 'no-effect', 'D2-07', { why: 'the container keeps running' });
  for (const { token } of saidAll(facts, 'service.pid-file'))
    notes.settle(token, 'no-effect', 'D2-02', { why: 'the container runtime knows the process' });
  sayMerged(unit, placed);
}

function settleType(
  unit: SetUnit,
  type: ServiceType,
  token: Token,
  kind: GroupKind,
  field: string,
): void {
  const { notes } = unit;
  if (type === 'notify' || type === 'notify-reload') {
    sayNotify(unit, token);
    return;
  }
  const rule = type === 'oneshot' ? 'D2-03' : 'D2-01';
  notes.settle(token, 'set', rule, { field: `${field} kind` });
  if (type !== 'oneshot') return;
  if (kind === 'Job') notes.say('runs-once', token, 'B30', {});
  if (kind === 'DaemonSet' && !isDetached(unit)) notes.say('runs-once-a-node', token, 'B10', {});
}

function sayNotify({ notes, shape }: SetUnit, token: Token): void {
  if (shape.main?.role.runtime === 'systemd-docker')
    notes.say('not-needed', token, 'D2-04', {
      what: 'Type=notify',
      why: 'systemd-docker only told that the container had started',
    });
  else
    notes.say('decide', token, 'D2-04', {
      what: 'Type=notify',
      question: 'the program told systemd when it was ready; which probe tells Kubernetes?',
      option: '--option probe=UNIT=HANDLER',
    });
}

const RULE = { 'prepares-pod': 'B33', 'shares-pod': 'C32' } as const;

function sayMerged(unit: SetUnit, placed: Placed): void {
  const leader = leaderOf(placed, unit.id);
  if (leader === unit.id) return;
  const member = placed.plan.pod.members[placed.seats.get(unit.id)?.member ?? 0];
  const code = member?.as === 'init' ? 'prepares-pod' : 'shares-pod';
  const about = unit.placement.peers[0]?.token ?? spanOfUnit(unit);
  unit.notes.say(code, about, RULE[code], { leader });
  const seat = placed.seats.get(unit.id)?.pod ?? 0;
  sayNarrower(unit, placed.plan.pods[seat]?.leader ?? placed.plan.pod.leader);
}

/** mapping C32c: fleet placed the leader by its own keys alone, the Pod has those of all its members. */
function sayNarrower(unit: SetUnit, leader: SetUnit): void {
  const { metadata, metadataTokens, conflicts, machineId } = unit.placement;
  const wanted = leader.placement.metadata;
  const adds = [...metadata].some(([key, values]) => {
    const before = wanted.get(key);
    return before === undefined || before.some((value) => !values.includes(value));
  });
  const patterns = leader.placement.conflicts.map(({ pattern }) => pattern);
  const token =
    (adds ? metadataTokens[0] : undefined) ??
    (machineId !== null && leader.placement.machineId === null ? machineId.token : undefined) ??
    conflicts.find(({ pattern }) => !patterns.includes(pattern))?.token;
  if (token === undefined) return;
  unit.notes.say('differs', token, 'C32c', {
    what: token.label,
    how: `it now holds for ${leader.id} too, which shares the Pod: fleet placed that one without it`,
  });
}
