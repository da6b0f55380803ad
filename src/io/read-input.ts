import { readFile } from 'node:fs/promises';
import type { Decisions } from '../decision/options.ts';
import { readEtcdDump } from '../inventory/etcd-dump.ts';
import type { Files } from '../inventory/inventory.ts';
import { EnvironmentError, reasonOf } from './environment-error.ts';
import { readFiles, readSupplied } from './read-files.ts';

/**
 * The units of `paths` and what the options `dropins`, `files` and `etcd-dump` add to them. Throws `EnvironmentError`,
 * `WrongEtcdDump`.
 */
export async function readInput(paths: readonly string[], decisions: Decisions): Promise<Files> {
  const files = await readFiles(paths);
  const dropins = decisions.text('dropins');
  const supplied = decisions.text('files');
  const more = dropins === null ? null : await readFiles([dropins]);
  return {
    ...files,
    dropins: [
      ...files.dropins,
      ...(more?.dropins ?? []).map((file) => ({ ...file, isPointedAt: true })),
    ],
    supplied: supplied === null ? files.supplied : await readSupplied(supplied),
    etcd: readEtcdDump((await readNamed(decisions.text('etcd-dump'))) ?? ''),
  };
}

/** null: no file was named. */
async function readNamed(file: string | null): Promise<string | null> {
  if (file === null) return null;
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new EnvironmentError(`cannot read ${file}: ${reasonOf(error)}`);
  });
}
