import type { JsonObject } from '../../manifest/manifest.ts';
import { conditionOf, numberAt, wordsOf } from './field.ts';
import { current, inProgress, type Readiness } from './state.ts';

/** kstatus, row ReplicaSet. */
export function replicaSetReadiness(object: JsonObject): Readiness {
  const failure = conditionOf(object, 'ReplicaFailure');
  if (failure?.status === 'True') return inProgress(wordsOf(failure, 'its Pods are refused'));
  const wanted = numberAt(object, 'spec', 'replicas') ?? 1;
  const count = (field: string) => numberAt(object, 'status', field) ?? 0;
  for (const [field, word] of [
    ['fullyLabeledReplicas', 'labelled'],
    ['availableReplicas', 'available'],
    ['readyReplicas', 'ready'],
  ] as const)
    if (wanted > count(field)) return inProgress(`${count(field)} of ${wanted} Pods are ${word}`);
  const made = count('replicas');
  if (made > wanted) return inProgress(`${made - wanted} old Pods are still to end`);
  return current(`${wanted} of ${wanted} Pods are ready`);
}
