import type { JsonObject } from '../../manifest/manifest.ts';
import { numberAt } from './field.ts';
import { current, inProgress, type Readiness } from './state.ts';

/** kstatus, row DaemonSet; no node that matches counts as ready there (`withoutNodes` warns). */
export function daemonSetReadiness(object: JsonObject): Readiness {
  const observed = numberAt(object, 'status', 'observedGeneration');
  const wanted = numberAt(object, 'status', 'desiredNumberScheduled');
  if (numberAt(object, 'metadata', 'generation') === null || observed === null || wanted === null)
    return inProgress('the controller has not looked at it yet');
  for (const [field, words] of [
    ['currentNumberScheduled', 'have a Pod'],
    ['updatedNumberScheduled', 'have a Pod of the new version'],
    ['numberAvailable', 'have an available Pod'],
    ['numberReady', 'have a ready Pod'],
  ] as const) {
    const count = numberAt(object, 'status', field) ?? 0;
    if (wanted > count) return inProgress(`${count} of ${wanted} nodes ${words}`);
  }
  return current(`${wanted} of ${wanted} nodes have a ready Pod`);
}
