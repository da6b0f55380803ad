import { describe, expect, it } from 'vitest';
import { violationsOf } from '../../../src/dialect/fleet/combination.ts';
import { FLEET_KEYS } from '../../../src/dialect/fleet/keys.ts';
import { placementOf } from '../../../src/dialect/fleet/read-placement.ts';
import { openBook } from '../../../src/finding/notes.ts';
import type { FleetOption } from '../../../src/unit/unit.ts';
import { recorded } from '../../unit/recorded.ts';
import { storedTextOf, unitOfText, xfleetOf } from './vector-unit.ts';

interface Answer {
  readonly name: string;
  readonly text: string;
  readonly error?: string;
  readonly values?: Readonly<Record<string, readonly string[]>>;
  readonly requirements?: Readonly<Record<string, readonly string[]>>;
  readonly unrecognized?: readonly string[];
  readonly global: boolean;
  readonly target: string | null;
  readonly metadata: Readonly<Record<string, readonly string[]>>;
  readonly peers: readonly string[] | null;
  readonly conflicts: readonly string[] | null;
  readonly replaces: readonly string[] | null;
  readonly refused?: readonly string[];
}

interface Line extends Answer {
  readonly id: string;
  readonly stored?: Answer;
}

const LINES = recorded<Line>('fleet/xfleet.jsonl');

/** Lines that we answer otherwise on purpose, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {};

const grouped = (options: readonly FleetOption[]): Record<string, string[]> => {
  const values: Record<string, string[]> = {};
  for (const { key, value } of options) values[key] = [...(values[key] ?? []), value.text];
  return values;
};

function placed(name: string, options: readonly FleetOption[]) {
  const book = openBook();
  const unit = unitOfText(name, options);
  const placement = placementOf(unit, book.of(name), { lenient: true, machines: [] });
  const unknown = new Set(options.map(({ key }) => key).filter((key) => !(key in FLEET_KEYS)));
  return {
    requirements: grouped(unit.fleetOptions),
    unrecognized: [...unknown].sort(),
    global: placement.global,
    target: placement.machineId?.id ?? null,
    metadata: Object.fromEntries(placement.metadata),
    peers: placement.peers.map(({ unit: peer }) => peer),
    conflicts: placement.conflicts.map(({ pattern }) => pattern),
    replaces: placement.replaces.map(({ pattern }) => pattern),
  };
}

/** `lenient` leaves out what fleet refuses; without violations both ways are one. */
function check(answer: Answer, options: readonly FleetOption[]): void {
  const { global, target, metadata, peers, conflicts, replaces } = answer;
  const requirements = answer.requirements ?? {};
  const unrecognized = [...(answer.unrecognized ?? [])];
  const wanted = {
    requirements,
    unrecognized,
    global,
    target,
    metadata,
    peers: peers ?? [],
    conflicts: conflicts ?? [],
    replaces: replaces ?? [],
  };
  expect({ text: answer.text, ...placed(answer.name, options) }).toEqual({
    text: answer.text,
    ...wanted,
  });
}

describe('[X-Fleet]', () => {
  it.each(LINES.filter(({ id }) => !(id in OTHERWISE)))('$id: $text', (line) => {
    const options = xfleetOf(line.text);
    if (line.error !== undefined) {
      expect(options).toBeNull();
      return;
    }
    if (options === null) throw new Error(`refused ${line.id}`);
    if (line.values !== undefined) expect(grouped(options)).toEqual(line.values);
    checkRefused(line, options);
    if (line.refused === undefined) check(line, options);
    if (line.stored === undefined) return;
    const stored = storedTextOf(line.text);
    expect(stored).toBe(line.stored.text);
    const again = xfleetOf(stored);
    if (again === null) throw new Error(`refused ${line.id}`);
    check(line.stored, again);
  });
});

/** fleet stops at the first; we name all, so every message of fleet is among ours, and none means none. */
function checkRefused(line: Line, options: readonly FleetOption[]): void {
  const ours = violationsOf(options).map(({ message }) => message);
  expect(ours).toEqual(expect.arrayContaining([...(line.refused ?? [])]));
  expect(ours.length > 0).toBe((line.refused ?? []).length > 0);
}
