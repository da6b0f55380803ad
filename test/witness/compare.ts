import { flatten, type Surroundings } from './flatten.ts';
import { ownersOf } from './flatten-addresses.ts';
import type { Statement } from './statement.ts';

/** A field in which the two sides are not the same; null: that side does not have it. */
export interface Difference {
  readonly field: string;
  readonly left: string | null;
  readonly right: string | null;
}

/** Both sides' surroundings. */
export interface Context {
  readonly left: Surroundings;
  readonly right: Surroundings;
}

/** All fields in which two statements differ, by field. Of a thing that one side does not have only the thing. */
export function compare(
  left: Statement,
  right: Statement,
  context: Context,
): readonly Difference[] {
  return compareFields(flatten(left, context.left), flatten(right, context.right));
}

/** The same of any fields. */
export function compareFields(
  left: ReadonlyMap<string, string>,
  right: ReadonlyMap<string, string>,
): readonly Difference[] {
  const differences: Difference[] = [];
  const lonely = new Set<string>();
  for (const field of [...new Set([...left.keys(), ...right.keys()])].sort(byPath)) {
    const [ours, theirs] = [left.get(field) ?? null, right.get(field) ?? null];
    if (ours === theirs || isPartOf(field, lonely)) continue;
    differences.push({ field, left: ours, right: theirs });
    if (ours === null || theirs === null) lonely.add(field);
  }
  return differences;
}

/** By code unit, which has each field before those below it. */
const byPath = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Facts of a thing that is itself a field: `mounts./data.options` of `mounts./data`. */
const PART =
  /^((?:mounts|interfaces)\..*)\.(?:from|fstype|options|superOptions|size|propagation|writable|mtu|flags|mac|addresses)$/;

const isPartOf = (field: string, things: ReadonlySet<string>): boolean =>
  things.has(PART.exec(field)?.[1] ?? '');

/** The surroundings of each unit of one side, from what the machine and all units say. */
export function surroundingsOf(
  machine: Statement,
  places: Surroundings['places'],
  statements: ReadonlyMap<string, Statement>,
): (unit: string) => Surroundings {
  const inhabitants = new Map<string, string[]>();
  const keysOf = ({ namespaces }: Statement): readonly string[] =>
    Object.entries(namespaces).map(([kind, inode]) => `${kind}:${inode}`);
  for (const [unit, statement] of statements) {
    for (const key of keysOf(statement))
      inhabitants.set(key, [...(inhabitants.get(key) ?? []), unit]);
  }
  const owners = ownersOf(statements, machine);
  return (unit) => {
    const own = statements.get(unit);
    const neighbours = new Map(
      (own === undefined ? [] : keysOf(own)).map((key) => [
        key,
        (inhabitants.get(key) ?? []).filter((other) => other !== unit),
      ]),
    );
    return { machine, neighbours, owners, places };
  };
}
