import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Files, FoundFile } from '../inventory/inventory.ts';
import { decodeBytes } from '../source/bytes.ts';
import { createSource } from '../source/source.ts';
import { EnvironmentError, reasonOf } from './environment-error.ts';
import { isDropinFile, isUnitFile, isWalkedInto, LARGEST_FILE } from './read-files.ts';

const run = promisify(execFile);
const SYMLINK = '120000';

interface TreeEntry {
  readonly mode: string;
  readonly hash: string;
  readonly size: number;
  readonly path: string;
}

/** `git:REV` or `git:REV:PATH`, the path from the top of the repository; null: not a git revision. */
export function readGitName(
  text: string,
): { readonly revision: string; readonly path: string } | null {
  if (!text.startsWith('git:')) return null;
  const [revision = '', ...rest] = text.slice('git:'.length).split(':');
  const below = path.posix.normalize(rest.join(':')).replace(/\/$/, '');
  return { revision, path: below === '.' ? '' : below };
}

/** Where that path of the repository is in the working tree, from here. Throws `EnvironmentError`. */
export async function inWorkingTree(below: string): Promise<string> {
  const { stdout } = await git(['rev-parse', '--show-toplevel']);
  const top = stdout.toString('utf8').replace(/\n$/, '');
  return path.relative(process.cwd(), path.join(top, below)) || '.';
}

/**
 * Units of a revision, read through the `git` program and never checked out. Paths are shown as `REV:PATH`. Throws
 * `EnvironmentError` when git is missing, this is no repository, or the revision does not exist.
 */
export async function readRevision(revision: string, below: string): Promise<Files> {
  const tree = await listTree(revision, below);
  const wanted = tree.filter((entry) => isWalked(entry.path, below) && isWanted(entry.path));
  const contents = await readBlobs(wanted.map((entry) => entry.hash));
  const units: FoundFile[] = [];
  const dropins: FoundFile[] = [];
  const links: { path: string; name: string; target: string }[] = [];
  for (const entry of wanted) {
    const bytes = contents.get(entry.hash) ?? new Uint8Array();
    const name = path.posix.basename(entry.path);
    const target = path.posix.basename(decodeBytes(bytes));
    if (entry.mode === SYMLINK && isUnitFile(target))
      links.push({ path: entry.path, name, target });
    else (isDropinFile(entry.path) ? dropins : units).push(foundFile(entry, bytes));
  }
  return { roots: [below], units, dropins, links, supplied: new Map() };
}

/** As in a directory. */
const isWalked = (file: string, below: string): boolean =>
  file === below ||
  path.posix.relative(below, path.posix.dirname(file)).split('/').every(isWalkedInto);

const isWanted = (file: string): boolean => isUnitFile(file) || isDropinFile(file);

function foundFile(entry: TreeEntry, bytes: Uint8Array): FoundFile {
  const parts = entry.path.split('/');
  const name = isDropinFile(entry.path) ? parts.slice(-2).join('/') : (parts.at(-1) ?? '');
  const tooLarge = entry.size > LARGEST_FILE;
  return {
    path: entry.path,
    name,
    source: createSource(entry.path, tooLarge ? '' : decodeBytes(bytes)),
    unreadable: tooLarge ? 'too-large' : bytes.includes(0) ? 'nul-bytes' : null,
  };
}

async function listTree(revision: string, below: string): Promise<readonly TreeEntry[]> {
  const pathspec = below === '' ? [] : ['--', below];
  const list = ['ls-tree', '-r', '-z', '--long', '--full-tree', `${revision}^{tree}`];
  const { stdout } = await git([...list, ...pathspec]).catch((error: unknown) => {
    if (!/not a valid object name/i.test(reasonOf(error))) throw error;
    throw new EnvironmentError(`this repository has no revision ${revision}`);
  });
  return stdout
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, mode = '', hash = '', size = '0', file = ''] =
        /^(\d+) blob (\w+)\s+(\d+)\t(.*)$/s.exec(line) ?? [];
      return file === '' ? [] : [{ mode, hash, size: Number(size), path: file }];
    });
}

/** All blobs in one `git cat-file --batch`. */
async function readBlobs(hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  if (hashes.length === 0) return contents;
  const { stdout } = await git(['cat-file', '--batch'], `${hashes.join('\n')}\n`);
  let at = 0;
  for (const hash of hashes) {
    const end = stdout.indexOf(10, at);
    const size = Number(stdout.subarray(at, end).toString('utf8').split(' ')[2]);
    contents.set(hash, stdout.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}

async function git(args: readonly string[], input?: string): Promise<{ stdout: Buffer }> {
  // Its sentences are looked at.
  const env = { ...process.env, LC_ALL: 'C' };
  const running = run('git', args, { encoding: 'buffer', maxBuffer: 1 << 30, env });
  if (input !== undefined) running.child.stdin?.end(input);
  return running.catch((error: NodeJS.ErrnoException & { stderr?: Buffer }) => {
    if (error.code === 'ENOENT') throw new EnvironmentError('the program git is not installed');
    const said = error.stderr?.toString('utf8').trim().split('\n').at(-1) ?? error.message;
    throw new EnvironmentError(`git ${args[0]}: ${said.replace(/^fatal: /, '')}`);
  });
}
