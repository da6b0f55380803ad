import type { UnitFacts } from '../../dialect/role.ts';
import type { Group } from '../group.ts';
import type { Defined } from './unit-shape.ts';

/**
 * Wish for a container's name (mapping A10): `--name` where it is the same for all instances that the workload stands for,
 * else the unit's name.
 */
export function containerNameOf(
  group: Group,
  unit: UnitFacts,
  defined: Defined | null,
  as: 'main' | 'init',
): string {
  const { prefix, base, instance } = unit.unit.name;
  const collapsed =
    instance !== null &&
    (group.instances.length > 1 || instance === '' || group.instanceName === 'ordinal');
  const own = collapsed ? prefix : base;
  const name = defined?.name ?? null;
  if (name === null || name.includes('\uFFFC')) return as === 'init' ? `${own}-init` : own;
  const isSame = !collapsed || (instance !== '' && !name.includes(instance));
  return isSame ? name : own;
}
