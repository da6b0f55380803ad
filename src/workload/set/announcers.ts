import { type Announcer, announcerOf, type Candidate } from '../../dialect/announcer.ts';
import type { SetUnit, UnitSet } from './unit-set.ts';
import { spanOfUnit } from './verdict.ts';

/** An announcement and the unit it tells of (mapping G50, G51). */
export interface Announced {
  readonly by: SetUnit;
  /** Full name of the announced unit. */
  readonly of: string;
  readonly announcer: Announcer;
}

export interface Announcers {
  readonly announced: readonly Announced[];
  /** Units that do nothing else → the unit they tell of; null: nobody knows which. */
  readonly replaced: ReadonlyMap<string, string | null>;
}

/** `runs`: units that become Pods if they are no announcers themselves. */
export function announcersOf(
  units: readonly SetUnit[],
  set: UnitSet,
  runs: (unit: SetUnit) => boolean,
): Announcers {
  const found = units.flatMap((unit) => {
    const announcer = announcerOf(unit.facts);
    return announcer === null ? [] : [{ unit, announcer }];
  });
  const only = new Set(found.flatMap(({ unit, announcer }) => (announcer.only ? [unit.id] : [])));
  const announced: Announced[] = [];
  const replaced = new Map<string, string | null>();
  for (const { unit, announcer } of found) {
    const told = tells(unit, announcer, set, (id) => {
      const other = set.get(id);
      return other !== null && !only.has(id) && runs(other);
    });
    if (announcer.only) replaced.set(unit.id, told);
    if (told !== null) announced.push({ by: unit, of: told, announcer });
    else if (announcer.only) sayUnknown(unit, announcer);
  }
  return { announced, replaced };
}

/** mapping G50a; a unit that runs a container of its own and is bound to nobody tells of itself (G51). */
function tells(
  unit: SetUnit,
  { only, candidates }: Announcer,
  set: UnitSet,
  runs: (id: string) => boolean,
): string | null {
  const named = candidates.flatMap((candidate) => idOf(candidate, set) ?? []);
  const other = named.find((id) => id !== unit.id && runs(id));
  if (only) return other ?? null;
  const bound = unit.relations.some(({ how, unit: to }) => how === 'BindsTo' && to === other);
  return bound && other !== undefined ? other : unit.id;
}

const idOf = (candidate: Candidate, set: UnitSet): string | null =>
  candidate.kind === 'unit' ? candidate.name : (set.ofContainer(candidate.name)?.id ?? null);

function sayUnknown(unit: SetUnit, { candidates }: Announcer): void {
  const [likely] = candidates;
  unit.notes.say('decide', spanOfUnit(unit), 'G50a', {
    what: 'the announced unit',
    question:
      likely === undefined
        ? 'nothing tells of which unit it speaks; which Service takes its place?'
        : `${likely.name} does not run here; which Service takes its place?`,
  });
}
