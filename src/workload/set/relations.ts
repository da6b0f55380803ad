import type { Decisions } from '../../decision/options.ts';
import type { RelationKind } from '../../fact/slots.ts';
import type { Account, Token } from '../../finding/account.ts';
import type { Code } from '../../finding/catalog.ts';
import type { LifeOf } from './life.ts';
import type { Placed } from './placed.ts';
import { type SaidRelation, type SetUnit, saidAll, type UnitSet } from './unit-set.ts';

interface Around {
  readonly set: UnitSet;
  readonly ownerOf: ReadonlyMap<string, Placed>;
  readonly lifeOf: LifeOf;
  readonly decisions: Decisions;
}

/**
 * What the dependencies of a unit that runs come to (mapping D1-03 – D1-12): inside a Pod they order and start its
 * containers, between workloads nothing enforces them.
 */
export function settleRelations(unit: SetUnit, around: Around): void {
  for (const relation of unit.relations) settleRelation(unit, relation, around);
}

function settleRelation(unit: SetUnit, relation: SaidRelation, around: Around): void {
  const { how, token, rule } = relation;
  const { notes } = unit;
  if (isInfrastructure(relation.unit)) {
    const why = 'the node and the cluster see to it';
    notes.settle(token, 'no-effect', rule, { why });
    return;
  }
  const own = around.ownerOf.get(unit.id);
  const other = around.ownerOf.get(relation.unit);
  if (own !== undefined && own === other && relation.unit !== unit.id) {
    inOnePod(unit, relation, own, around.decisions.isOn('bind-restart'));
    return;
  }
  if (how === 'RequiresMountsFor' || relation.unit.endsWith('.mount')) {
    notes.settle(token, 'no-effect', 'B91', { why: 'the Pod mounts what its containers use' });
    return;
  }
  if (other !== undefined) betweenWorkloads(unit, relation, other, around);
  else notConverted(unit, relation, around.set.get(relation.unit) !== null);
}

/** mapping D1-03: what every machine or the cluster has. */
const INFRASTRUCTURE =
  /^(docker|early-docker|containerd|etcd[^.]*|fleet|flanneld|flannel[^.]*|network[^.]*|systemd-.*|weave|update-engine|locksmithd|local-fs[^.]*|remote-fs[^.]*)\.(service|socket)$|\.(target|slice|scope|device)$|^(dev|sys)-.*\.(device|swap|mount)$/;

export const isInfrastructure = (unit: string): boolean => INFRASTRUCTURE.test(unit);

function inOnePod(
  unit: SetUnit,
  { how, unit: other, token }: SaidRelation,
  own: Placed,
  restartsAll: boolean,
): void {
  const field = `${own.group.kind}/${own.group.name} spec.template.spec.containers`;
  unit.notes.settle(token, 'set', 'D1-04b', { field, why: `${other} is in the same Pod` });
  if (how === 'BindsTo' && restartsAll && own.group.kind !== 'Job' && own.group.kind !== 'CronJob')
    unit.notes.say('restarts-all', token, 'C34', { what: `BindsTo=${other}` });
  else if (how === 'BindsTo')
    unit.notes.say('not-enforced', token, 'C34', {
      how,
      unit: other,
      why: 'the unit used to stop when it ended; in one Pod it keeps running',
    });
  else if (how === 'Conflicts')
    unit.notes.say('unsupported', token, 'D1-07', {
      what: `Conflicts=${other}`,
      why: 'both are in the same Pod',
    });
}

interface Answer {
  readonly code: Extract<Code, 'not-enforced' | 'differs' | 'unsupported' | 'decide'> | null;
  readonly rule: string;
  readonly text: string;
}

const differs = (rule: string, text: string): Answer => ({ code: 'differs', rule, text });
const lost = (rule: string, text: string): Answer => ({ code: 'unsupported', rule, text });
const note = (rule: string, text: string): Answer => ({ code: 'not-enforced', rule, text });

const APART = 'workloads start on their own, and clients have to try again';

/** The dependency matrix D1, column "Two workloads". */
const BETWEEN: Readonly<Record<RelationKind, Answer>> = {
  Wants: note('D1-03a', APART),
  Requires: differs('D1-03b', 'a stop or restart of the other was passed on to this unit'),
  Requisite: differs('D1-03c', 'a stop or restart of the other was passed on to this unit'),
  Upholds: { code: null, rule: 'D1-03d', text: 'its own controller keeps the other running' },
  BindsTo: lost('D1-05a', 'this unit stopped when the other ended'),
  PartOf: lost('D1-06a', 'a stop or restart of the other was passed on to this unit'),
  After: note('D1-04', APART),
  Before: note('D1-04', APART),
  Conflicts: lost('D1-07', 'starting the one stopped the other on the same machine'),
  PropagatesStopTo: lost('D1-06b', 'the end of this unit stopped the other'),
  StopPropagatedFrom: lost('D1-06c', 'the end of the other stopped this unit'),
  JoinsNamespaceOf: {
    code: 'decide',
    rule: 'D1-09',
    text: 'both shared the network and /tmp; that takes one Pod: is it needed? Then bind them, or place them by MachineOf=',
  },
  OnFailure: lost('D1-12', 'nothing is started when a Pod fails for good'),
  OnSuccess: lost('D1-12', 'nothing is started when a Pod ends'),
  RequiresMountsFor: note('D1-10', 'the Pod mounts what its containers use'),
};

function betweenWorkloads(
  unit: SetUnit,
  relation: SaidRelation,
  other: Placed,
  { lifeOf, set }: Around,
): void {
  const { how } = relation;
  const once = lifeOf(other.plan.pod.leader) === 'once';
  const waits = how === 'Wants' || how === 'Requires' || how === 'Requisite' || how === 'After';
  const needers = new Set(set.needersOf(relation.unit).map(({ from }) => from));
  if (once && waits && how !== 'After' && needers.size > 1) {
    unit.notes.say('decide', relation.token, 'B34', {
      what: `${how}=${relation.unit}`,
      question: `several workloads need the Job ${other.group.name}, and start at once with it: which of them cannot try again by itself, and has to wait?`,
    });
    return;
  }
  if (once && waits) {
    unit.notes.say('not-enforced', relation.token, 'B34', {
      how,
      unit: relation.unit,
      why: `the Job ${other.group.name} and this workload start at once`,
    });
    return;
  }
  say(unit, relation, BETWEEN[how]);
}

function say(unit: SetUnit, { how, unit: other, token }: SaidRelation, answer: Answer): void {
  const what = `${how}=${other}`;
  const { code, rule, text } = answer;
  if (code === null) unit.notes.settle(token, 'no-effect', rule, { why: text });
  else if (code === 'not-enforced')
    unit.notes.say(code, token, rule, { how, unit: other, why: text });
  else if (code === 'differs') unit.notes.say(code, token, rule, { what, how: text });
  else if (code === 'decide') unit.notes.say(code, token, rule, { what, question: text });
  else unit.notes.say(code, token, rule, { what, why: text });
}

/** The other unit is not in the input, or nothing runs for it. */
function notConverted(unit: SetUnit, relation: SaidRelation, isKnown: boolean): void {
  const { how, unit: other, token } = relation;
  const strict = how === 'Requires' || how === 'Requisite' || how === 'BindsTo';
  const why = isKnown
    ? 'nothing runs for that unit any more'
    : strict
      ? 'it is not in the input; where it was missing systemd refused to start this unit'
      : 'it is not in the input';
  unit.notes.say('not-enforced', token, isKnown ? 'C38a' : 'D1-03', { how, unit: other, why });
}

/** `[Install]`: fleet enabled the unit on its machine; a target of the set groups its members (mapping B60). */
export function settleInstall(unit: SetUnit, field: string, partOf: string | null): void {
  const account = (token: Token, to: Account, why: string): void =>
    unit.notes.settle(token, to, 'B60', { why });
  for (const { value, token } of saidAll(unit.facts, 'install.wanted-by')) {
    if (partOf !== null && value.unit === `${partOf}.target`)
      unit.notes.settle(token, 'set', 'B60', { field: `${field} metadata.labels` });
    else account(token, 'no-effect', 'a workload runs as soon as it is applied');
  }
  for (const { token } of saidAll(unit.facts, 'install.alias'))
    account(token, 'no-effect', 'fleet loads a unit by its own name');
}
