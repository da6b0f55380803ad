import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EnvironmentError, reasonOf } from './environment-error.ts';

/** One file to write, its path relative to the output directory. `private`: mode 0600. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
  readonly private: boolean;
}

/** Lists what an earlier run wrote, so that this run can take away what is no longer made, and nothing else. */
const LIST = '.fleetlift-files';

/**
 * Makes `directory` hold these files. Files of an earlier run that are not among them are removed; files of others stay,
 * and are never overwritten unless an earlier run wrote them. Throws `EnvironmentError`.
 */
export async function writeOutput(directory: string, files: readonly OutputFile[]): Promise<void> {
  try {
    await makeDirectory(directory);
    const earlier = await readList(directory);
    await refuseForeign(directory, files, earlier);
    const now = new Set(files.map((f) => f.path));
    await writeList(directory, [...earlier, ...now]);
    for (const file of files) await writeOne(directory, file);
    for (const stale of earlier)
      if (!now.has(stale)) await rm(path.join(directory, stale), { force: true });
    await writeList(directory, [...now]);
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    throw new EnvironmentError(`cannot write to ${directory}: ${reasonOf(error)}`);
  }
}

async function readList(directory: string): Promise<ReadonlySet<string>> {
  const text = await readFile(path.join(directory, LIST), 'utf8').catch(() => '');
  return new Set(text.split('\n').filter((name) => name !== '' && path.basename(name) === name));
}

/** Written before the files, with the old names, and again after: a run that is killed in between loses track of nothing. */
async function writeList(directory: string, names: readonly string[]): Promise<void> {
  const lines = [...new Set(names)].sort().map((name) => `${name}\n`);
  await writeFile(path.join(directory, LIST), lines.join(''));
}

async function refuseForeign(
  directory: string,
  files: readonly OutputFile[],
  earlier: ReadonlySet<string>,
): Promise<void> {
  const there = new Set(await readdir(directory));
  const foreign = files.filter((f) => there.has(f.path) && !earlier.has(f.path)).map((f) => f.path);
  if (foreign.length > 0)
    throw new EnvironmentError(
      `${directory} already has ${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? '…' : ''}, not written by fleetlift: choose an empty directory`,
    );
}

async function writeOne(
  directory: string,
  { path: name, text, private: secret }: OutputFile,
): Promise<void> {
  const full = path.join(directory, name);
  if (secret) await rm(full, { force: true });
  await writeFile(full, text, { mode: secret ? 0o600 : 0o666 });
}

/** Writes one file that the user named; its directory has to be there. Throws `EnvironmentError`. */
export async function writeNamed(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw new EnvironmentError(`cannot write ${file}: ${reasonOf(error)}`);
  });
}

/** Not `mkdir` with `recursive`: below /proc, where nothing can be made, Node 20 tries for ever. */
async function makeDirectory(directory: string): Promise<void> {
  const parent = path.dirname(directory);
  await mkdir(directory).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST' && (await stat(directory)).isDirectory()) return;
    if (error.code !== 'ENOENT' || parent === directory) throw error;
    await stat(parent).then(
      () => {
        throw error;
      },
      () => makeDirectory(parent),
    );
    await mkdir(directory);
  });
}
