import { sourceUnits } from '../../src/change/set-rows.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { request } from '../cluster/api.ts';
import type { ControlPlane } from '../cluster/control-plane.ts';

/** A workload of fleetlift, and the units that its annotation says it was made from. */
export interface Source {
  readonly workload: string;
  readonly units: readonly string[];
}

const KINDS = [
  'apps/v1/%/deployments',
  'apps/v1/%/statefulsets',
  'apps/v1/%/daemonsets',
  'batch/v1/%/jobs',
  'batch/v1/%/cronjobs',
];

/** The workloads of a namespace; a Pod that they do not own was made by hand. */
export async function sourcesIn(
  plane: ControlPlane,
  namespace: string,
): Promise<readonly Source[]> {
  const lists = await Promise.all(
    KINDS.map(async (kind) => {
      const path = `/apis/${kind.replace('%', `namespaces/${namespace}`)}`;
      const { status, body } = await request(plane, 'GET', path);
      if (status !== 200) throw new Error(`${path}: ${status}`);
      return (body as { readonly items: readonly JsonObject[] }).items;
    }),
  );
  return lists.flat().flatMap((object) => {
    const units = sourceUnits(object);
    const { name } = object.metadata as { readonly name: string };
    return units.length > 0 ? [{ workload: name, units }] : [];
  });
}

/**
 * Where a container came from. The Pods of a workload have its name with something behind; a container has the name
 * of its unit without suffix (mapping A10), with `-init` or a number behind where there are several.
 */
export function unitOf(
  { pod, container }: { readonly pod: string; readonly container: string },
  sources: readonly Source[],
): { readonly unit: string | null; readonly units: readonly string[] } {
  const [source] = sources
    .filter(({ workload }) => pod === workload || pod.startsWith(`${workload}-`))
    .toSorted((a, b) => b.workload.length - a.workload.length);
  const units = source?.units ?? [];
  const [only, second] = units;
  if (only !== undefined && second === undefined) return { unit: only, units };
  const named = units
    .filter((unit) => {
      const base = unit
        .replace(/\.[a-z]+$/, '')
        .replaceAll('@', '-')
        .toLowerCase();
      return container === base || /^-(init|[0-9]+)$/.test(container.replace(base, ''));
    })
    .toSorted((a, b) => b.length - a.length);
  return { unit: named[0] ?? null, units };
}
