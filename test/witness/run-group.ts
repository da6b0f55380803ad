import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseGroup } from './case.ts';
import type { Converted, RightSide } from './right-side.ts';
import { casesToRun, type Run, type Side, witnessesOf } from './side.ts';

/** What one side shows of a group in the end. */
export interface Shown {
  /** By unit. */
  readonly runs: ReadonlyMap<string, readonly Run[]>;
  /** Why the others said nothing, by unit. */
  readonly complaints: ReadonlyMap<string, string>;
  /** What has become of the files of the cases, by path; null: gone. */
  readonly files: ReadonlyMap<string, string | null>;
}

/** What the units of a group said on both sides, and what fleetlift said of them. */
export interface GroupResult {
  readonly group: CaseGroup;
  readonly converted: Converted;
  readonly left: Shown;
  readonly right: Shown;
}

/** A side is looked at this often, ms. */
const LOOK = 500;
/** Nothing more is expected of a side that has said nothing new for so long, ms. */
const QUIET = 3_000;
/** Longest wait for units that run and say nothing, ms. */
const BUSY = 60_000;
/** A machine with much to do needs longer until all of its units have said something, ms. */
const BEGIN = 30_000;
/** Longest time until a side is quiet, ms. */
const PATIENCE = 120_000;

/** Starts a group on both sides, waits until both have said what they have to say, and stops them if it is to. */
export async function runGroup(
  group: CaseGroup,
  left: Side,
  right: RightSide,
): Promise<GroupResult> {
  await Promise.all([left.start(group), right.start(group)]);
  const said = await untilQuiet(left, group, new Set());
  await untilQuiet(right, group, new Set(said.keys()));
  await sleep(group.watch ?? 0);
  const sides = [left, right] as const;
  if (group.stops === true) await Promise.all(sides.map((side) => side.stop(group)));
  const [ours, theirs] = await Promise.all([show(left, group), show(right, group)]);
  return { group, converted: right.converted(group), left: ours, right: theirs };
}

async function show(side: Side, group: CaseGroup): Promise<Shown> {
  const runs = await side.observe(group);
  const complaints = new Map<string, string>();
  for (const unit of witnessesOf(group))
    if (!runs.has(unit)) complaints.set(unit, await side.complaint(group, unit));
  const files = casesToRun(group).flatMap((one) => Object.keys(one.files ?? {}));
  return { runs, complaints, files: new Map(files.map((file) => [file, side.readFile(file)])) };
}

/**
 * What a side has said when nothing new comes in the first runs of its units. `awaited` are units that have to speak before that; a side that never
 * is quiet, or on which one of them never speaks, is given up after a while: the comparison tells.
 */
async function untilQuiet(
  side: Side,
  group: CaseGroup,
  awaited: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly Run[]>> {
  const begin = Date.now();
  let last = { lines: -1, at: begin };
  for (;;) {
    const said = await side.observe(group);
    const lines = [...said.values()].reduce((sum, [first = []]) => sum + first.length, 0);
    const now = Date.now();
    if (lines !== last.lines) last = { lines, at: now };
    const quiet =
      [...awaited].every((unit) => said.has(unit)) &&
      (awaited.size > 0 || said.size === witnessesOf(group).length || now - begin > BEGIN) &&
      now - last.at > QUIET;
    // A unit without a container, or with one that has no words for the log, is busy for ever.
    const pending = now - begin < BUSY ? await side.pending(group) : [];
    const waits = pending.some((unit) => !said.has(unit));
    if ((quiet && !waits) || now - begin > PATIENCE) return said;
    await sleep(LOOK);
  }
}
