import type { JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';
import { PHASES, type Phase, phaseOf } from './phase.ts';
import { mapOf, mapsOf, podSpecOf, referencesOf } from './pod-spec.ts';

/** One object to bring in order. */
export interface Ordered {
  readonly key: string;
  readonly object: JsonObject;
  readonly namespace: string | null;
  /** Units it came from. */
  readonly units: readonly string[];
}

/** Relations of units, by name: `unit` comes after `other`; `hard`: and is no use without it (Requires=, BindsTo=). */
export interface UnitRelation {
  readonly unit: string;
  readonly other: string;
  readonly hard: boolean;
}

/** A group is applied at once; groups one after the other. */
export interface ApplyGroup {
  readonly phase: Phase;
  readonly keys: readonly string[];
  /** Pods of all groups before have to have their nodes first: a Pod once placed does not move (mapping C48). */
  readonly afterPlacement: boolean;
}

export interface ApplyOrder {
  readonly groups: readonly ApplyGroup[];
  /** Keys without which an object is no use: it is not applied when one of them failed. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
}

/**
 * Phases by kind; workloads by their units' ordering, those that are pinned to a node before others that conflict with them
 * and DaemonSets in conflict last (mapping C48). Cycles are cut: After= is no promise to anybody. Linear.
 */
export function applyOrder(
  objects: readonly Ordered[],
  relations: readonly UnitRelation[],
): ApplyOrder {
  const workloadsOf = new Map<string, string[]>();
  for (const { key, units, object } of objects)
    if (podSpecOf(object) !== null)
      for (const unit of units) workloadsOf.set(unit, [...(workloadsOf.get(unit) ?? []), key]);
  const edges = relations.flatMap(({ unit, other, hard }) =>
    (workloadsOf.get(unit) ?? []).flatMap((key) =>
      (workloadsOf.get(other) ?? [])
        .filter((before) => before !== key)
        .map((before) => ({ key, before, hard })),
    ),
  );
  const depth = depthsOf(edges);
  const groups = PHASES.flatMap((phase): readonly ApplyGroup[] => {
    const members = objects.filter(({ object }) => phaseOf(String(object.kind)) === phase);
    if (phase === 'workloads') return levelsOf(members, depth);
    return members.length > 0 ? [{ phase, keys: keysOf(members), afterPlacement: false }] : [];
  });
  return { groups, needs: needsOf(objects, edges) };
}

const keysOf = (objects: readonly Ordered[]): readonly string[] => objects.map(({ key }) => key);

interface Edge {
  readonly key: string;
  readonly before: string;
  readonly hard: boolean;
}

/** How many workloads in a row come before each; an edge that would close a cycle counts nothing. */
function depthsOf(edges: readonly Edge[]): ReadonlyMap<string, number> {
  const before = new Map<string, string[]>();
  for (const edge of edges) before.set(edge.key, [...(before.get(edge.key) ?? []), edge.before]);
  const depth = new Map<string, number>();
  const open = new Set<string>();
  const visit = (key: string): number => {
    const known = depth.get(key);
    if (known !== undefined) return known;
    if (open.has(key)) return -1;
    open.add(key);
    const deepest = Math.max(-1, ...(before.get(key) ?? []).map(visit));
    open.delete(key);
    depth.set(key, deepest + 1);
    return deepest + 1;
  };
  for (const key of before.keys()) visit(key);
  return depth;
}

function levelsOf(
  workloads: readonly Ordered[],
  depth: ReadonlyMap<string, number>,
): readonly ApplyGroup[] {
  const levels = new Map<number, { stage: number; keys: string[] }>();
  for (const { key, object } of workloads) {
    const stage = stageOf(object);
    const number = stage * (workloads.length + 1) + (depth.get(key) ?? 0);
    const level = levels.get(number) ?? { stage, keys: [] };
    levels.set(number, level);
    level.keys.push(key);
  }
  const sorted = [...levels].sort(([a], [b]) => a - b).map(([, level]) => level);
  return sorted.map(({ stage, keys }, i) => {
    const before = sorted[i - 1];
    return {
      phase: 'workloads',
      keys,
      afterPlacement: before !== undefined && before.stage < stage,
    };
  });
}

/** mapping C48: a Pod once placed does not move, so those with the least choice are placed first. */
function stageOf(object: JsonObject): number {
  const affinity = mapOf(podSpecOf(object) ?? {}, 'affinity');
  const rules = mapOf(affinity, 'podAntiAffinity');
  const field = 'requiredDuringSchedulingIgnoredDuringExecution';
  const conflicts = mapsOf(rules, field).length > 0;
  if (object.kind === 'DaemonSet') return conflicts ? 2 : 1;
  return conflicts && isPinned(object) ? 0 : 1;
}

function isPinned(object: JsonObject): boolean {
  const pod = podSpecOf(object) ?? {};
  const selector = mapOf(pod, 'nodeSelector');
  const node = mapOf(mapOf(pod, 'affinity'), 'nodeAffinity');
  const terms = mapsOf(
    mapOf(node, 'requiredDuringSchedulingIgnoredDuringExecution'),
    'nodeSelectorTerms',
  );
  return Object.keys(selector).length > 0 || terms.length > 0;
}

function needsOf(
  objects: readonly Ordered[],
  edges: readonly Edge[],
): ReadonlyMap<string, readonly string[]> {
  const byName = new Map(
    objects.map(({ key, object, namespace }) => [
      placeOf(String(object.kind), namespace, nameOf(object)),
      key,
    ]),
  );
  const hard = new Map<string, string[]>();
  for (const { key, before, hard: isHard } of edges)
    if (isHard) hard.set(key, [...(hard.get(key) ?? []), before]);
  return new Map(
    objects.map((item) => {
      const named = [
        ...(item.namespace === null ? [] : [placeOf('Namespace', null, item.namespace)]),
        ...definitionOf(item.object),
        ...referencesOf(podSpecOf(item.object) ?? {})
          .filter(({ optional }) => !optional)
          .flatMap(({ kind, name }) => [
            placeOf(kind, item.namespace, name),
            placeOf(kind, null, name),
          ]),
      ].flatMap((place) => byName.get(place) ?? []);
      return [item.key, [...new Set([...named, ...(hard.get(item.key) ?? [])])]];
    }),
  );
}

const placeOf = (kind: string, namespace: string | null, name: string): string =>
  `${kind} ${namespace ?? ''} ${name}`;

const nameOf = ({ metadata }: JsonObject): string =>
  isMap(metadata) ? String(metadata.name ?? '') : '';

/** The place of the CRD that would define this kind; its name holds the plural, which we guess as Kubernetes does. */
function definitionOf({ apiVersion, kind }: JsonObject): readonly string[] {
  const [group, version] = String(apiVersion).split('/');
  if (version === undefined || group === undefined || !group.includes('.')) return [];
  const singular = String(kind).toLowerCase();
  return [`${singular}s`, `${singular}es`, singular.replace(/y$/, 'ies')].map((plural) =>
    placeOf('CustomResourceDefinition', null, `${plural}.${group}`),
  );
}
