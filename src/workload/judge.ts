import type { Decisions } from '../decision/options.ts';
import { type Mounts, NO_MOUNTS } from './mounts.ts';
import { type Fate, fateOf } from './outcomes.ts';
import type { Schedule } from './schedule.ts';
import type { SocketReason } from './sockets.ts';
import type { Announced } from './surroundings.ts';
import type { SetUnit, UnitSet } from './unit-set.ts';
import { type Recognised, type Verdict, verdictOf } from './verdict.ts';

/** The set sorted out: what runs, what belongs to something that runs, and what is no more. */
export interface Judged {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Units that become Pods or parts of Pods, sorted by name. */
  readonly running: readonly SetUnit[];
  /** Fates that are decided already, by unit. */
  readonly fates: ReadonlyMap<string, Fate>;
  readonly announced: readonly Announced[];
  readonly sockets: readonly SocketReason[];
  readonly mounts: Mounts;
  readonly seeding: readonly SetUnit[];
  /** Service → when its timer runs it (mapping B40). */
  readonly schedules: ReadonlyMap<string, readonly Schedule[]>;
  /** Member → name of the target that groups it (mapping B60). */
  readonly partOf: ReadonlyMap<string, string>;
}

const RECOGNISED: Recognised = { retiredBy: () => null, announces: () => null };

export function judge(set: UnitSet, decisions: Decisions): Judged {
  const verdicts = new Map(
    set.units.map((unit) => [unit.id, verdictOf(unit, set, RECOGNISED, decisions)]),
  );
  const running = set.units.filter(({ id }) => verdicts.get(id)?.kind === 'runs');
  const fates = new Map<string, Fate>();
  for (const [id, verdict] of verdicts) {
    const fate = fateOf(verdict);
    if (fate !== null) fates.set(id, fate);
    else if (verdict.kind === 'other-type') fates.set(id, { outcome: 'unsupported', into: null });
    else if (verdict.kind === 'data') fates.set(id, { outcome: 'replaced', into: null });
  }
  return {
    verdicts,
    running,
    fates,
    announced: [],
    sockets: [],
    mounts: NO_MOUNTS,
    seeding: set.units.filter(({ id }) => verdicts.get(id)?.kind === 'seeds'),
    schedules: new Map(),
    partOf: new Map(),
  };
}
