import { sourceUnits } from '../../src/change/set-rows.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { request } from '../cluster/api.ts';
import type { ControlPlane } from '../cluster/control-plane.ts';
import type { RunLog } from './pod-logs.ts';

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

/** What a run of a container printed, and the units that fleetlift says it came from. */
export interface RunOfUnit extends RunLog {
  /** Null: the Pod is not fleetlift's, or the container could be of several units. */
  readonly unit: string | null;
  /** All units of the workload. */
  readonly units: readonly string[];
}

/**
 * Says of each run where it came from. The Pods of a workload have its name with something behind. A container has the
 * name of its unit, or of its template, without suffix (mapping A10); one that `--name` gave another goes to the unit
 * that is left over. Among instances the Pod's ordinal tells; Pods without one are the same, and the first that was
 * there counts as the first instance.
 */
export function withUnits(
  runs: readonly RunLog[],
  sources: readonly Source[],
): readonly RunOfUnit[] {
  const byLength = sources.toSorted((a, b) => b.workload.length - a.workload.length);
  const pods = new Map<string, string[]>();
  const placed = runs.map((run) => {
    const source = byLength.find(({ workload }) => run.pod.startsWith(`${workload}-`)) ?? null;
    const uids = pods.get(source?.workload ?? '') ?? [];
    if (!uids.includes(run.uid)) uids.push(run.uid);
    pods.set(source?.workload ?? '', uids);
    return { run, source, index: uids.indexOf(run.uid) };
  });
  return placed.map(({ run, source, index }) => {
    if (source === null) return { ...run, unit: null, units: [] };
    const { workload, units } = source;
    const containers = runs.filter(({ uid }) => uid === run.uid).map((r) => r.container);
    const candidates = unitsOfContainer(run.container, containers, units);
    const ordinal = run.pod.slice(workload.length + 1);
    const named = candidates.find((unit) => unit.includes(`@${ordinal}.`));
    const unit = named ?? candidates[index % Math.max(candidates.length, 1)] ?? null;
    return { ...run, unit, units };
  });
}

/** Units that a container may be of: more than one only for instances of one template. */
function unitsOfContainer(
  container: string,
  ofPod: readonly string[],
  units: readonly string[],
): readonly string[] {
  const families = new Map<string, string[]>();
  for (const unit of units) {
    const family = unit.replace(/(?:@.*)?\.[a-z]+$/, '');
    families.set(family, [...(families.get(family) ?? []), unit]);
  }
  const [only, second] = families.values();
  if (only !== undefined && second === undefined) return only;
  const named = units.filter((unit) => isNamed(container, unit.replace(/\.[a-z]+$/, '')));
  if (named.length > 0) return named;
  const own = [...families].filter(([family]) => isNamed(container, family));
  if (own.length > 0) return own.flatMap(([, members]) => members);
  const left = [...families].filter(
    ([family, [unit = '']]) =>
      !ofPod.some((name) => isNamed(name, family) || isNamed(name, unit.replace(/\.[a-z]+$/, ''))),
  );
  return left.length === 1 ? left.flatMap(([, members]) => members) : [];
}

/** Containers of one unit: `web`, and `web-init` or `web-2` beside it. */
function isNamed(container: string, base: string): boolean {
  const wish = base.replaceAll('@', '-').toLowerCase();
  const rest = container.startsWith(wish) ? container.slice(wish.length) : null;
  return rest !== null && /^(?:-init|-[0-9]+)*$/.test(rest);
}
