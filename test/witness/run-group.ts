import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseGroup } from './case.ts';
import type { Converted, RightSide } from './right-side.ts';
import { casesToRun, type Run, type Side, witnessesIn, witnessesOf } from './side.ts';

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
const LOOK = 1_000;
/** Nothing more is expected of a side on which all have spoken and that has said nothing new for so long, ms. */
const QUIET = 3_000;
/**
 * The same of a side on which some have not, counted from the last news of any group there: a small one waits long for
 * its turn while a large one starts.
 */
const SILENCE = 30_000;
const news = new WeakMap<Side, number>();
/** Longest time until a side is quiet, ms. */
const PATIENCE = 120_000;

/** Starts a group on both sides, waits until both have said what they have to say, and stops them. */
export async function runGroup(
  group: CaseGroup,
  left: Side,
  right: RightSide,
): Promise<GroupResult> {
  await Promise.all([left.start(group), right.start(group)]);
  const loud = casesToRun(group).filter(({ silent }) => silent === undefined);
  const said = await untilQuiet(left, group, loud.flatMap(witnessesIn));
  await untilQuiet(right, group, said);
  await sleep(group.watch ?? 0);
  const sides = [left, right] as const;
  if (group.stops === true) await Promise.all(sides.map((side) => side.stop(group)));
  const [ours, theirs] = await Promise.all([show(left, group), show(right, group)]);
  // Each container that is there makes the next one slower to start.
  await Promise.all(sides.map((side) => side.discard(group)));
  return { group, converted: right.converted(group), left: ours, right: theirs };
}

/** Acts that ask another until there is an answer, and what they report in the end. */
const QUESTIONS: ReadonlySet<string> = new Set(['await', 'connect', 'send', 'resolve', 'appear']);
const ANSWERS: ReadonlySet<string> = new Set(['got', 'connected', 'resolved', 'refused', 'stat']);

/** It has spoken, and what it asked of others has come to an end. */
function hasAnswers(run: Run = []): boolean {
  const argv = run.flatMap((event) => (event.event === 'statement' ? event.argv : []));
  const asked = argv.filter(
    (word, i) => QUESTIONS.has(word) && /^(--do|,)$/.test(argv[i - 1] ?? ''),
  );
  return run.length > 0 && run.filter(({ event }) => ANSWERS.has(event)).length >= asked.length;
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
 * The units that have spoken when nothing new comes in the first runs of any. `awaited` are units that should have; a
 * side that is never quiet, or on which one of them never speaks, is given up after a while: the comparison tells.
 */
async function untilQuiet(
  side: Side,
  group: CaseGroup,
  awaited: readonly string[],
): Promise<readonly string[]> {
  const begin = Date.now();
  let last = { lines: 0, at: begin };
  for (;;) {
    const said = await side.observe(group);
    const lines = [...said.values()].reduce((sum, [first = []]) => sum + first.length, 0);
    const now = Date.now();
    if (lines !== last.lines) {
      last = { lines, at: now };
      news.set(side, now);
    }
    const isDone = awaited.every((unit) => hasAnswers(said.get(unit)?.[0]))
      ? now - last.at > QUIET
      : now - Math.max(begin, news.get(side) ?? 0) > SILENCE;
    if (isDone || now - begin > PATIENCE) return [...said.keys()];
    await sleep(LOOK);
  }
}
