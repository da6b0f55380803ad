import type { JsonObject } from '../../manifest/manifest.ts';
import { conditionOf, mapsAt, numberAt } from './field.ts';
import { hasFailed } from './pod-trouble.ts';

/** Counts of a controller that grow while it gets on. */
const GROWING = [
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'succeeded',
  'currentNumberScheduled',
  'updatedNumberScheduled',
  'numberReady',
  'numberAvailable',
];

/**
 * How far an object has come, only to be compared with itself: a step forward gives a larger number. A container that starts,
 * ends and starts again is no step beyond its first start, so a crash loop is not progress.
 */
export function progressOf(object: JsonObject, pods: readonly JsonObject[]): number {
  const counts = GROWING.reduce((sum, field) => sum + (numberAt(object, 'status', field) ?? 0), 0);
  const excess =
    (numberAt(object, 'status', 'replicas') ?? 0) - (numberAt(object, 'spec', 'replicas') ?? 0);
  const seen = numberAt(object, 'status', 'observedGeneration') ?? 0;
  return (
    seen +
    counts -
    Math.max(excess, 0) +
    pods.reduce((sum, pod) => sum + (hasFailed(pod) ? 0 : podProgress(pod)), 0) +
    mapsAt(object, 'status', 'conditions').filter((c) => c.status === 'True').length
  );
}

function podProgress(pod: JsonObject): number {
  const steps = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'];
  const passed = steps.filter((type) => conditionOf(pod, type)?.status === 'True').length;
  const containers = ['initContainerStatuses', 'containerStatuses'].flatMap((list) =>
    mapsAt(pod, 'status', list),
  );
  const begun = containers.filter((c) => c.started === true || c.ready === true).length;
  return 1 + passed + begun;
}
