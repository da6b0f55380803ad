import { readFile } from 'node:fs/promises';
import type { Decisions } from '../decision/options.ts';
import { readEtcdDump } from '../inventory/etcd-dump.ts';
import { readMachineList, readUnitList, WrongFleetList } from '../inventory/fleet-list.ts';
import type { Files } from '../inventory/inventory.ts';
import { EnvironmentError, reasonOf } from './environment-error.ts';
import { readFiles, readSupplied } from './read-files.ts';

/** The units of `paths` with `withGivenFiles`. */
export const readInput = async (paths: readonly string[], decisions: Decisions): Promise<Files> =>
  withGivenFiles(await readFiles(paths), decisions);

/**
 * What the options `dropins`, `files`, `etcd-dump`, `fleet-units` and `fleet-machines` add to the units. Throws
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

async function readFleet(decisions: Decisions): Promise<Pick<Files, 'fleetUnits' | 'machines'>> {
  const [units, machines] = [decisions.text('fleet-units'), decisions.text('fleet-machines')];
  const unitList = await readNamed(units);
  const machineList = await readNamed(machines);
  return {
    ...(units !== null &&
      unitList !== null && {
        fleetUnits: { path: units, units: listIn(units, () => readUnitList(unitList)) },
      }),
    ...(machines !== null &&
      machineList !== null && { machines: listIn(machines, () => readMachineList(machineList)) }),
  };
}

function listIn<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WrongFleetList) throw new WrongFleetList(`${file}: ${error.message}`);
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
