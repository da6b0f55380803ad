import type { JsonObject } from '../../manifest/manifest.ts';
import { conditionOf, mapsAt, textAt, timeAt, wordsOf } from './field.ts';
import { current, failed, inProgress, type Readiness } from './state.ts';

/** How long a Pod may be unschedulable before kstatus calls it failed: 15 s after its creation. */
const UNSCHEDULABLE_MS = 15_000;

/** kstatus, row Pod. `now` in milliseconds since 1970. */
export function podReadiness(object: JsonObject, now: number): Readiness {
  const phase = textAt(object, 'status', 'phase');
  switch (phase) {
    case 'Succeeded':
      return current('the Pod has ended with success');
    case 'Failed':
      return current(`the Pod has ended with a failure${endWords(object)}`);
    case 'Pending':
      return pendingReadiness(object, now);
    case 'Running':
      return runningReadiness(object);
    default:
      return inProgress('the Pod has no phase yet');
  }
}

function pendingReadiness(object: JsonObject, now: number): Readiness {
  const scheduled = conditionOf(object, 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable')
    return inProgress('the Pod is pending');
  const created = timeAt(object, 'metadata', 'creationTimestamp') ?? now;
  const reason = `no node takes the Pod: ${wordsOf(scheduled, 'Unschedulable')}`;
  return now - created < UNSCHEDULABLE_MS ? inProgress(reason) : failed(reason);
}

function runningReadiness(object: JsonObject): Readiness {
  const ready = conditionOf(object, 'Ready');
  if (ready?.status === 'True') return current('the Pod is ready');
  const crashing = ['initContainerStatuses', 'containerStatuses']
    .flatMap((list) => mapsAt(object, 'status', list))
    .filter((c) => textAt(c, 'state', 'waiting', 'reason') === 'CrashLoopBackOff')
    .map((c) => textAt(c, 'name') ?? '');
  if (crashing.length > 0)
    return failed(`containers end again and again (CrashLoopBackOff): ${crashing.join(', ')}`);
  return inProgress(wordsOf(ready, 'the Pod is not ready'));
}

/** Our own rule: nobody makes a new one in place of a Pod that is owned by nobody. */
export function singlePodReadiness(object: JsonObject, now: number): Readiness {
  const alone = mapsAt(object, 'metadata', 'ownerReferences').length === 0;
  return alone && textAt(object, 'status', 'phase') === 'Failed'
    ? failed(`the Pod has failed${endWords(object)}`)
    : podReadiness(object, now);
}

function endWords(object: JsonObject): string {
  const words = [textAt(object, 'status', 'reason'), textAt(object, 'status', 'message')];
  const said = words.filter((word) => word !== null && word !== '');
  return said.length === 0 ? '' : `: ${said.join(': ')}`;
}
