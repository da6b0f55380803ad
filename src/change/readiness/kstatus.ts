import type { JsonObject } from '../../manifest/manifest.ts';
import { daemonSetReadiness } from './daemon-set.ts';
import { deploymentReadiness } from './deployment.ts';
import { conditionOf, groupKindOf, numberAt, textAt, wordsOf } from './field.ts';
import { jobReadiness } from './job.ts';
import { claimReadiness, definitionReadiness, serviceReadiness } from './other-kinds.ts';
import { podReadiness } from './pod.ts';
import { replicaSetReadiness } from './replica-set.ts';
import { current, failed, inProgress, type Readiness } from './state.ts';
import { statefulSetReadiness } from './stateful-set.ts';

/** Reads one live object; `now` in milliseconds since 1970. */
export type Rule = (object: JsonObject, now: number) => Readiness;

const THERE: Rule = () => current('it is there');

/** kstatus' rules by kind and group; kinds that are not here go by their condition `Ready`. */
const RULES: Readonly<Record<string, Rule>> = {
  'Deployment.apps': deploymentReadiness,
  'StatefulSet.apps': statefulSetReadiness,
  'DaemonSet.apps': daemonSetReadiness,
  'ReplicaSet.apps': replicaSetReadiness,
  'Job.batch': jobReadiness,
  'CronJob.batch': THERE,
  'PodDisruptionBudget.policy': THERE,
  ConfigMap: THERE,
  Secret: THERE,
  Pod: podReadiness,
  Service: serviceReadiness,
  PersistentVolumeClaim: claimReadiness,
  'CustomResourceDefinition.apiextensions.k8s.io': definitionReadiness,
};

/** What kstatus says of a live object (cluster.md, Readiness): generic rules first, then the kind's. */
export function kstatusOf(object: JsonObject, now: number): Readiness {
  return generalReadiness(object) ?? kindReadiness(object, now);
}

/** The rules that hold for all kinds, in their order; null where none of them decides. */
export function generalReadiness(object: JsonObject): Readiness | null {
  if (textAt(object, 'metadata', 'deletionTimestamp') !== null)
    return { state: 'Terminating', reason: 'it is being deleted' };
  const observed = numberAt(object, 'status', 'observedGeneration');
  if (observed !== null && observed !== numberAt(object, 'metadata', 'generation'))
    return inProgress('the controller has not seen the newest version yet');
  const reconciling = conditionOf(object, 'Reconciling');
  if (reconciling?.status === 'True')
    return inProgress(wordsOf(reconciling, 'it is being reconciled'));
  const stalled = conditionOf(object, 'Stalled');
  return stalled?.status === 'True' ? failed(wordsOf(stalled, 'it is stalled')) : null;
}

/** The rule of its kind alone. */
export function kindReadiness(object: JsonObject, now: number): Readiness {
  return (RULES[groupKindOf(object)] ?? readyCondition)(object, now);
}

function readyCondition(object: JsonObject): Readiness {
  const ready = conditionOf(object, 'Ready');
  if (ready === null) return current('it is there');
  return ready.status === 'True'
    ? current(wordsOf(ready, 'it is ready'))
    : inProgress(wordsOf(ready, 'it is not ready'));
}
