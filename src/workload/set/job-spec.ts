import type { Decisions } from '../../decision/options.ts';
import type { FactOf } from '../../fact/fact.ts';
import type { ExitStatus, SlotsOf } from '../../fact/slots.ts';
import { parseSignal } from '../../unit/signals.ts';
import type { BuiltPod } from '../group.ts';
import { runtimeLimit } from '../life/runtime-limit.ts';
import type { JobSpec } from '../workload.ts';
import { restartOf } from './life.ts';
import { type SetUnit, saidAll, saidLast } from './unit-set.ts';

/**
 * Retries and limits of a Job (mapping B30–B31b, D2-18a, D2-19, D2-22a, D2-25). Settles the life-cycle directives of its
 * unit, which for all other kinds the Pod settles.
 */
export function jobSpecOf(
  unit: SetUnit,
  built: BuiltPod,
  field: string,
  decisions: Decisions,
): JobSpec {
  const backoffLimit = retriesOf(unit, field, decisions);
  const codes = failOn(unit, backoffLimit, field);
  return {
    backoffLimit: codes?.operator === 'NotIn' ? RETRIES : backoffLimit,
    activeDeadlineSeconds: deadlineOf(unit, built, backoffLimit, field),
    failOn: codes === null ? null : { container: built.pod.containers[0]?.name ?? '', ...codes },
  };
}

/** Kubernetes' own number of tries, where systemd would have gone on for ever. */
const RETRIES = 6;

/** mapping B31, B31b: how often a failed run was tried again. */
function retriesOf(unit: SetUnit, field: string, decisions: Decisions): number {
  const { facts, notes } = unit;
  const restart = saidLast(facts, 'service.restart');
  const tries = restartOf(unit) === 'on-failure';
  for (const slot of LIMITS)
    for (const { token } of saidAll(facts, slot))
      if (tries) notes.settle(token, 'set', 'B31', { field: `${field}.backoffLimit` });
      else notes.settle(token, 'no-effect', 'B30', { why: 'it is not restarted' });
  if (restart === null) return 0;
  if (!tries) {
    sayNotTried(unit, restart, field);
    return 0;
  }
  notes.say('differs', restart.token, 'B31', {
    what: 'Restart=on-failure',
    how: 'a failed run is tried again after 10, 20, 40… seconds, each try in a Pod that stays',
  });
  if (!decisions.isOn('finite'))
    notes.say('not-needed', restart.token, 'B31', {
      what: 'Restart=on-failure of a oneshot on CoreOS',
      why: 'its systemd, before 245, refused the unit; it is converted as later ones read it',
    });
  return triesAllowed(unit);
}

/** mapping B31b: systemd sees the death of a program by a signal, and of a docker client never more than its code. */
function sayNotTried(
  { notes, shape }: SetUnit,
  { token, value }: FactOf<'service.restart'>,
  field: string,
): void {
  const isDocker = /docker$/.test(shape.main?.role.runtime ?? '');
  if (value === 'no' || isDocker)
    notes.settle(token, 'set', 'B30', { field: `${field}.backoffLimit` });
  else
    notes.say('differs', token, 'B31b', {
      what: `Restart=${value}`,
      how: 'a run that a signal ended was tried again, and the Job makes no further try',
    });
}

const LIMITS = [
  'service.restart-delay',
  'service.start-limit-interval',
  'service.start-limit-burst',
] as const;

/** mapping D1-13: burst − 1 where the start limit could be reached, else Kubernetes' own number. */
function triesAllowed({ facts }: SetUnit): number {
  const burst = saidLast(facts, 'service.start-limit-burst')?.value ?? 5;
  const delay = saidLast(facts, 'service.restart-delay')?.value ?? 100_000;
  const interval = saidLast(facts, 'service.start-limit-interval')?.value ?? 10_000_000;
  const isReachable = burst > 0 && burst * delay < interval;
  return isReachable ? Math.max(0, burst - 1) : RETRIES;
}

type Codes = Omit<NonNullable<JobSpec['failOn']>, 'container'>;

/** mapping D2-18a, D2-19: codes after which no further try is made. */
function failOn(unit: SetUnit, backoffLimit: number, field: string): Codes | null {
  const prevent = codesOf(unit, 'service.restart-prevent-status', field, backoffLimit > 0);
  const success = codesOf(unit, 'service.success-exit-status', field, backoffLimit > 0);
  const force = codesOf(unit, 'service.restart-force-status', field, true);
  const ended = [...new Set([...prevent, ...success])].filter((code) => code !== 0).sort(ascending);
  if (force.length > 0 && backoffLimit === 0)
    return { operator: 'NotIn', codes: [...new Set(force)].sort(ascending) };
  return ended.length > 0 && backoffLimit > 0 ? { operator: 'In', codes: ended } : null;
}

const ascending = (a: number, b: number): number => a - b;

/** Codes of one list, its tokens settled. Without retries the list has nothing to say. */
function codesOf(
  unit: SetUnit,
  slot: Extract<SlotsOf<'many'>, `service.${string}-status`>,
  field: string,
  counts: boolean,
): readonly number[] {
  return saidAll(unit.facts, slot).flatMap((said) => {
    const code = counts ? codeOf(unit, said) : null;
    if (!counts)
      unit.notes.settle(said.token, 'no-effect', 'D2-19', { why: 'no further try is made anyway' });
    else if (code !== null)
      unit.notes.settle(said.token, 'set', 'D2-18a', { field: `${field}.podFailurePolicy` });
    return code === null ? [] : [code];
  });
}

/** mapping D2-17a, D2-19a: a docker client ends with codes, never by a signal, and makes 125–127 itself. */
function codeOf(
  unit: SetUnit,
  { value, token }: Pick<FactOf<'service.success-exit-status'>, 'value' | 'token'>,
): number | null {
  const isDocker = unit.shape.main?.role.runtime === 'docker';
  const code = numberOf(value);
  const isSignal = typeof value === 'string';
  if (code !== null && !(isDocker && (isSignal || (code >= 125 && code <= 127)))) return code;
  unit.notes.say('not-needed', token, isSignal ? 'D2-18' : 'D2-19a', {
    what: `the status ${value}`,
    why: isSignal
      ? 'the docker client ends with a code, so a signal never matched'
      : 'the docker client made this code itself, and there is none',
  });
  return null;
}

function numberOf(value: ExitStatus): number | null {
  if (typeof value === 'number') return value;
  const signal = parseSignal(value);
  return signal === null ? null : 128 + signal.number;
}

/** mapping D2-22a, D2-25, G0-1. Seconds; null: no limit. */
function deadlineOf(
  unit: SetUnit,
  { pod }: BuiltPod,
  backoffLimit: number,
  field: string,
): number | null {
  const start = saidLast(unit.facts, 'service.timeout-start');
  const runtime = saidLast(unit.facts, 'service.runtime-max');
  const wrapper = unit.shape.main?.role.deadlineSeconds ?? null;
  const commands = pod.initContainers.length + pod.containers.length;
  const limits: number[] = [];
  if (start !== null && Number.isFinite(start.value) && start.value > 0) {
    limits.push((seconds(start.value) * commands + 60) * (backoffLimit + 1));
    unit.notes.settle(start.token, 'set', 'D2-22a', { field: `${field}.activeDeadlineSeconds` });
    unit.notes.say('differs', start.token, 'D2-22a', {
      what: 'TimeoutStartSec=',
      how: 'the limit counts scheduling, pulls and all tries as well, and at its end the Pod is deleted with its logs',
    });
  } else if (start !== null)
    unit.notes.settle(start.token, 'no-effect', 'D2-22', { why: 'no limit, as without it' });
  const isOneshot = saidLast(unit.facts, 'service.type')?.value === 'oneshot';
  const most = runtime === null ? null : runtimeLimit(runtime, isOneshot, unit.notes);
  if (runtime !== null && most !== null) {
    limits.push((seconds(most) + 60) * (backoffLimit + 1));
    unit.notes.settle(runtime.token, 'set', 'D2-25', { field: `${field}.activeDeadlineSeconds` });
  }
  if (wrapper !== null) limits.push((Math.max(1, Math.ceil(wrapper)) + 60) * (backoffLimit + 1));
  return limits.length === 0 ? null : Math.min(...limits);
}

/** Whole seconds, at least one: 0 fails the Job before any Pod (mapping D2-22a). */
const seconds = (microseconds: number): number => Math.max(1, Math.ceil(microseconds / 1_000_000));
