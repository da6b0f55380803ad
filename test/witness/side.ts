import type { CaseGroup, WitnessCase } from './case.ts';
import type { Event } from './statement.ts';

/** What the witness said between a start and the next. */
export type Run = readonly Event[];

/** What both sides can do with a group of cases. */
export interface Side {
  /** Starts all units of the group; does not wait for them. */
  start(group: CaseGroup): Promise<void>;
  /** What the witness of each unit has said until now, run by run; a unit that said nothing has no entry. */
  observe(group: CaseGroup): Promise<ReadonlyMap<string, readonly Run[]>>;
  /** Why a unit has not said anything, as far as the side knows. */
  complaint(group: CaseGroup, unit: string): Promise<string>;
  /** A file of the machine below `/srv`; null: it is not there. */
  readFile(path: string): string | null;
  /** Stops all units of the group and waits for their end. */
  stop(group: CaseGroup): Promise<void>;
  /** Has all units of the group stopped, which are of no interest any more; does not wait. */
  discard(group: CaseGroup): Promise<void>;
}

/** The cases of a group that this machine can run. */
export const casesToRun = (group: CaseGroup): readonly WitnessCase[] =>
  group.cases.filter((one) => one.notRun === undefined);

/** Unit files and drop-ins of a group by path. Throws when two cases have one of the same name. */
export function unitsOf(group: CaseGroup): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const one of casesToRun(group)) {
    for (const [path, text] of Object.entries(one.units)) {
      if (path in all) throw new Error(`${one.name}: another case has a unit ${path} too`);
      all[path] = text;
    }
  }
  return all;
}

const servicesOf = (one: WitnessCase): readonly string[] =>
  Object.keys(one.units).filter((path) => /^[^/]+(?<!@)\.service$/.test(path));

export const startsOf = (group: CaseGroup): readonly string[] =>
  casesToRun(group).flatMap((one) => one.starts ?? servicesOf(one));

/** The units whose statements are compared. */
export const witnessesIn = (one: WitnessCase): readonly string[] =>
  one.witnesses ?? servicesOf(one);

export const witnessesOf = (group: CaseGroup): readonly string[] =>
  casesToRun(group).flatMap(witnessesIn);
