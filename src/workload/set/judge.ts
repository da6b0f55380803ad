import type { Decisions } from '../../decision/options.ts';
import { AGENT_QUESTION, isNodeAgent, retirementOf } from '../../dialect/host/retired.ts';
import type { CronPlan } from '../../dialect/systemd/schedule.ts';
import type { Book } from '../../finding/notes.ts';
import { type Announced, announcersOf } from './announcers.ts';
import { type LifeOf, lifeOf, remainsAfterExit, serviceTypeOf } from './life.ts';
import { type Mounts, mountsOf } from './mounts.ts';
import { type Fate, fateOf } from './outcomes.ts';
import { timersOf } from './schedule.ts';
import { type SocketReason, socketsOf } from './sockets.ts';
import { targetsOf } from './targets.ts';
import type { SetUnit, UnitSet } from './unit-set.ts';
import { isGivenAnImage, spanOfUnit, type Verdict, verdictOf } from './verdict.ts';

/** The set sorted out: what runs, what belongs to something that runs, and what is no more. */
export interface Judged {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Units that become Pods or parts of Pods, sorted by name. */
  readonly running: readonly SetUnit[];
  /** Fates that are decided already, by unit. */
  readonly fates: ReadonlyMap<string, Fate>;
  readonly lifeOf: LifeOf;
  readonly announced: readonly Announced[];
  readonly sockets: readonly SocketReason[];
  readonly mounts: Mounts;
  readonly seeding: readonly SetUnit[];
  /** Service → when its timer runs it (mapping B40). */
  readonly schedules: ReadonlyMap<string, readonly CronPlan[]>;
  /** Service → seconds between its runs (mapping B49). */
  readonly loops: ReadonlyMap<string, number>;
  /** Services whose CronJobs are suspended (mapping B16a). */
  readonly suspended: ReadonlySet<string>;
  /** Member → name of the target that groups it (mapping B60). */
  readonly partOf: ReadonlyMap<string, string>;
}

/** mapping B1, B4, B6 */
export function judge(set: UnitSet, decisions: Decisions, book: Book): Judged {
  const services = set.units.filter(
    ({ name, placement }) => name.type === 'service' && !placement.refused,
  );
  const { announced, replaced } = announcersOf(services, set, (unit) => mayRun(unit, decisions));
  const known = { announcers: replaced, notLoaded: notLoadedOf(book) };
  const verdicts = new Map(
    set.units.map((unit) => [unit.id, verdictOf(unit, set, known, decisions)] as const),
  );
  const of = (kind: Verdict['kind']): readonly SetUnit[] =>
    set.units.filter(({ id }) => verdicts.get(id)?.kind === kind);
  const candidates = of('runs');
  const runs = new Set(candidates.map(({ id }) => id));
  const timers = timersOf(set, runs, decisions, book);
  const livesAlone = lifeOf(timers.timed, decisions);
  const lives: LifeOf = (unit) => (timers.loops.has(unit.id) ? 'long' : livesAlone(unit));
  const others = helpersOf(of('other-type'), set, runs);
  const fates = allFates(verdicts, [...others.fates, ...timers.fates]);
  for (const unit of of('data'))
    fates.set(unit.id, { outcome: 'replaced', into: userOf(unit, set) });
  for (const unit of candidates)
    if (isBoundToTask(unit, set, runs, lives))
      fates.set(unit.id, { outcome: 'refused', into: null });
  const running = candidates
    .filter(({ id }) => !fates.has(id))
    .map((unit) => placedByTimer(unit, timers.placedBy.get(unit.id)))
    .map((unit) => placedByGlobals(unit, (id) => verdicts.get(id)?.kind === 'not-started', set));
  for (const unit of running) sayAgent(unit);
  return {
    verdicts,
    running,
    fates,
    lifeOf: lives,
    announced,
    sockets: others.sockets,
    mounts: others.mounts,
    seeding: of('seeds'),
    schedules: timers.schedules,
    loops: timers.loops,
    suspended: timers.suspended,
    partOf: others.partOf,
  };
}

/** Units of which the reader of Exec lines said that systemd does not load them (mapping B01a). */
const notLoadedOf = ({ findings }: Book): ReadonlySet<string> =>
  new Set(
    findings.flatMap(({ code, unit }) =>
      code === 'unit-does-not-load' && unit !== null ? [unit] : [],
    ),
  );

interface Helpers {
  readonly sockets: readonly SocketReason[];
  readonly mounts: Mounts;
  readonly partOf: ReadonlyMap<string, string>;
  readonly fates: readonly (readonly [string, Fate])[];
}

function helpersOf(units: readonly SetUnit[], set: UnitSet, runs: ReadonlySet<string>): Helpers {
  const sockets = socketsOf(units.filter(isType('socket')), set, runs);
  const mounts = mountsOf(units.filter(isType('mount', 'automount')));
  const targets = targetsOf(units.filter(isType('target')), set);
  return {
    sockets: sockets.reasons,
    mounts,
    partOf: targets.partOf,
    fates: [...restOf(units), ...sockets.fates, ...mounts.fates, ...targets.fates],
  };
}

/** Those of the verdicts stand above; a timer shares the fate of a service that comes to nothing. */
function allFates(
  verdicts: ReadonlyMap<string, Verdict>,
  decided: readonly (readonly [string, Fate])[],
): Map<string, Fate> {
  const fates = new Map<string, Fate>(decided);
  for (const [id, verdict] of verdicts) {
    const fate = fateOf(verdict);
    if (fate !== null) fates.set(id, fate);
  }
  for (const [id, { into }] of [...fates].filter(([name]) => name.endsWith('.timer'))) {
    const service = into === null ? undefined : fates.get(into);
    if (service !== undefined) fates.set(id, { outcome: service.outcome, into });
  }
  return fates;
}

const isType =
  (...types: readonly string[]) =>
  ({ name }: SetUnit): boolean =>
    types.includes(name.type);

const mayRun = (unit: SetUnit, decisions: Decisions): boolean =>
  unit.name.type === 'service' &&
  !unit.placement.refused &&
  (unit.shape.main !== null || isGivenAnImage(unit, decisions)) &&
  retirementOf(unit.facts) === null;

/** mapping B33c: systemd stopped it when the oneshot was done. */
function isBoundToTask(
  unit: SetUnit,
  set: UnitSet,
  runs: ReadonlySet<string>,
  lives: LifeOf,
): boolean {
  for (const { how, unit: id, token } of unit.relations) {
    const other = how === 'BindsTo' && runs.has(id) ? set.get(id) : null;
    if (other === null || serviceTypeOf(other) !== 'oneshot') continue;
    if (lives(other) === 'long' || remainsAfterExit(other)) continue;
    unit.notes.say('never-ran', token, 'B33c', { why: `it is bound to ${id}, which ends at once` });
    return true;
  }
  return false;
}

/** mapping B65, B66. What a `.path` watches is asked about where it says so. */
function restOf(units: readonly SetUnit[]): readonly (readonly [string, Fate])[] {
  const decided = isType('timer', 'socket', 'mount', 'automount', 'target');
  return units.filter((unit) => !decided(unit)).map((unit) => [unit.id, fateOfRest(unit)]);
}

function fateOfRest(unit: SetUnit): Fate {
  const { id, name, notes } = unit;
  if (name.type === 'path') {
    sayWatches(unit);
    return { outcome: 'needs-decision', into: null };
  }
  if (name.type === 'device')
    notes.say('unsupported', null, 'B66', { what: id, why: 'devices belong to the node' });
  return { outcome: 'unsupported', into: null };
}

/** mapping B65, D9: the activated service is converted as if nothing activated it. */
function sayWatches({ id, name, facts, notes }: SetUnit): void {
  const unit = facts.facts.findLast((f) => f.slot === 'path.unit');
  const service = unit?.slot === 'path.unit' ? unit.value : `${name.base}.service`;
  const watches = facts.unit.directives.find(({ key }) =>
    /^Path[EMC]|^DirectoryNotEmpty$/.test(key),
  );
  notes.say('decide', watches?.span ?? null, 'B65', {
    what: id,
    question: `nothing starts ${service} when files change, and it runs all the time: does a sidecar watch them, or the program itself, or a CronJob?`,
  });
}

/** The first unit that takes its volumes (mapping B67). */
function userOf(unit: SetUnit, set: UnitSet): string | null {
  const made = [unit.shape.main, ...unit.shape.data].flatMap((d) => d?.name ?? []);
  const users = made.flatMap((name) => set.usersOfVolumes(name)).filter((user) => user !== unit);
  return users[0]?.id ?? null;
}

/** mapping B40: a service that only follows its timer runs where the timer says. */
function placedByTimer(unit: SetUnit, timer: SetUnit | undefined): SetUnit {
  if (timer === undefined) return unit;
  for (const { unit: peer, token } of unit.placement.peers)
    if (peer === timer.id)
      unit.notes.settle(token, 'set', 'B40', { why: `it runs where ${timer.id} may` });
  const peers = [
    ...unit.placement.peers.filter((peer) => peer.unit !== timer.id),
    ...timer.placement.peers.filter((peer) => peer.unit !== unit.id),
  ];
  return { ...unit, placement: { ...timer.placement, peers } };
}

/** mapping C12e: a Global unit that fleet did not start satisfied `MachineOf=` wherever its metadata match. */
function placedByGlobals(
  unit: SetUnit,
  isNotStarted: (id: string) => boolean,
  set: UnitSet,
): SetUnit {
  const metadata = new Map(unit.placement.metadata);
  const peers = unit.placement.peers.filter(({ unit: peer, token }) => {
    const global = isNotStarted(peer) ? set.get(peer) : null;
    if (global === null) return true;
    unit.notes.settle(token, 'set', 'C12e', { why: `it runs where ${peer} might have run` });
    for (const [key, values] of global.placement.metadata)
      metadata.set(key, metadata.get(key)?.filter((value) => values.includes(value)) ?? values);
    return false;
  });
  return { ...unit, placement: { ...unit.placement, metadata, peers } };
}

/** mapping B79 */
function sayAgent(unit: SetUnit): void {
  if (isNodeAgent(unit.facts))
    unit.notes.say('decide', spanOfUnit(unit), 'B79', {
      what: unit.id,
      question: AGENT_QUESTION,
    });
}
