import type { Decisions } from '../../decision/options.ts';
import type { Restart, ServiceType } from '../../fact/slots.ts';
import { type SetUnit, saidLast } from './unit-set.ts';

/** How a service lived: for ever, or until its work was done (mapping B11, B37). */
export type Life = 'long' | 'once';

export type LifeOf = (unit: SetUnit) => Life;

/** mapping D2-03: `oneshot` is the default of a unit without `Type=` and `ExecStart=`. */
export function serviceTypeOf({ facts }: SetUnit): ServiceType {
  const said = saidLast(facts, 'service.type')?.value;
  const starts = facts.steps.some(({ step }) => step.key === 'ExecStart');
  return said ?? (starts ? 'simple' : 'oneshot');
}

export const restartOf = ({ facts }: SetUnit): Restart =>
  saidLast(facts, 'service.restart')?.value ?? 'no';

export const remainsAfterExit = ({ facts }: SetUnit): boolean =>
  saidLast(facts, 'service.remain-after-exit')?.value ?? false;

/** `docker run -d`, or `docker start` without `-a`, as `ExecStart=` (mapping B37). */
export const isDetached = ({ shape }: SetUnit): boolean =>
  shape.hold === 'run-detached' || shape.hold === 'start-detached';

/** `timed`: services that a timer runs, whatever their type (mapping B57). */
export function lifeOf(timed: ReadonlySet<string>, decisions: Decisions): LifeOf {
  return (unit) => {
    if (timed.has(unit.id)) return 'once';
    if (isDetached(unit)) return 'long';
    if (serviceTypeOf(unit) === 'oneshot') return 'once';
    const restart = restartOf(unit);
    if (restart === 'no' && decisions.isOn('respect-no-restart')) return 'once';
    return restart === 'on-failure' && decisions.isOn('finite') ? 'once' : 'long';
  };
}

/** mapping D2-15b: a service without restarts that no timer starts and that may end beside a leader. */
export const mayStayDown = (
  unit: SetUnit,
  decisions: Decisions,
  timed: { has(unit: string): boolean },
): boolean =>
  decisions.isOn('respect-no-restart') &&
  !timed.has(unit.id) &&
  serviceTypeOf(unit) !== 'oneshot' &&
  restartOf(unit) === 'no';

/** mapping B57: an activated service that was meant to stay up; the timer only started it. */
export function staysUp(unit: SetUnit): boolean {
  const waits = unit.facts.steps.some(({ roles }) =>
    roles.some((role) => role.kind === 'follow-container' && role.how === 'wait'),
  );
  if (isDetached(unit)) return !waits;
  const type = serviceTypeOf(unit);
  return (
    type === 'notify' || type === 'forking' || (type !== 'oneshot' && restartOf(unit) !== 'no')
  );
}
