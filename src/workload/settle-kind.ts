import type { Placed } from './conflict-pairs.ts';
import { isDetached } from './life.ts';
import { type SetUnit, saidAll } from './unit-set.ts';
import { spanOfUnit } from './verdict.ts';

/** `Type=`, `RemainAfterExit=` and their kin chose the kind (mapping B10, B30–B37, D2-01–D2-07). */
export function settleKind(unit: SetUnit, { group, plan }: Placed, field: string): void {
  const { facts, notes } = unit;
  for (const { value, token } of saidAll(facts, 'service.type')) {
    if (value === 'notify' || value === 'notify-reload') sayNotify(unit, token);
    else
      notes.settle(token, 'set', value === 'oneshot' ? 'D2-03' : 'D2-01', {
        field: `${field} kind`,
      });
    if (value === 'oneshot' && group.kind === 'Job') notes.say('runs-once', token, 'B30', {});
    if (value === 'oneshot' && group.kind === 'DaemonSet' && !isDetached(unit))
      notes.say('runs-once-a-node', token, 'B10', {});
  }
  for (const { value, token } of saidAll(facts, 'service.remain-after-exit'))
    if (!value) notes.settle(token, 'no-effect', 'D2-07', { why: 'as without it' });
    else if (group.kind === 'Job' || group.kind === 'CronJob')
      notes.say('not-needed', token, 'B35', {
        what: 'RemainAfterExit=yes',
        why: 'a Job that has ended stays ended; nothing depends on it any more',
      });
    else notes.settle(token, 'no-effect', 'D2-07', { why: 'the container keeps running' });
  for (const { token } of saidAll(facts, 'service.pid-file'))
    notes.settle(token, 'no-effect', 'D2-02', { why: 'the container runtime knows the process' });
  if (plan.pod.leader !== unit) sayMerged(unit, plan.pod.leader.id, plan);
}

function sayNotify(
  { notes, shape }: SetUnit,
  token: Parameters<SetUnit['notes']['open']>[0],
): void {
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

function sayMerged(unit: SetUnit, leader: string, plan: Placed['plan']): void {
  for (const { members } of plan.pods) {
    const member = members.find((m) => m.unit === unit);
    if (member === undefined || members[0]?.unit === unit) continue;
    const code = member.as === 'init' ? 'prepares-pod' : 'shares-pod';
    unit.notes.say(code, unit.placement.peers[0]?.token ?? spanOfUnit(unit), RULE[code], {
      leader: members[0]?.unit.id ?? leader,
    });
  }
}
