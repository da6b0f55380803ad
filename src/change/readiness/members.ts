import type { JsonObject } from '../../manifest/manifest.ts';
import { type Family, uidOf } from './family.ts';
import { groupKindOf, numberAt, textAt } from './field.ts';

/**
 * The Pods that the newest version of an object made. Pods of an older one are left out: their troubles are what the roll-out
 * ends.
 */
export function newestPods(object: JsonObject, family: Family): readonly JsonObject[] {
  const pods = family.podsOf(uidOf(object));
  switch (groupKindOf(object)) {
    case 'Deployment.apps': {
      const set = newestReplicaSet(object, family);
      return set === null ? [] : family.podsOf(uidOf(set));
    }
    case 'StatefulSet.apps':
      return withLabel(
        pods,
        'controller-revision-hash',
        textAt(object, 'status', 'updateRevision'),
      );
    case 'DaemonSet.apps':
      return withLabel(pods, 'pod-template-generation', templateGeneration(object));
    case 'Pod':
      return [object];
    default:
      return pods;
  }
}

/** By the number that the Deployment controller gives each version. */
export function newestReplicaSet(object: JsonObject, family: Family): JsonObject | null {
  const sets = family.replicaSetsOf(uidOf(object));
  return sets.reduce<JsonObject | null>(
    (best, set) => (best === null || revision(set) > revision(best) ? set : best),
    null,
  );
}

const revision = (set: JsonObject): number =>
  Number(textAt(set, 'metadata', 'annotations', 'deployment.kubernetes.io/revision') ?? 0);

const templateGeneration = (set: JsonObject): string | null =>
  textAt(set, 'metadata', 'annotations', 'deprecated.daemonset.template.generation');

/** All of them where the controller has not said which version is the newest. */
function withLabel(
  pods: readonly JsonObject[],
  label: string,
  value: string | null,
): readonly JsonObject[] {
  if (value === null) return pods;
  return pods.filter((pod) => textAt(pod, 'metadata', 'labels', label) === value);
}

/** How many Pods it should have, or null where it makes none, or as many as it likes. */
export function wantedPods(object: JsonObject): number | null {
  switch (groupKindOf(object)) {
    case 'Deployment.apps':
    case 'StatefulSet.apps':
    case 'ReplicaSet.apps':
      return numberAt(object, 'spec', 'replicas') ?? 1;
    case 'DaemonSet.apps':
      return numberAt(object, 'status', 'desiredNumberScheduled') ?? 0;
    case 'Job.batch':
      return numberAt(object, 'spec', 'completions') === 0 ? 0 : 1;
    default:
      return null;
  }
}

/** Whether the newest version has all its Pods, each with a node: from then on nothing moves them (mapping C48). */
export function isPlaced(object: JsonObject, pods: readonly JsonObject[]): boolean {
  const observed = numberAt(object, 'status', 'observedGeneration');
  const isSeen = observed === null || observed === numberAt(object, 'metadata', 'generation');
  const placed = pods.filter((pod) => textAt(pod, 'spec', 'nodeName') !== null);
  return isSeen && placed.length >= (wantedPods(object) ?? 0);
}
