import type { Book } from '../finding/notes.ts';
import type { Source } from '../source/source.ts';
import type { DropinText } from '../unit/dropin-text.ts';
import { isTemplate } from '../unit/name.ts';
import type { Unit } from '../unit/unit.ts';
import { type ReadOptions, readUnitText, type UnitText } from '../unit/unit-text.ts';
import { expandFleetOptions, splitFleetOptions } from '../unit/xfleet-values.ts';
import { type Dropins, openDropins } from './dropins.ts';
import { knownTexts, tellUnknown } from './fleet-units.ts';
import type { Files, FleetList, FoundFile, GivenInstances, Inventory } from './inventory.ts';
import { bareTemplatesOf, type NamedText, namedTexts } from './named-texts.ts';
import { unreadablePlace } from './unreadable-place.ts';

/**
 * Files → logical units (mapping phases 1–4): names, instances, both readings of each text, drop-ins. Says what the
 * readers noticed; the directives themselves are accounted for by those who translate them.
 */
export function readInventory(
  files: Files,
  given: readonly GivenInstances[],
  options: ReadOptions,
  book: Book,
): Inventory {
  const known = knownTexts(files, book);
  const all = { ...files, units: known.units };
  const texts = namedTexts(all, [...given, ...known.instances], book);
  const bare = bareTemplatesOf(texts);
  const dropins = openDropins(files.dropins, options, book);
  const read = openReader(options);
  const units: Unit[] = [];
  const bareTemplates: Unit[] = [];
  for (const named of sortedByName(texts.values())) {
    const isBare = bare.has(named.name.full);
    if (isTemplate(named.name) && !isBare) continue;
    const unit = unitOf(named, read(named.file), dropins, book);
    (isBare ? bareTemplates : units).push(unit);
  }
  dropins.tellUnused();
  if (files.fleetUnits !== undefined)
    tellUnknown([...units, ...bareTemplates], files.fleetUnits, book);
  return {
    units,
    bareTemplates,
    sources: sourcesOf({ ...files, units: [...files.units, ...known.units] }),
    places: placesOf(all),
    etcd: files.etcd ?? new Map(),
    desired: desiredOf(files.fleetUnits),
    machines: files.machines ?? null,
  };
}

const desiredOf = (list: FleetList | undefined): Inventory['desired'] =>
  list === undefined ? null : new Map(list.units.map(({ name, desired }) => [name, desired]));

function sortedByName(texts: Iterable<NamedText>): readonly NamedText[] {
  return [...texts].toSorted(({ name: a }, { name: b }) =>
    a.full < b.full ? -1 : a.full > b.full ? 1 : 0,
  );
}

/** Each file is read once, however many instances are made of it. */
function openReader(options: ReadOptions): (file: FoundFile) => UnitText {
  const known = new Map<FoundFile, UnitText>();
  return (file) => {
    const text = known.get(file) ?? readFound(file, options);
    known.set(file, text);
    return text;
  };
}

function readFound(file: FoundFile, options: ReadOptions): UnitText {
  const { unreadable, source } = file;
  if (unreadable === null) return readUnitText(source, options);
  const place = unreadablePlace(file);
  return {
    state: 'refused',
    directives: [],
    fleetOptions: [],
    fleetOptionsChecked: [],
    hash: '',
    remarks: [(notes) => notes.say('unreadable', place, 'D0-42', { why: unreadable })],
  };
}

function unitOf(
  { name, file, fromTemplate }: NamedText,
  text: UnitText,
  dropins: Dropins,
  book: Book,
): Unit {
  const own = dropins.of(name);
  const added = text.state === 'refused' ? [] : own;
  const appended = added.flatMap(({ fleetOptions }) => fleetOptions);
  const notes = book.of(name.full);
  for (const { remarks } of [text, ...added]) for (const remark of remarks) remark(notes);
  return {
    name,
    file: file.path,
    fromTemplate,
    directives: withDropins(text, added),
    fleetOptions: expandFleetOptions(
      splitFleetOptions([...text.fleetOptions, ...appended]),
      name.full,
    ),
    fleetOptionsChecked: splitFleetOptions([...text.fleetOptionsChecked, ...appended]),
    hash: text.hash,
    state: added.some(({ isRefused }) => isRefused) ? 'refused' : text.state,
  };
}

function withDropins(text: UnitText, added: readonly DropinText[]): Unit['directives'] {
  if (added.length === 0) return text.directives;
  return [...text.directives, ...added.flatMap(({ directives }) => directives)];
}

function sourcesOf({ units, dropins }: Files): ReadonlyMap<string, Source> {
  return new Map([...units, ...dropins].map(({ path, source }) => [path, source]));
}

function placesOf({ units, roots = [] }: Files): ReadonlyMap<string, string> {
  const prefixes = roots
    .map((root) => `${root.replace(/\/$/, '')}/`)
    .sort((a, b) => b.length - a.length);
  return new Map(
    units.map(({ path }) => {
      const prefix = prefixes.find((root) => path.startsWith(root)) ?? '';
      return [path, path.slice(prefix.length)];
    }),
  );
}
