import type { Book } from '../finding/notes.ts';
import {
  fleetctlName,
  instanceOf,
  isRecognizedType,
  isTemplate,
  isUnitType,
  parseUnitName,
  templateOfInstance,
  type UnitName,
  whyNameRefused,
} from '../unit/name.ts';
import { byPath, tellSameName } from './dropins.ts';
import type { Files, FoundFile, GivenInstances } from './inventory.ts';

/** A unit, or a template, and the file that holds its text. */
export interface NamedText {
  readonly name: UnitName;
  readonly file: FoundFile;
  /** The text is that of the unit's template. */
  readonly fromTemplate: boolean;
}

/** All names that have a text, by full name: files, then links, then given instances (mapping B21). */
export function namedTexts(
  files: Files,
  given: readonly GivenInstances[],
  book: Book,
): ReadonlyMap<string, NamedText> {
  const texts = new Map<string, NamedText>();
  for (const file of files.units.toSorted(byPath)) addFile(texts, file, book);
  const links = files.links.filter((link) => !texts.has(link.name)).toSorted(byPath);
  const targets = new Map(links.map(({ name, target }) => [name, target]));
  for (const link of links) addLink(texts, link, targets, book);
  for (const instances of given) addInstances(texts, instances, book);
  return texts;
}

function addFile(texts: Map<string, NamedText>, file: FoundFile, book: Book): void {
  const name = nameOfFile(file, book);
  if (name === null) return;
  const notes = book.of(name.full);
  const start = { file: file.path, start: 0, end: 0 };
  const known = texts.get(name.full);
  if (known === undefined) {
    texts.set(name.full, { name, file, fromTemplate: false });
    if (!isRecognizedType(name)) notes.say('type-not-loaded', start, 'A01', { type: name.type });
  } else tellSameName(file, known.file, book, name.full);
}

/** null: fleet refuses the name, which is said. */
function nameOfFile(file: FoundFile, book: Book): UnitName | null {
  const written = parseUnitName(file.name);
  const isUnit = written !== null && isUnitType(written.type);
  const full = isUnit ? file.name : fleetctlName(file.name);
  const start = { file: file.path, start: 0, end: 0 };
  const why = whyNameRefused(full);
  const name = parseUnitName(full);
  if (why !== null || name === null) {
    book.of(full).say('bad-unit-name', start, 'A01', { name: full, why: why ?? 'no suffix' });
    return null;
  }
  if (!isUnit) book.of(full).say('assumed-service', start, 'A03', { name: full });
  return name;
}

/** Links from one name to another: an instance of a template, or the same text under another name. */
function addLink(
  texts: Map<string, NamedText>,
  { name: full, target }: Files['links'][number],
  targets: ReadonlyMap<string, string>,
  book: Book,
): void {
  const name = parseUnitName(full);
  const why = whyNameRefused(full);
  if (name === null || why !== null) {
    book.of(full).say('bad-unit-name', null, 'A01', { name: full, why: why ?? 'no suffix' });
    return;
  }
  const found = followLinks(texts, target, targets);
  if (found === null) book.of(full).say('dangling-link', null, 'B20', { name: full, target });
  else if (!texts.has(full)) {
    const fromTemplate = templateOfInstance(name) === found.name.full || found.fromTemplate;
    texts.set(full, { name, file: found.file, fromTemplate });
  }
}

/** The text at the end of a row of links; null: there is none. */
export function followLinks<T>(
  texts: ReadonlyMap<string, T>,
  target: string,
  targets: ReadonlyMap<string, string>,
): T | null {
  const seen = new Set<string>();
  for (let at: string | undefined = target; at !== undefined && !seen.has(at); ) {
    const text = texts.get(at);
    if (text !== undefined) return text;
    seen.add(at);
    at = targets.get(at);
  }
  return null;
}

/** `--instances`; an instance that has a file of its own keeps it. */
function addInstances(
  texts: Map<string, NamedText>,
  { template, instances }: GivenInstances,
  book: Book,
): void {
  const text = texts.get(template);
  if (text === undefined || !isTemplate(text.name)) {
    book.of(null).say('unknown-template', null, 'B20', { template });
    return;
  }
  for (const instance of instances) {
    const name = instanceOf(text.name, instance);
    const why = whyNameRefused(name.full);
    if (why !== null)
      book.of(name.full).say('bad-unit-name', null, 'A01', { name: name.full, why });
    else if (!texts.has(name.full))
      texts.set(name.full, { name, file: text.file, fromTemplate: true });
  }
}

/** Templates that no name is an instance of (mapping B20). */
export function bareTemplatesOf(texts: ReadonlyMap<string, NamedText>): ReadonlySet<string> {
  const used = new Set([...texts.values()].map(({ name }) => templateOfInstance(name)));
  return new Set(
    [...texts.values()]
      .filter(({ name }) => isTemplate(name) && !used.has(name.full))
      .map(({ name }) => name.full),
  );
}
