import { readFile } from 'node:fs/promises';
import type { Decisions } from '../decision/options.ts';
import { readEtcdDump } from '../inventory/etcd-dump.ts';
import { readMachineList, readUnitList, WrongFleetList } from '../inventory/fleet-list.ts';
import type { Files } from '../inventory/inventory.ts';
import { EnvironmentError, reasonOf } from './environment-error.ts';
import { askFleet } from './fleet-api.ts';
import { readFiles, readSupplied } from './read-files.ts';

/** The units of `paths`, or of the live fleet alone where none are named, with `withGivenFiles`. */
export async function readInput(paths: readonly string[], decisions: Decisions): Promise<Files> {
  const isOnlyFleet = paths.length === 0 && decisions.text('fleet') !== null;
  return withGivenFiles(isOnlyFleet ? NO_FILES : await readFiles(paths), decisions);
}

const NO_FILES: Files = { units: [], dropins: [], links: [], supplied: new Map() };

/**
 * What the options `dropins`, `files`, `etcd-dump`, `fleet`, `fleet-units` and `fleet-machines` add to the units. Throws
 * `EnvironmentError`, `WrongEtcdDump`, `WrongFleetList`.
 */
export async function withGivenFiles(files: Files, decisions: Decisions): Promise<Files> {
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
    ...(await readFleet(decisions)),
  };
}

/** Lists that are named count before what a live fleet says. */
async function readFleet(decisions: Decisions): Promise<Pick<Files, 'fleetUnits' | 'machines'>> {
  const [units, machines] = await Promise.all([
    readList('units', decisions.text('fleet-units'), decisions.text('fleet')),
    readList('machines', decisions.text('fleet-machines'), decisions.text('fleet')),
  ]);
  return {
    ...(units !== null && {
      fleetUnits: { path: units.path, units: listIn(units, readUnitList) },
    }),
    ...(machines !== null && { machines: listIn(machines, readMachineList) }),
  };
}

interface List {
  /** As shown in findings. */
  readonly path: string;
  readonly text: string;
}

async function readList(
  kind: 'units' | 'machines',
  file: string | null,
  endpoint: string | null,
): Promise<List | null> {
  const text = await readNamed(file);
  if (file !== null && text !== null) return { path: file, text };
  return endpoint === null ? null : { path: 'fleet', text: await askFleet(endpoint, kind) };
}

function listIn<T>({ path, text }: List, read: (text: string) => T): T {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof WrongFleetList) throw new WrongFleetList(`${path}: ${error.message}`);
    throw error;
  }
}

/** null: no file was named. */
async function readNamed(file: string | null): Promise<string | null> {
  if (file === null) return null;
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new EnvironmentError(`cannot read ${file}: ${reasonOf(error)}`);
  });
}
