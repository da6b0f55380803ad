import type { LogicalText } from '../../source/logical-text.ts';
import { slice } from '../../source/logical-text.ts';
import type { FleetOption } from '../../unit/unit.ts';
import { FLEET_KEYS, type FleetKey } from './keys.ts';

/** One value of one key. */
export interface Requirement {
  readonly key: string;
  readonly value: LogicalText;
  readonly option: FleetOption;
}

export type Requirements = Readonly<Record<FleetKey, readonly Requirement[]>>;

/** Values by what they ask for, in fleet's order: by spelling first (`FLEET_KEYS`), then as written. */
export function requirementsOf(options: readonly FleetOption[]): Requirements {
  const keys = Object.entries(FLEET_KEYS);
  const valuesOf = (wanted: FleetKey): readonly Requirement[] =>
    keys.flatMap(([key, { means }]) =>
      means === wanted ? options.filter((o) => o.key === key).flatMap(requirementsIn) : [],
    );
  return {
    global: valuesOf('global'),
    'machine-id': valuesOf('machine-id'),
    metadata: valuesOf('metadata'),
    peer: valuesOf('peer'),
    conflict: valuesOf('conflict'),
    replace: valuesOf('replace'),
  };
}

function requirementsIn(option: FleetOption): readonly Requirement[] {
  const { key, value } = option;
  const values = FLEET_KEYS[key]?.means === 'conflict' ? fields(value) : [value];
  return values.map((one) => ({ key, value: one, option }));
}

/** Go's `strings.Fields`: `Conflicts=` alone is cut at Unicode blanks as well (mapping C20). */
function fields(value: LogicalText): readonly LogicalText[] {
  return Array.from(
    value.text.matchAll(/[^\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/g),
  ).map((match) => slice(value, match.index, match.index + match[0].length));
}

/** mapping C10: what Go's `strconv.ParseBool` and fleet's own words take for true, whatever the case. */
export const isFleetTrue = (text: string): boolean =>
  ['true', 'yes', '1', 'on', 't'].includes(text.toLowerCase());

/** mapping C13: exactly one `=`, nothing empty, nothing trimmed; null: fleet drops it silently. */
export function metadataPair(text: string): readonly [key: string, value: string] | null {
  const parts = text.split('=');
  const [key, value] = parts;
  return parts.length === 2 && key && value ? [key, value] : null;
}
