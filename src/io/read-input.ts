import { readFile } from 'node:fs/promises';
import type { Decisions } from '../decision/options.ts';
import type { Files } from '../inventory/inventory.ts';
import { EnvironmentError, reasonOf } from './environment-error.ts';
import { readFiles, readSupplied } from './read-files.ts';

/** The units of `paths` and what the options `dropins` and `files` add to them. Throws `EnvironmentError`. */
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
  };
}

/** Text of the file that `--option etcd-dump` names, or null. Throws `EnvironmentError`. */
export async function readEtcdDump(decisions: Decisions): Promise<string | null> {
  const file = decisions.text('etcd-dump');
  if (file === null) return null;
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new EnvironmentError(`cannot read ${file}: ${reasonOf(error)}`);
  });
}
