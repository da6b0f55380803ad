import type { Decisions } from '../../decision/options.ts';
import { type Retirement, retirementOf } from '../../dialect/host/retired.ts';
import type { Role } from '../../dialect/role.ts';
import type { Fact } from '../../fact/fact.ts';
import { hostProgramOf, wantsNode } from '../container/host-program.ts';
import { isIllegalImage } from '../container/image.ts';
import { isDetached, remainsAfterExit, serviceTypeOf } from './life.ts';
import { inSlot, type SetUnit, saidAll, type UnitSet } from './unit-set.ts';

/** What a unit becomes, seen by itself: the decision list of mapping B1 as far as it needs no other unit's verdict. */
export type Verdict =
  /** A Pod, or a part of one. */
  | { readonly kind: 'runs' }
  /** It never ran: fleet or systemd refuses it (mapping C50, B01a). The finding is made. */
  | { readonly kind: 'refused'; readonly rule: string; readonly why: string }
  | ({ readonly kind: 'retired' } & Retirement)
  /** Only lifecycle noise (mapping B04). */
  | { readonly kind: 'housekeeping' }
  /** Tells others where a unit is (mapping G50); `of` null: nobody knows which. */
  | { readonly kind: 'announces'; readonly of: string | null }
  /** Holds volumes for others (mapping B67). */
  | { readonly kind: 'data' }
  /** Writes configuration into etcd (mapping G64). */
  | { readonly kind: 'seeds' }
  /** Global, and fleet did not start it: a DaemonSet of no Pods does not exist (mapping B16). */
  | { readonly kind: 'not-started' }
  /** Lost as a whole: host configuration (mapping B84), a shutdown hook (B38). */
  | { readonly kind: 'lost'; readonly rule: string; readonly why: string }
  /** A person has to decide what it becomes (mapping B80, G37). */
  | { readonly kind: 'open'; readonly rule: string }
  /** `.timer`, `.socket`, `.mount` and the like: decided with the unit they belong to. */
  | { readonly kind: 'other-type' };

/** What has been found out about the set before. */
export interface KnownOfSet {
  /** Units that only announce → the unit they tell of; null: nobody knows which. */
  readonly announcers: ReadonlyMap<string, string | null>;
  /** Units that systemd does not load (mapping B01a). */
  readonly notLoaded: ReadonlySet<string>;
}

export function verdictOf(
  unit: SetUnit,
  set: UnitSet,
  facts: KnownOfSet,
  decisions: Decisions,
): Verdict {
  const { placement, name } = unit;
  if (placement.refused) return { kind: 'refused', rule: 'C50', why: 'fleet never placed it' };
  const retired = retirementOf(unit.facts);
  if (retired !== null) return { kind: 'retired', ...retired };
  if (name.type !== 'service') return { kind: 'other-type' };
  if (facts.notLoaded.has(unit.id))
    return { kind: 'refused', rule: 'B01a', why: 'systemd does not load it' };
  if (placement.global && !set.isStarted(unit) && !decisions.isOn('emit-inactive'))
    return { kind: 'not-started' };
  const announced = facts.announcers.get(unit.id);
  if (announced !== undefined) return { kind: 'announces', of: announced };
  if (unit.shape.main !== null) return verdictOfContainer(unit, set);
  if (holdsVolumes(unit, set)) return { kind: 'data' };
  if (isGivenAnImage(unit, decisions)) return { kind: 'runs' };
  if (wantsNode(name, decisions))
    unit.notes.say('decide', spanOfUnit(unit), 'B82', {
      what: unit.id,
      question: 'which image holds nsenter, to run the program on the node?',
      option: '--option shell-image=IMAGE',
    });
  return verdictWithoutContainer(unit);
}

/** mapping B67, G14: a Pre line makes the container for its volumes, and nothing runs beside it. */
const holdsVolumes = ({ shape, facts }: SetUnit, set: UnitSet): boolean =>
  shape.data.some(({ name }) => name !== null && set.usersOfVolumes(name).length > 0) &&
  facts.steps.every(({ roles }) =>
    roles.every(({ kind }) => kind === 'container' || NOISE.includes(kind)),
  );

function verdictOfContainer(unit: SetUnit, set: UnitSet): Verdict {
  if (isDataUnit(unit, set)) return { kind: 'data' };
  if (hasIllegalImage(unit))
    return { kind: 'lost', rule: 'E1-01', why: 'docker refuses its image' };
  return tearsDown(unit) ? { kind: 'open', rule: 'B36' } : { kind: 'runs' };
}

/** mapping E1-01: templates take any text, and only the Pod would fail, so it is said here. */
function hasIllegalImage({ shape, notes }: SetUnit): boolean {
  const said = inSlot(shape.main?.role.facts ?? [], 'container.image').at(-1);
  if (said === undefined || !isIllegalImage(said.value)) return false;
  notes.say('bad-image', said.token, 'E1-01', { image: said.value.text });
  return true;
}

/** mapping B36: a oneshot that stays active, and does something real when it is stopped. */
function tearsDown(unit: SetUnit): boolean {
  if (serviceTypeOf(unit) !== 'oneshot' || !remainsAfterExit(unit) || isDetached(unit))
    return false;
  const real = unit.facts.steps.some(
    ({ step, roles }) =>
      (step.key === 'ExecStop' || step.key === 'ExecStopPost') &&
      roles.some(({ kind }) => REAL_WORK.includes(kind)),
  );
  if (real)
    for (const { token } of saidAll(unit.facts, 'service.remain-after-exit'))
      unit.notes.say('set-up-and-tear-down', token, 'B36', {});
  return real;
}

const REAL_WORK: readonly Role['kind'][] = [
  'container',
  'host-program',
  'host-change',
  'prepare-path',
  'control-unit',
  'question',
  'opaque',
];

/** mapping B67: made for its volumes, and somebody uses them. */
function isDataUnit(unit: SetUnit, set: UnitSet): boolean {
  const main = unit.shape.main;
  if (main === null || main.name === null || !runsNothing(main.role.facts)) return false;
  return set.usersOfVolumes(main.name).some((other) => other !== unit);
}

function runsNothing(facts: readonly Fact[]): boolean {
  if (inSlot(facts, 'container.volume').length === 0) return false;
  const entrypoint = inSlot(facts, 'container.entrypoint').at(-1)?.value.text ?? '';
  const args = inSlot(facts, 'container.args').map(({ value }) => value.text);
  const words = [entrypoint, ...args].filter((word) => word !== '').join(' ');
  return /^((\/usr)?(\/bin\/)?(true|echo)\b.*|tail -f \/dev\/null|:)$/.test(words);
}

/** `--option image-map=UNIT=IMAGE`, `host-exec=UNIT`, `shell-image=IMAGE` (mapping B81–B83): by full name, name without suffix or template. */
export const isGivenAnImage = ({ name, shape }: SetUnit, decisions: Decisions): boolean =>
  hostProgramOf(name, shape.program, decisions) !== null;

/** Kinds that a unit may consist of and still be nothing but lifecycle noise (mapping B04). */
const NOISE: readonly Role['kind'][] = [
  'housekeeping',
  'pull-image',
  'sleep',
  'look-up-container',
  'declare-network',
  'declare-volume',
];

function verdictWithoutContainer(unit: SetUnit): Verdict {
  const roles = unit.facts.steps.flatMap((step) => step.roles);
  const kinds = new Set(roles.map((role) => role.kind));
  const isOnly = (...allowed: readonly Role['kind'][]): boolean =>
    [...kinds].every((kind) => allowed.includes(kind) || NOISE.includes(kind));
  if (startsNothing(unit))
    return { kind: 'lost', rule: 'B01a', why: 'systemd could run none of its commands' };
  if (!unit.facts.steps.some(({ step }) => step.key === 'ExecStart'))
    return { kind: 'lost', rule: 'B38', why: 'it is a hook for the shutdown of the machine' };
  if (kinds.has('refused'))
    return { kind: 'lost', rule: 'G0-5', why: 'no container can be read from it' };
  if (roles.length === 0) return { kind: 'open', rule: 'B80' };
  if (isOnly()) return { kind: 'housekeeping' };
  if (kinds.has('seed-key') && isOnly('seed-key', 'wait', 'announce')) return { kind: 'seeds' };
  if (isOnly('wait')) return { kind: 'housekeeping' };
  if (isOnly('host-change', 'control-unit', 'prepare-path', 'wait', 'stop-container'))
    return { kind: 'lost', rule: 'B84', why: 'it configures the machine' };
  return { kind: 'open', rule: 'B80' };
}

/** There is an `ExecStart=`, and no command could be read from it: the finding is made (mapping D0-35, G66). */
const startsNothing = ({ facts }: SetUnit): boolean =>
  !facts.steps.some(({ step }) => step.key === 'ExecStart') &&
  (facts.unit.directives.findLast(({ key }) => key === 'ExecStart')?.value.text ?? '') !== '';

/** Where a finding about the whole unit points: its `ExecStart=`, else nowhere. */
export function spanOfUnit({ facts }: SetUnit): ReturnType<typeof spanOfStep> {
  return spanOfStep(facts.steps.find(({ step }) => step.key === 'ExecStart') ?? facts.steps[0]);
}

const spanOfStep = (step: SetUnit['facts']['steps'][number] | undefined) =>
  step?.step.command.span ?? null;
