import type { CaseGroup, WitnessCase } from './case.ts';
import { type Place, placeOf } from './compare-group.ts';
import type { FleetMachine } from './fleet-machine.ts';
import { GROUPS } from './groups.ts';
import { leftSide } from './left-side.ts';
import { type RightSide, rightSide } from './right-side.ts';
import { type GroupResult, runGroup } from './run-group.ts';
import { casesToRun, type Side, witnessesOf } from './side.ts';
import { bothSides } from './sides.ts';
import type { SuiteResult } from './suite-result.ts';
import { lostDocker, verdictOn } from './verdict.ts';

/** `FLEETLIFT_WITNESS_GROUPS=volumes,docker-*` runs those alone, for whoever works on them. */
const WANTED = process.env.FLEETLIFT_WITNESS_GROUPS?.split(',') ?? null;

export const GROUPS_TO_RUN: readonly CaseGroup[] = GROUPS.filter(
  ({ name }) => WANTED === null || WANTED.some((wanted) => isLike(wanted, name)),
);

function isLike(wanted: string, name: string): boolean {
  return wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
}

let result: Promise<SuiteResult> | null = null;

/** Runs all groups, once for all files of the suite. */
export function suiteResult(): Promise<SuiteResult> {
  result ??= runAll();
  return result;
}

/** Cases at the same time: more would only make each other slow. */
const AT_ONCE = 80;

async function runAll(): Promise<SuiteResult> {
  const { fleet, node } = await bothSides();
  const [left, right] = await Promise.all([placeOf(fleet.machine), placeOf(node.machine)]);
  const sides = [leftSide(fleet), rightSide(node)] as const;
  const groups = new Map<string, GroupResult | Error>();
  const run = async (group: CaseGroup): Promise<void> => {
    const begin = Date.now();
    const outcome = await runGroup(group, ...sides).catch(errorOf);
    const seconds = ((Date.now() - begin) / 1000).toFixed(0);
    process.stderr.write(`${group.name}: ${group.cases.length} cases, ${seconds} s\n`);
    groups.set(group.name, outcome);
  };
  // Where time is measured nothing else is started meanwhile.
  const isTimed = ({ watch, stops }: CaseGroup) => watch !== undefined || stops === true;
  await allAtOnce(
    GROUPS_TO_RUN.filter((group) => !isTimed(group)),
    run,
  );
  await allAtOnce(GROUPS_TO_RUN.filter(isTimed), run);
  const again = new Map<WitnessCase, GroupResult>();
  for (const result of groups.values()) {
    if (result instanceof Error) continue;
    const second = await runAgain(result, fleet, sides, { left, right });
    if (second !== null) for (const one of second.group.cases) again.set(one, second);
  }
  return { groups, again, left, right };
}

/** More cases than these differ for a reason, unless docker itself went away. */
const MOST_AGAIN = 10;

/**
 * The cases of a group that differ without a reason once more, on machines that have nothing else to do any more: what a
 * race of two starts made does not come again, what the translation made does. Says what differed at first. Null: there
 * are none, or too many, or they could not be run.
 */
async function runAgain(
  result: GroupResult,
  fleet: FleetMachine,
  [left, right]: readonly [Side, RightSide],
  places: { readonly left: Place; readonly right: Place },
): Promise<GroupResult | null> {
  const { group } = result;
  const verdicts = new Map(
    casesToRun(group).map((one) => [one, verdictOn(one, result, places)] as const),
  );
  const differing = [...verdicts].filter(([, { unexplained }]) => unexplained.length > 0);
  const forAReason = differing.filter(([, verdict]) => !lostDocker(verdict));
  if (differing.length === 0 || forAReason.length > MOST_AGAIN) return null;
  for (const [one, { unexplained }] of differing)
    process.stderr.write(`once more: ${one.name}: ${unexplained.join('; ').slice(0, 300)}\n`);
  const cases = differing.map(([one]) => one);
  const again = { ...group, name: `${group.name}-again`, cases };
  await Promise.all([left, right].map((side) => side.stop(group)));
  fleet.forget(witnessesOf(again));
  return runGroup(again, left, right).catch((error) => {
    process.stderr.write(`${again.name}: ${errorOf(error).message}\n`);
    return null;
  });
}

const errorOf = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));

/** As many groups at the same time as `AT_ONCE` allows, the big ones first. */
async function allAtOnce(
  groups: readonly CaseGroup[],
  work: (group: CaseGroup) => Promise<void>,
): Promise<void> {
  const queue = groups.toSorted((a, b) => b.cases.length - a.cases.length);
  const running = new Map<CaseGroup, Promise<void>>();
  while (queue.length + running.size > 0) {
    const room = AT_ONCE - [...running.keys()].reduce((sum, { cases }) => sum + cases.length, 0);
    const next = queue.findIndex(({ cases }) => running.size === 0 || cases.length <= room);
    if (next < 0) await Promise.race(running.values());
    for (const group of next < 0 ? [] : queue.splice(next, 1))
      running.set(
        group,
        work(group).finally(() => running.delete(group)),
      );
  }
}
