import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Files, FoundFile } from '../inventory/inventory.ts';
import { decodeBytes } from '../source/bytes.ts';
import { createSource } from '../source/source.ts';
import { EnvironmentError, reasonOf } from './environment-error.ts';

/** mapping: issue bar; a unit of that size is a mistake, and fleet's etcd refuses it anyway. */
export const LARGEST_FILE = 10 * 1024 * 1024;

/** What systemd and fleet call a unit (mapping A01). */
const UNIT_FILE =
  /\.(service|socket|timer|path|device|mount|automount|target|slice|scope|swap|snapshot|busname)$/;
const DROPIN_DIRECTORY = /\.d$/;

/** Hidden directories hold no units that are meant. */
export const isWalkedInto = (directory: string): boolean =>
  !directory.startsWith('.') && directory !== 'node_modules';

export const isUnitFile = (file: string): boolean => UNIT_FILE.test(file);

/** `…/web.service.d/10-memory.conf` */
export function isDropinFile(file: string): boolean {
  const [directory = '', name = ''] = file.split('/').slice(-2);
  return name.endsWith('.conf') && isDropinDirectory(directory);
}

/** `web.service.d`, `web@.service.d`, and `service.d`, which is for all services (mapping D13-01). */
const isDropinDirectory = (name: string): boolean =>
  DROPIN_DIRECTORY.test(name) && UNIT_FILE.test(`.${name.slice(0, -2)}`);

interface Collected {
  readonly roots: string[];
  readonly units: FoundFile[];
  readonly dropins: FoundFile[];
  readonly links: { path: string; name: string; target: string }[];
}

/**
 * Reads what the user named. A directory is walked, hidden ones and `node_modules` apart; a file that is named itself is
 * read whatever it is called. Throws `EnvironmentError` when something named is not there or cannot be read.
 */
export async function readFiles(paths: readonly string[]): Promise<Files> {
  const collected: Collected = { roots: [], units: [], dropins: [], links: [] };
  for (const named of paths.length > 0 ? paths : ['.']) await readNamed(named, collected);
  return {
    roots: collected.roots,
    units: sortedByPath(collected.units),
    dropins: sortedByPath(collected.dropins),
    links: collected.links.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    supplied: new Map(),
  };
}

async function readNamed(named: string, into: Collected): Promise<void> {
  const info = await stat(named).catch((error: unknown) => {
    throw new EnvironmentError(`cannot read ${named}: ${reasonOf(error)}`);
  });
  into.roots.push(slashes(info.isDirectory() ? named : path.dirname(named)));
  if (info.isDirectory()) await walk(named, into);
  else if (await linkInto(named, path.basename(named), into)) return;
  else into.units.push(await readOne(named, path.basename(named)));
}

async function walk(directory: string, into: Collected): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw new EnvironmentError(`cannot read ${directory}: ${reasonOf(error)}`);
  });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    await visit(directory, entry, into);
}

async function visit(directory: string, entry: Dirent, into: Collected): Promise<void> {
  const full = path.join(directory, entry.name);
  if (entry.isDirectory()) {
    if (!isWalkedInto(entry.name)) return;
    if (isDropinDirectory(entry.name)) await readDropins(full, entry.name, into);
    else await walk(full, into);
  } else if (UNIT_FILE.test(entry.name)) {
    if (entry.isSymbolicLink() && (await linkInto(full, entry.name, into))) return;
    into.units.push(await readOne(full, entry.name));
  }
}

/** A link from one unit name to another: an instance of a template, or an alias. */
async function linkInto(full: string, name: string, into: Collected): Promise<boolean> {
  if (!(await lstat(full)).isSymbolicLink()) return false;
  const target = path.basename(await readlink(full));
  if (!UNIT_FILE.test(target) || target === name) return false;
  into.links.push({ path: slashes(full), name, target });
  return true;
}

async function readDropins(directory: string, name: string, into: Collected): Promise<void> {
  for (const file of (await readdir(directory)).filter((f) => f.endsWith('.conf')).sort())
    into.dropins.push(await readOne(path.join(directory, file), `${name}/${file}`));
}

async function readOne(full: string, name: string): Promise<FoundFile> {
  const shown = slashes(full);
  const unread = (unreadable: FoundFile['unreadable']): FoundFile => ({
    path: shown,
    name,
    source: createSource(shown, ''),
    unreadable,
  });
  try {
    const info = await stat(full);
    if (!info.isFile()) return unread('no-file');
    if (info.size > LARGEST_FILE) return unread('too-large');
    const bytes = await readFile(full);
    const unreadable = bytes.includes(0) ? 'nul-bytes' : null;
    return { path: shown, name, source: createSource(shown, decodeBytes(bytes)), unreadable };
  } catch (error) {
    if (await isBrokenLink(full, error)) return unread('broken-link');
    throw new EnvironmentError(`cannot read ${full}: ${reasonOf(error)}`);
  }
}

async function isBrokenLink(full: string, error: unknown): Promise<boolean> {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return (code === 'ENOENT' || code === 'ELOOP') && (await lstat(full)).isSymbolicLink();
}

/**
 * Files that units name, by the path they have on the machine: everything below `--option files=DIR`. Throws
 * `EnvironmentError`.
 */
export async function readSupplied(directory: string): Promise<ReadonlyMap<string, string>> {
  const supplied = new Map<string, string>();
  const entries = await readdir(directory, { withFileTypes: true, recursive: true }).catch(
    (error: unknown) => {
      throw new EnvironmentError(`cannot read ${directory}: ${reasonOf(error)}`);
    },
  );
  for (const entry of entries.filter((e) => e.isFile())) {
    const full = path.join(entry.parentPath, entry.name);
    supplied.set(`/${slashes(path.relative(directory, full))}`, decodeBytes(await readFile(full)));
  }
  return supplied;
}

const slashes = (file: string): string => path.normalize(file).split(path.sep).join('/');

const sortedByPath = (files: readonly FoundFile[]): readonly FoundFile[] =>
  files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
