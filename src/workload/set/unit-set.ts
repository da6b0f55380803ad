import type { Placement } from '../../dialect/fleet/placement.ts';
import type { UnitFacts } from '../../dialect/role.ts';
import type { Fact, FactOf } from '../../fact/fact.ts';
import type { RelationKind, Slot } from '../../fact/slots.ts';
import type { Token } from '../../finding/account.ts';
import type { Book, Notes } from '../../finding/notes.ts';
import type { DesiredState, FleetMachine, Inventory } from '../../inventory/inventory.ts';
import type { UnitName } from '../../unit/name.ts';
import { containerNamesOf, shapeOf, type UnitShape } from '../container/unit-shape.ts';

/** One unit of the set, with what its relations are decided from. */
export interface SetUnit {
  readonly facts: UnitFacts;
  /** Full name. */
  readonly id: string;
  readonly name: UnitName;
  readonly placement: Placement;
  /** What fleet was told to do with it; null: there is no list of the fleet, or it is not on it (mapping B16). */
  readonly desired: DesiredState | null;
  readonly shape: UnitShape;
  readonly notes: Notes;
  /** What it says of others: its own directives only. */
  readonly relations: readonly SaidRelation[];
}

export interface SaidRelation {
  readonly how: RelationKind;
  readonly unit: string;
  readonly token: Token;
  readonly rule: string;
}

/** A relation as seen from the unit that needs the other, whoever said it: `Before=` and `WantedBy=` are turned round. */
export interface Need {
  readonly how: RelationKind;
  readonly from: string;
  readonly to: string;
}

/** All units that are read, found through indexes. */
export interface UnitSet {
  /** Sorted by name. */
  readonly units: readonly SetUnit[];
  get(id: string): SetUnit | null;
  /** The unit that makes a container of this docker name. */
  ofContainer(name: string): SetUnit | null;
  /** Units that take the volumes of that container (`--volumes-from`). */
  usersOfVolumes(container: string): readonly SetUnit[];
  needsOf(id: string): readonly Need[];
  needersOf(id: string): readonly Need[];
  /**
   * Whether anything starts it (mapping B16): fleet, when its desired state is `launched`; when it is `loaded`, a started unit
   * that wants it or activates it. Without a list of the fleet all units count as launched.
   */
  isStarted(unit: SetUnit): boolean;
  /** Of a list of the fleet; empty where there is none. */
  readonly machines: readonly FleetMachine[];
}

/** Relations by which a unit starts another one. */
export const STARTS: readonly RelationKind[] = ['Wants', 'Requires', 'BindsTo', 'Upholds'];

/** Types of units that start the service of their name. */
const ACTIVATORS = ['socket', 'timer', 'path'];

export function unitSetOf(
  units: readonly UnitFacts[],
  placements: ReadonlyMap<string, Placement>,
  { desired, machines }: Pick<Inventory, 'desired' | 'machines'>,
  book: Book,
): UnitSet {
  const all = units
    .map((facts) => setUnit(facts, placements, desired, book))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const byId = new Map(all.map((unit) => [unit.id, unit]));
  const byContainer = new Map<string, SetUnit>();
  for (const unit of all)
    for (const name of containerNamesOf(unit.facts))
      if (!byContainer.has(name)) byContainer.set(name, unit);
  const volumeUsers = new Map<string, SetUnit[]>();
  for (const unit of all) for (const name of volumesFromOf(unit)) push(volumeUsers, name, unit);
  const needs = new Map<string, Need[]>();
  const needers = new Map<string, Need[]>();
  for (const need of all.flatMap(needsSaidBy)) {
    push(needs, need.from, need);
    push(needers, need.to, need);
  }
  const set = {
    units: all,
    get: (id: string) => byId.get(id) ?? null,
    ofContainer: (name: string) => byContainer.get(name) ?? null,
    usersOfVolumes: (container: string) => volumeUsers.get(container) ?? [],
    needsOf: (id: string) => needs.get(id) ?? [],
    needersOf: (id: string) => needers.get(id) ?? [],
  };
  const started = startedOf(set);
  return { ...set, isStarted: ({ id }) => started.has(id), machines: machines ?? [] };
}

/** Units that fleet starts, and all `loaded` ones that they start. */
function startedOf({
  units,
  get,
  needsOf,
}: Pick<UnitSet, 'units' | 'get' | 'needsOf'>): ReadonlySet<string> {
  const first = units.filter(({ desired }) => desired === null || desired === 'launched');
  const started = new Set(first.map(({ id }) => id));
  // The loop sees what is added on the way.
  for (const id of started) {
    const name = get(id)?.name;
    const wanted = needsOf(id).flatMap(({ how, to }) => (STARTS.includes(how) ? [to] : []));
    const activates = name !== undefined && ACTIVATORS.includes(name.type);
    const activated = activates ? [`${name.base}.service`] : [];
    for (const other of [...wanted, ...activated])
      if (get(other)?.desired === 'loaded') started.add(other);
  }
  return started;
}

function setUnit(
  facts: UnitFacts,
  placements: ReadonlyMap<string, Placement>,
  desired: Inventory['desired'],
  book: Book,
): SetUnit {
  const id = facts.unit.name.full;
  return {
    facts,
    id,
    name: facts.unit.name,
    placement: placements.get(id) ?? NOWHERE_SPECIAL,
    desired: desired?.get(id) ?? null,
    shape: shapeOf(facts),
    notes: book.of(id),
    relations: saidAll(facts, 'unit.relation').map(({ value, token, rule }) => ({
      ...value,
      token,
      rule,
    })),
  };
}

/** Placement of a unit without `[X-Fleet]`. */
const NOWHERE_SPECIAL: Placement = {
  global: false,
  machineId: null,
  metadata: new Map(),
  machineKeys: new Set(),
  metadataTokens: [],
  peers: [],
  conflicts: [],
  replaces: [],
  refused: false,
};

function needsSaidBy(unit: SetUnit): readonly Need[] {
  const own = unit.relations.map(({ how, unit: other }) =>
    how === 'Before'
      ? { how: 'After' as const, from: other, to: unit.id }
      : { how, from: unit.id, to: other },
  );
  const installed = saidAll(unit.facts, 'install.wanted-by').map(({ value }) => ({
    how: HOW_INSTALLED[value.how],
    from: value.unit,
    to: unit.id,
  }));
  return [...own, ...installed];
}

const HOW_INSTALLED = {
  WantedBy: 'Wants',
  RequiredBy: 'Requires',
  UpheldBy: 'Upholds',
} as const satisfies Record<string, RelationKind>;

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function volumesFromOf(unit: SetUnit): ReadonlySet<string> {
  return new Set(
    containerFactsOf(unit, 'container.volumes-from').map(({ value }) => value.container.text),
  );
}

/** Facts in one slot of all containers that the unit's lines define. */
export function containerFactsOf<S extends Slot>(unit: SetUnit, slot: S): readonly FactOf<S>[] {
  return unit.facts.steps.flatMap(({ roles }) =>
    roles.flatMap((role) => (role.kind === 'container' ? inSlot(role.facts, slot) : [])),
  );
}

/** Those facts of a list that are in one slot, in order. */
export function inSlot<S extends Slot>(facts: readonly Fact[], slot: S): readonly FactOf<S>[] {
  return facts.filter((fact) => fact.slot === slot) as readonly unknown[] as readonly FactOf<S>[];
}

/** Every fact of a unit's directives in one slot, in order. */
export function saidAll<S extends Slot>(facts: UnitFacts, slot: S): readonly FactOf<S>[] {
  return inSlot(facts.facts, slot);
}

/** The last fact of a unit's directives in one slot: the one that counts. */
export function saidLast<S extends Slot>(facts: UnitFacts, slot: S): FactOf<S> | null {
  return saidAll(facts, slot).at(-1) ?? null;
}
