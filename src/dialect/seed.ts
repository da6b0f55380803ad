import type { ExecKey } from '../exec/command.ts';
import type { Unit } from '../unit/unit.ts';
import { isAddress } from './announced-key.ts';
import type { Role } from './role.ts';

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

const follows = ({ directives, fleetOptions }: Unit): boolean =>
  directives.some(({ key }) => key === 'BindsTo' || key === 'BindTo') ||
  fleetOptions.some(({ key }) => /MachineOf$/.test(key));
