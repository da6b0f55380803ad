import type { ExecKey } from '../exec/command.ts';
import { HOLE, type LogicalText } from '../source/logical-text.ts';
import type { Unit } from '../unit/unit.ts';
import type { Role } from './role.ts';

/** A value that says where something is, and not what: an address, a port, what a machine told. */
const ADDRESS = /\d+\.\d+\.\d+\.\d+|:\d{2,5}(\D|$)|https?:|"port"/i;

/**
 * A key that is written once, with a value that is no address, by a unit that follows no other: configuration (mapping
 * G64), not an announcement.
 */
export function withSeeds(roles: readonly Role[], key: ExecKey, unit: Unit): readonly Role[] {
  if (key !== 'ExecStart' && key !== 'ExecStartPre') return roles;
  if (follows(unit)) return roles;
  return roles.map((role): Role => {
    if (role.kind !== 'announce' || role.withdraw || role.store !== 'etcd') return role;
    const [only] = role.keys;
    const value = only?.value ?? null;
    const repeats =
      role.intervalSeconds !== null || role.ttlSeconds !== null || role.check !== null;
    if (only === undefined || value === null || repeats || isAddress(value)) return role;
    return { kind: 'seed-key', key: only.key, value, tokens: role.tokens };
  });
}

const isAddress = ({ text }: LogicalText): boolean => text.includes(HOLE) || ADDRESS.test(text);

const follows = ({ directives, fleetOptions }: Unit): boolean =>
  directives.some(({ key }) => key === 'BindsTo' || key === 'BindTo') ||
  fleetOptions.some(({ key }) => /MachineOf$/.test(key));
