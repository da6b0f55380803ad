import type { JsonObject } from '../../manifest/manifest.ts';
import { conditionOf, numberAt, wordsOf } from './field.ts';
import { current, failed, inProgress, type Readiness } from './state.ts';

/** `progressDeadlineSeconds` of one who wants no deadline: the largest 32-bit number (cluster.md, Readiness). */
const NO_DEADLINE = 2_147_483_647;

/** kstatus, row Deployment. */
export function deploymentReadiness(object: JsonObject): Readiness {
  const progressing = conditionOf(object, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    return failed(wordsOf(progressing, 'the progress deadline has passed'));
  const wanted = numberAt(object, 'spec', 'replicas') ?? 1;
  const count = (field: string) => numberAt(object, 'status', field) ?? 0;
  const [made, updated, available, ready] = [
    count('replicas'),
    count('updatedReplicas'),
    count('availableReplicas'),
    count('readyReplicas'),
  ];
  if (wanted > made) return inProgress(`${made} of ${wanted} Pods are made`);
  if (wanted > updated) return inProgress(`${updated} of ${wanted} Pods are of the new version`);
  if (made > wanted) return inProgress(`${made - wanted} old Pods are still to end`);
  if (updated > available) return inProgress(`${available} of ${updated} Pods are available`);
  if (wanted > ready) return inProgress(`${ready} of ${wanted} Pods are ready`);
  if (!hasProgressed(object)) return inProgress('the new ReplicaSet is not available yet');
  if (conditionOf(object, 'Available')?.status !== 'True')
    return inProgress(wordsOf(conditionOf(object, 'Available'), 'it is not available yet'));
  return current(`${ready} of ${wanted} Pods are ready`);
}

function hasProgressed(object: JsonObject): boolean {
  const deadline = numberAt(object, 'spec', 'progressDeadlineSeconds');
  if (deadline === null || deadline === NO_DEADLINE) return true;
  const progressing = conditionOf(object, 'Progressing');
  return progressing?.status === 'True' && progressing.reason === 'NewReplicaSetAvailable';
}
