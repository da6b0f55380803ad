import type { JsonObject } from '../../manifest/manifest.ts';
import { numberAt, textAt } from './field.ts';
import { current, inProgress, type Readiness } from './state.ts';

/** kstatus, row StatefulSet. */
export function statefulSetReadiness(object: JsonObject): Readiness {
  if (textAt(object, 'spec', 'updateStrategy', 'type') === 'OnDelete')
    return current('its Pods change when someone deletes them (OnDelete)');
  const wanted = numberAt(object, 'spec', 'replicas') ?? 1;
  const count = (field: string) => numberAt(object, 'status', field) ?? 0;
  const [made, ready] = [count('replicas'), count('readyReplicas')];
  if (wanted > made) return inProgress(`${made} of ${wanted} Pods are made`);
  if (wanted > ready) return inProgress(`${ready} of ${wanted} Pods are ready`);
  if (made > wanted) return inProgress(`${made - wanted} Pods too many are still to end`);
  const partition = numberAt(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition');
  if (partition !== null) return partitioned(wanted - partition, count('updatedReplicas'));
  const now = count('currentReplicas');
  if (wanted > now) return inProgress(`${now} of ${wanted} Pods are of the new version`);
  if (textAt(object, 'status', 'currentRevision') !== textAt(object, 'status', 'updateRevision'))
    return inProgress('the new version is still being rolled out');
  return current(`${ready} of ${wanted} Pods are ready`);
}

/** The usual case: the API server writes `partition: 0` by itself. */
function partitioned(wanted: number, updated: number): Readiness {
  const words = `${updated} of ${Math.max(wanted, 0)} Pods are of the new version`;
  return updated < wanted ? inProgress(words) : current(words);
}
