import type { Book } from '../finding/notes.ts';
import { type DropinText, readDropinText } from '../unit/dropin-text.ts';
import { isTemplate, templateOfInstance, type UnitName } from '../unit/name.ts';
import type { ReadOptions } from '../unit/unit-text.ts';
import type { FoundFile } from './inventory.ts';
import { unreadablePlace } from './unreadable-place.ts';

/** The drop-ins of a set of units. */
export interface Dropins {
  /** Those of one unit, in the order in which systemd applies them (mapping D13-01). */
  of(name: UnitName): readonly DropinText[];
  /** Says what is to be said about those that no unit asked for. */
  tellUnused(): void;
}

export function openDropins(
  files: readonly FoundFile[],
  options: ReadOptions,
  book: Book,
): Dropins {
  const directories = byDirectory(files, book);
  const texts = new Map<FoundFile, DropinText>();
  const used = new Set<FoundFile>();
  const read = (file: FoundFile): DropinText => {
    const known = texts.get(file) ?? readOne(file, options);
    texts.set(file, known);
    used.add(file);
    return known;
  };
  return {
    of: (name) => (directories.size === 0 ? [] : filesFor(name, directories).map(read)),
    tellUnused: () => {
      for (const directory of directories.values())
        for (const file of directory.values()) if (!used.has(file)) tellUnused(file, book);
    },
  };
}

type Directories = ReadonlyMap<string, ReadonlyMap<string, FoundFile>>;

/** `web.service.d` → `10-x.conf` → file. Of two files of one name one that was pointed at counts, else the first by path. */
function byDirectory(files: readonly FoundFile[], book: Book): Directories {
  const directories = new Map<string, Map<string, FoundFile>>();
  for (const file of files.toSorted(byRank)) {
    const slash = file.name.indexOf('/');
    const directory = file.name.slice(0, slash);
    const known = directories.get(directory) ?? new Map<string, FoundFile>();
    directories.set(directory, known);
    const used = known.get(file.name.slice(slash + 1));
    if (used === undefined) known.set(file.name.slice(slash + 1), file);
    else tellSameName(file, used, book);
  }
  return directories;
}

const byRank = (a: FoundFile, b: FoundFile): number =>
  Number(b.isPointedAt ?? false) - Number(a.isPointedAt ?? false) || byPath(a, b);

export const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

/** Says that of two files with one name only `used` counts. */
export function tellSameName(file: FoundFile, used: FoundFile, book: Book, unit?: string): void {
  const notes = book.of(unit ?? null);
  const args = { name: unit ?? file.name, used: used.path };
  const related = [{ span: startOf(used), note: 'this one counts' }];
  if (used.isPointedAt === true && file.isPointedAt !== true) {
    const why = `${used.path} stands in for it`;
    notes.say('unused-dropin', startOf(file), 'D13-02', { name: file.name, why });
  } else if (used.source.text === file.source.text)
    notes.say('same-text', startOf(file), 'A01', args, related);
  else notes.say('same-name', startOf(file), 'A01', args, related);
}

const startOf = ({ path }: FoundFile) => ({ file: path, start: 0, end: 0 });

/** Of files with one name that of the more specific directory, in the order of their names. */
function filesFor(name: UnitName, directories: Directories): readonly FoundFile[] {
  const found = new Map<string, FoundFile>();
  for (const directory of directoriesOf(name))
    for (const [file, content] of directories.get(directory) ?? [])
      if (!found.has(file)) found.set(file, content);
  return [...found.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, content]) => content);
}

/** The most specific first: the unit's, its template's, those of its name cut at dashes, that of its type. */
function directoriesOf(name: UnitName): readonly string[] {
  const directories = [name.full];
  const template = templateOfInstance(name);
  if (template !== null) directories.push(template);
  for (const prefix of cutAtDashes(name.prefix)) {
    if (template !== null) directories.push(`${prefix}@${name.instance}.${name.type}`);
    const isInstance = template !== null || isTemplate(name);
    directories.push(isInstance ? `${prefix}@.${name.type}` : `${prefix}.${name.type}`);
  }
  return [...directories, name.type].map((directory) => `${directory}.d`);
}

/** `a-b-c` → `a-b-`, `a-` */
function cutAtDashes(prefix: string): readonly string[] {
  const cut: string[] = [];
  for (let dash = prefix.lastIndexOf('-'); dash > 0; dash = prefix.lastIndexOf('-', dash - 1))
    if (dash < prefix.length - 1) cut.push(prefix.slice(0, dash + 1));
  return cut;
}

function readOne(file: FoundFile, options: ReadOptions): DropinText {
  const { unreadable, isPointedAt: hasFleetSection = false } = file;
  if (unreadable === null) return readDropinText(file.source, { ...options, hasFleetSection });
  const place = unreadablePlace(file);
  return {
    directives: [],
    fleetOptions: [],
    remarks: [(notes) => notes.say('unreadable', place, 'D13-01', { why: unreadable })],
    isRefused: true,
  };
}

/** Daemons whose work the cluster does itself (mapping D13-03). */
const RETIRED: ReadonlyMap<string, string> = new Map([
  ['docker.service', 'the container runtime of the nodes'],
  ['etcd.service', "the cluster's own etcd"],
  ['etcd2.service', "the cluster's own etcd"],
  ['fleet.service', 'Kubernetes itself'],
]);

/** Settings of docker that containers depend on (mapping D13-03). */
const DAEMON_SETTING =
  /--insecure-registry|--registry-mirror|--dns(?:-search|-opt)?\b|--log-driver|\b(?:HTTPS?|NO)_PROXY\b/gi;

function tellUnused(file: FoundFile, book: Book): void {
  const unit = file.name.slice(0, file.name.indexOf('/')).replace(/\.d$/, '');
  const by = RETIRED.get(unit);
  const notes = book.of(null);
  if (by === undefined) {
    const why = `no unit here is called ${unit}`;
    notes.say('unused-dropin', startOf(file), 'D13-01', { name: file.name, why });
    return;
  }
  notes.say('retired', startOf(file), 'D13-03', { what: `the drop-in ${file.name}`, by });
  if (unit !== 'docker.service') return;
  for (const { 0: setting, index } of file.source.text.matchAll(DAEMON_SETTING)) {
    const span = { file: file.path, start: index, end: index + setting.length };
    notes.say('daemon-setting', span, 'D13-03', { setting, unit });
  }
}
