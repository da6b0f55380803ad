import type { DesiredState, FleetMachine, FleetUnit } from './inventory.ts';
import { isRecord } from './is-record.ts';

/** A list of a fleet that cannot be read: wrong use, with what was expected. */
export class WrongFleetList extends Error {}

const STATES: readonly DesiredState[] = ['inactive', 'loaded', 'launched'];

/**
 * The units of a fleet (mapping B16, B20, B21): what `fleetctl list-unit-files` printed, or the answer of
 * `GET /fleet/v1/units`, whose options are the text that the registry holds. Throws `WrongFleetList`.
 */
export function readUnitList(text: string): readonly FleetUnit[] {
  const units = isJson(text)
    ? itemsOf(text, 'units').map(unitOfApi)
    : readTable(text, UNIT_COLUMNS, ['UNIT', 'DSTATE']).map((row) => ({
        name: row.UNIT ?? '',
        desired: desiredState(row.DSTATE, row.UNIT),
        hash: row.HASH ?? null,
        text: null,
      }));
  refuseTwice(units.map(({ name }) => name));
  return units;
}

/**
 * The machines of a fleet (mapping C17, C19d): what `fleetctl list-machines --full` printed, or the answer of
 * `GET /fleet/v1/machines`. Throws `WrongFleetList`.
 */
export function readMachineList(text: string): readonly FleetMachine[] {
  const machines = isJson(text)
    ? itemsOf(text, 'machines').map(machineOfApi)
    : readTable(text, MACHINE_COLUMNS, ['MACHINE']).map((row) => ({
        id: machineId(row.MACHINE),
        metadata: metadataOf(row.METADATA ?? '-'),
      }));
  refuseTwice(machines.map(({ id }) => id));
  return machines;
}

/** A list that was put together of several says two things of one. */
function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new WrongFleetList(`it has ${JSON.stringify(twice)} twice`);
}

function machineId(text: unknown): string {
  const id = typeof text === 'string' ? text : '';
  if (id.endsWith('...'))
    throw new WrongFleetList(
      'it has short machine ids; make it with fleetctl list-machines --full',
    );
  if (!/^[\w.:-]+$/.test(id))
    throw new WrongFleetList(`${JSON.stringify(text ?? null)} is no id of a machine`);
  return id;
}

/** What the commands print unless `--fields` says otherwise. */
const UNIT_COLUMNS = ['UNIT', 'HASH', 'DSTATE', 'STATE', 'TARGET'];
const MACHINE_COLUMNS = ['MACHINE', 'IP', 'METADATA'];
/** All columns that `--fields` knows. */
const COLUMNS = new Set([...UNIT_COLUMNS, ...MACHINE_COLUMNS, 'DESC', 'GLOBAL', 'TMACHINE']);

/** Rows by the names of the columns; with `--no-legend` the columns are `usual`. */
function readTable(
  text: string,
  usual: readonly string[],
  needed: readonly string[],
): readonly Readonly<Partial<Record<string, string>>>[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new WrongFleetList('it is empty: did the command fail?');
  // fleetctl 1.0 takes -l for a question, and exits 0 (mapping I-156).
  if (lines[0]?.startsWith('NAME:'))
    throw new WrongFleetList('it is the help of fleetctl, not a list; the flag is --full, not -l');
  const gap = text.includes('\t') ? /\t+/ : / {2,}/;
  const rows = lines.map((line) => line.trim().split(gap));
  const hasLegend = rows[0]?.every((cell) => COLUMNS.has(cell)) ?? false;
  const columns = (hasLegend ? rows[0] : usual) ?? [];
  for (const name of needed)
    if (!columns.includes(name)) throw new WrongFleetList(`it has no column ${name}`);
  return rows.slice(hasLegend ? 1 : 0).map((cells) => {
    if (cells.length !== columns.length)
      throw new WrongFleetList(
        `the line ${JSON.stringify(cells.join(' '))} has not the columns ${columns.join(', ')}`,
      );
    return Object.fromEntries(columns.map((name, i) => [name, cells[i]]));
  });
}

/** `region=us-west,az=us-west-1`; `-` for none. What has no `=` is no pair (mapping C17). */
function metadataOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').flatMap((pair) => {
      const eq = pair.indexOf('=');
      return eq < 0 ? [] : [[pair.slice(0, eq), pair.slice(eq + 1)]];
    }),
  );
}

function desiredState(text: unknown, unit: unknown): DesiredState {
  const state = STATES.find((known) => known === text);
  if (state === undefined)
    throw new WrongFleetList(
      `${JSON.stringify(text)} of ${JSON.stringify(unit)} is no desired state; those are ${STATES.join(', ')}`,
    );
  return state;
}

const isJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** Of an answer of the API, or of a list of all its pages. */
function itemsOf(text: string, key: string): readonly Record<string, unknown>[] {
  const json = parse(text);
  const pages = Array.isArray(json) ? json : [json];
  const last: unknown = pages.at(-1);
  if (isRecord(last) && last.nextPageToken !== undefined)
    throw new WrongFleetList(
      'it is one page of several: follow nextPageToken, and write all pages as a JSON list',
    );
  return pages.flatMap((page) => itemsOfPage(page, key));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WrongFleetList(`it is no JSON: ${error instanceof Error ? error.message : ''}`);
  }
}

/** An empty list has no key (fleet API v1). */
function itemsOfPage(page: unknown, key: string): readonly Record<string, unknown>[] {
  const items = isRecord(page) && !hasOthers(page, key) ? (page[key] ?? []) : null;
  if (!Array.isArray(items) || !items.every(isRecord))
    throw new WrongFleetList(`it has no list of ${key}`);
  return items;
}

/** `{}` is an empty list of everything, `{"machines": …}` no list of units. */
const hasOthers = (page: object, key: string): boolean => {
  const keys = Object.keys(page);
  return keys.length > 0 && !keys.includes(key);
};

function unitOfApi({ name, desiredState: desired, options }: Record<string, unknown>): FleetUnit {
  if (typeof name !== 'string') throw new WrongFleetList('a unit has no name');
  const lines = Array.isArray(options) ? options.filter(isRecord) : [];
  return {
    name,
    desired: desiredState(desired, name),
    hash: null,
    text: lines.length === 0 ? null : textOf(lines),
  };
}

/** As fleet writes it: sections in order of first appearance (mapping D0-36). */
function textOf(options: readonly Record<string, unknown>[]): string {
  const sections = new Map<string, string[]>();
  for (const { section, name, value } of options) {
    const lines = sections.get(String(section)) ?? [];
    sections.set(String(section), lines);
    lines.push(`${String(name)}=${String(value)}\n`);
  }
  return [...sections].map(([name, lines]) => `[${name}]\n${lines.join('')}`).join('\n');
}

function machineOfApi({ id, metadata }: Record<string, unknown>): FleetMachine {
  const pairs = isRecord(metadata) ? Object.entries(metadata) : [];
  return {
    id: machineId(id),
    metadata: new Map(pairs.map(([key, value]) => [key, String(value)])),
  };
}
