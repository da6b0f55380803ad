import type { Field } from './flatten.ts';
import { tree } from './flatten-sets.ts';
import type { ControlGroup } from './statement.ts';

/**
 * What the control groups allow, by what it means: the CPU limit in thousandths of a processor, rounded up as Kubernetes
 * does, whatever the period; the swap beside the memory; a CPU weight that is that of the limit as this.
 */
export function cgroupFields(cgroup: ControlGroup): readonly Field[] {
  const { cpuQuota, cpuPeriod, memoryAndSwap, devices: _, ...others } = cgroup;
  const limit = cpuLimitOf(cpuQuota, cpuPeriod);
  return tree('cgroup', {
    ...others,
    cpuLimit: typeof limit === 'number' ? `${limit}m` : limit,
    cpuShares: isWeightOf(others.cpuShares, limit) ? 'as the limit' : others.cpuShares,
    swap: swapOf(others.memory, memoryAndSwap),
  });
}

/** A processor has so many thousandths, and a weight of 1024. */
const PROCESSOR = 1_000;
const WEIGHT = 1_024;

function cpuLimitOf(quota: string | null, period: string | null): number | string | null {
  if (quota === null || period === null || quota === 'unlimited') return quota;
  return Math.ceil((Number(quota) / Number(period)) * PROCESSOR);
}

const isWeightOf = (shares: string | null, limit: number | string | null): boolean =>
  typeof limit === 'number' && Number(shares) === Math.floor((limit * WEIGHT) / PROCESSOR);

function swapOf(memory: string | null, both: string | null): string | null {
  if (memory === null || both === null || both === 'unlimited') return both;
  return String(Number(both) - Number(memory));
}
