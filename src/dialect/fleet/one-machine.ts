import type { Unit } from '../../unit/unit.ts';
import { metadataPair, type Requirement } from './requirements.ts';

/** Metadata of each machine of a fleet. */
export type MachineMetadata = readonly { readonly metadata: ReadonlyMap<string, string> }[];

/** mapping H10-07 */
const KEYS = ['ip', 'public_ip', 'private_ip', 'host', 'hostname', 'machine', 'name', 'id'];

/**
 * Keys of `MachineMetadata=` that name one machine (mapping C19e, H10-07): by their name, by a value that uses `%i`, or since
 * one machine of the list alone has the pair.
 */
export function keysOfOneMachine(
  found: readonly Requirement[],
  unit: Unit,
  machines: MachineMetadata,
): ReadonlySet<string> {
  const named = found.flatMap(({ value, option }) => {
    const [key, text] = metadataPair(value.text) ?? ['', ''];
    const usesInstance = unit.fleetOptionsChecked.some(
      ({ span, value: raw }) =>
        span.start === option.span.start &&
        span.file === option.span.file &&
        raw.text.includes('%i'),
    );
    const owners = machines.filter(({ metadata }) => metadata.get(key) === text).length;
    return KEYS.includes(key) || usesInstance || owners === 1 ? [key] : [];
  });
  return new Set(named);
}
