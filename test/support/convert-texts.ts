import { type Converted, convert } from '../../src/app/convert.ts';
import { KUBE_VERSIONS } from '../../src/decision/options.ts';
import { readDecisions } from '../../src/decision/read-options.ts';
import { readMachineList, readUnitList } from '../../src/inventory/fleet-list.ts';
import { readGivenInstances } from '../../src/inventory/given-instances.ts';
import type { Files, FoundFile } from '../../src/inventory/inventory.ts';
import { createSource } from '../../src/source/source.ts';

/** Command-line words as a manual or a case writes them: `--instances web@=1..3 --option wrap --kube-version 1.37`. */
export interface RunWords {
  readonly instances: readonly string[];
  readonly options: readonly string[];
  readonly kubeVersion: (typeof KUBE_VERSIONS)[number];
  readonly namespace: string | null;
  readonly keepUnresolved: boolean;
}

export function readRunWords(line: string): RunWords {
  const words = line.split(/\s+/).filter((word) => word !== '');
  const valuesOf = (flag: string): readonly string[] =>
    words.flatMap((word, i) => (words[i - 1] === flag ? [word] : []));
  const version = valuesOf('--kube-version')[0] ?? KUBE_VERSIONS[0];
  const known = KUBE_VERSIONS.find((v) => v === version);
  if (known === undefined) throw new Error(`no such version: ${version}`);
  return {
    instances: valuesOf('--instances'),
    options: valuesOf('--option'),
    kubeVersion: known,
    namespace: valuesOf('--namespace')[0] ?? null,
    keepUnresolved: words.includes('--keep-unresolved'),
  };
}

/**
 * Converts texts by name: `web.service` is a unit, `web.service.d/x.conf` a drop-in, `/etc/x.env` a file that units name,
 * `web@1.service -> web@.service` a link. `fleetctl list-unit-files` and `GET /fleet/v1/units` are lists of the units of a fleet,
 * `fleetctl list-machines --full` is one of its machines.
 */
export function convertTexts(texts: readonly (readonly [string, string])[], line = ''): Converted {
  const words = readRunWords(line);
  return convert(
    filesOf(texts),
    words.instances.map(readGivenInstances),
    readDecisions({ ...words }),
  );
}

export function filesOf(texts: readonly (readonly [string, string])[]): Files {
  const found = ([name, text]: readonly [string, string]): FoundFile => ({
    path: name,
    name,
    source: createSource(name, text),
    unreadable: null,
  });
  const links = texts.flatMap(([title]) => {
    const [name, target] = title.split(' -> ');
    return name !== undefined && target !== undefined ? [{ path: name, name, target }] : [];
  });
  const isLink = (name: string) => name.includes(' -> ');
  const lists = texts.filter(([n]) => UNIT_LISTS.includes(n));
  const machines = texts.find(([n]) => n === MACHINE_LIST);
  return {
    units: texts
      .filter(
        ([n]) => !n.includes('/') && !isLink(n) && !UNIT_LISTS.includes(n) && n !== MACHINE_LIST,
      )
      .map(found),
    dropins: texts.filter(([n]) => n.endsWith('.conf') && !n.startsWith('/')).map(found),
    links,
    supplied: new Map(texts.filter(([n]) => n.startsWith('/'))),
    ...(lists[0] !== undefined && {
      fleetUnits: { path: 'the list of units', units: readUnitList(lists[0][1]) },
    }),
    ...(machines !== undefined && { machines: readMachineList(machines[1]) }),
  };
}

const UNIT_LISTS: readonly string[] = ['fleetctl list-unit-files', 'GET /fleet/v1/units'];
const MACHINE_LIST = 'fleetctl list-machines --full';
