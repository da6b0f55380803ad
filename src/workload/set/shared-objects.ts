import { REPLACES_CLASS } from '../placement/pod-placement.ts';
import type { SupportObject } from '../workload.ts';
import type { MadeWorkloads } from './workloads-of.ts';

/** Objects that several workloads use, each once, sorted by kind and name (mapping A12, G60). */
export function sharedObjects(
  made: readonly MadeWorkloads[],
  mounts: readonly SupportObject[],
): readonly SupportObject[] {
  const byName = new Map<string, SupportObject>();
  for (const object of [...made.flatMap(({ shared }) => shared), ...mounts]) {
    const key = `${object.kind}\0${object.name}`;
    byName.set(key, joined(byName.get(key), object));
  }
  const ranked = made.some(({ workloads }) =>
    workloads.some(({ pod }) => pod.priorityClassName === REPLACES_CLASS.name),
  );
  if (ranked) byName.set('PriorityClass', { kind: 'PriorityClass', ...REPLACES_CLASS });
  return [...byName.keys()].sort().flatMap((key) => byName.get(key) ?? []);
}

/** Two workloads may each name some of the keys. */
function joined(known: SupportObject | undefined, object: SupportObject): SupportObject {
  if (known?.kind === 'ConfigMap' && object.kind === 'ConfigMap')
    return {
      ...known,
      data: sorted({ ...known.data, ...object.data }),
      binaryData: sorted({ ...known.binaryData, ...object.binaryData }),
    };
  if (known?.kind === 'Secret' && object.kind === 'Secret')
    return { ...known, stringData: sorted({ ...known.stringData, ...object.stringData }) };
  return object;
}

const sorted = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
