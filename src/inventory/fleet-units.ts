import type { Book } from '../finding/notes.ts';
import { createSource } from '../source/source.ts';
import { fleetctlName, isRecognizedType, parseUnitName, templateOfInstance } from '../unit/name.ts';
import { shownHash } from '../unit/shown-hash.ts';
import type { Unit } from '../unit/unit.ts';
import { byPath } from './dropins.ts';
import type { Files, FleetList, FleetUnit, FoundFile, GivenInstances } from './inventory.ts';
import { followLinks } from './named-texts.ts';

/** Files and instances, once a list of the fleet is looked at. */
export interface KnownTexts {
  /** Files, and texts of the registry in place of files that differ. */
  readonly units: readonly FoundFile[];
  /** Instances that the fleet has, with the text of their template. */
  readonly instances: readonly GivenInstances[];
}

/**
 * mapping B20, B21: the text of a unit in the registry counts before the file of its name, and both before those of its
 * template. A file whose text is the one in the registry stays, so that findings point into it.
 */
export function knownTexts({ units, links, fleetUnits }: Files, book: Book): KnownTexts {
  if (fleetUnits === undefined) return { units, instances: [] };
  const merging: Merging = {
    list: fleetUnits,
    texts: textsByName(units, links),
    stored: new Map(),
    instances: [],
  };
  for (const unit of templatesFirst(fleetUnits.units)) add(unit, merging, book);
  const { stored, instances } = merging;
  return {
    units: [...units.filter((file) => !stored.has(nameOfFile(file))), ...stored.values()],
    instances,
  };
}

/** Of several files with one name the first by path; a link has the text that it leads to. */
function textsByName(units: readonly FoundFile[], links: Files['links']): Map<string, FoundFile> {
  const texts = new Map<string, FoundFile>();
  for (const file of units.toSorted(byPath).toReversed()) texts.set(nameOfFile(file), file);
  const targets = new Map(links.map(({ name, target }) => [name, target]));
  for (const [name, target] of targets) {
    const file = followLinks(texts, target, targets);
    if (file !== null && !texts.has(name)) texts.set(name, file);
  }
  return texts;
}

interface Merging {
  readonly list: FleetList;
  /** By full name. */
  readonly texts: Map<string, FoundFile>;
  /** Those of them that are the registry's. */
  readonly stored: Map<string, FoundFile>;
  readonly instances: GivenInstances[];
}

/** An instance may have the text of its template. */
function templatesFirst(units: readonly FleetUnit[]): readonly FleetUnit[] {
  const rank = ({ name }: FleetUnit): string =>
    `${instanceOf(name)?.instance === '' ? 0 : 1}${name}`;
  return units.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function add(unit: FleetUnit, merging: Merging, book: Book): void {
  const { list, texts, instances } = merging;
  const { name, text } = unit;
  const own = texts.get(name);
  const { template = '', instance = '' } = instanceOf(name) ?? {};
  const model = own ?? texts.get(template);
  const isModel = model !== undefined && hasText(model, unit);
  if (text !== null && !isModel) takeStored(name, text, merging, book);
  else if (model === undefined)
    book.of(name).say('unit-without-text', null, 'B20', { name, list: list.path });
  else {
    if (!isModel)
      book.of(name).say('other-text-in-fleet', startOf(model), 'A27', { name, list: list.path });
    if (own === undefined) instances.push({ template, instances: [instance] });
  }
}

function takeStored(
  name: string,
  text: string,
  { list, texts, stored }: Merging,
  book: Book,
): void {
  const file = texts.get(name);
  if (file !== undefined)
    book.of(name).say('registry-counts', startOf(file), 'B21', { name, list: list.path });
  const path = `${list.path}:${name}`;
  const found = { path, name, source: createSource(path, text), unreadable: null };
  texts.set(name, found);
  stored.set(name, found);
}

function instanceOf(full: string): { readonly template: string; readonly instance: string } | null {
  const name = parseUnitName(full);
  if (name === null || name.instance === null) return null;
  return { template: templateOfInstance(name) ?? full, instance: name.instance };
}

/** The name that fleetctl gives the file (mapping A03). */
const nameOfFile = ({ name }: FoundFile): string =>
  parseUnitName(name) === null ? fleetctlName(name) : name;

/** Whether the file has the text that the registry holds, as far as the list says. */
function hasText({ source }: FoundFile, { text, hash }: FleetUnit): boolean {
  if (text !== null) return shownHash(source.text) === shownHash(text);
  return hash === null || (shownHash(source.text)?.startsWith(hash) ?? false);
}

const startOf = ({ path }: Pick<FoundFile, 'path'>) => ({ file: path, start: 0, end: 0 });

/** Says which units the fleet does not know. A template need not be there when its instances are. */
export function tellUnknown(units: readonly Unit[], list: FleetList, book: Book): void {
  const known = new Set(list.units.map(({ name }) => name));
  for (const { name, file, state } of units)
    if (state === 'readable' && isRecognizedType(name) && !known.has(name.full))
      book.of(name.full).say('not-in-fleet', startOf({ path: file }), 'B16', {
        name: name.full,
        list: list.path,
      });
}
