import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseGroup } from './case.ts';
import type { Converted, RightSide } from './right-side.ts';
import { type Run, type Side, witnessesOf } from './side.ts';

/** What the units of a group said on both sides, and what fleetlift said of them. */
export interface GroupResult {
  readonly group: CaseGroup;
  readonly converted: Converted;
  readonly left: ReadonlyMap<string, readonly Run[]>;
  readonly right: ReadonlyMap<string, readonly Run[]>;
}

/** A side is looked at this often, ms. */
const LOOK = 500;
/** Nothing more is expected of a side that has said nothing new for so long, ms. */
const QUIET = 3_000;
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
  const [before, after] = await Promise.all([left.observe(group), right.observe(group)]);
  if (group.stops !== true) {
    return { group, converted: right.converted(group), left: before, right: after };
  }
  await Promise.all([left.stop(group), right.stop(group)]);
  const [stoppedLeft, stoppedRight] = await Promise.all([
    left.observe(group),
    right.observe(group),
  ]);
  return { group, converted: right.converted(group), left: stoppedLeft, right: stoppedRight };
}

/**
 * What a side has said when nothing new comes. `awaited` are units that have to speak before that; a side that never
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
    const lines = [...said.values()].flat().reduce((sum, run) => sum + run.length, 0);
    const now = Date.now();
    if (lines !== last.lines) last = { lines, at: now };
    const complete =
      [...awaited].every((unit) => said.has(unit)) &&
      (awaited.size > 0 || said.size === witnessesOf(group).length || now - begin > 4 * QUIET);
    if ((complete && now - last.at > QUIET) || now - begin > PATIENCE) return said;
    await sleep(LOOK);
  }
}
