import { compareText } from '../../manifest/json.ts';
import type { JsonObject } from '../../manifest/manifest.ts';
import { type Family, nameOf, timeOf, uidOf } from './family.ts';
import {
  conditionOf,
  fieldAt,
  groupKindOf,
  mapsAt,
  numberAt,
  textAt,
  timeAt,
  wordsOf,
} from './field.ts';
import { newestPods, newestReplicaSet, wantedPods } from './members.ts';
import { containerOfEnd, endOfPod, hasFailed, podTroubles } from './pod-trouble.ts';
import type { Cause, Trouble } from './trouble.ts';

/** So many failed Pods of one owner are its own failure, whatever its status says (cluster.md, Readiness). */
const FAILED_PODS = 3;

/**
 * Everything that keeps an object back, from its newest Pods, its ReplicaSet and the events about them. `since`
 * (milliseconds since 1970): failures before it belong to the past.
 */
export function troublesOf(object: JsonObject, family: Family, since: number): readonly Trouble[] {
  const pods = newestPods(object, family);
  return mergeTroubles([
    ...refusals(object, pods, family, since),
    ...pods.flatMap((pod) => [...podTroubles(pod), ...eventTroubles(pod, family)]),
    ...failedPods(object, pods, family, since),
    ...failedTries(object, pods),
    ...neverRuns(object, family),
  ]);
}

/** Pods that could not even be made: quota, Pod Security, admission, a ServiceAccount that is not there. */
function refusals(
  object: JsonObject,
  pods: readonly JsonObject[],
  family: Family,
  since: number,
): readonly Trouble[] {
  const set = groupKindOf(object) === 'Deployment.apps' ? newestReplicaSet(object, family) : null;
  const failure = [set, object]
    .map((owner) => owner && conditionOf(owner, 'ReplicaFailure'))
    .find((condition) => condition?.status === 'True');
  if (failure) return [refusal(wordsOf(failure, 'its Pods are refused'))];
  if (pods.length >= (wantedPods(object) ?? 0)) return [];
  const event = family
    .eventsOf(uidOf(object))
    .find((e) => e.reason === 'FailedCreate' && Date.parse(timeOf(e)) >= since);
  return event === undefined ? [] : [refusal(textAt(event, 'message') ?? '')];
}

function refusal(message: string): Trouble {
  const cause: Cause = /violates PodSecurity/.test(message)
    ? 'pod-security'
    : /exceeded quota|failed quota/.test(message)
      ? 'quota'
      : 'refused';
  return { cause, sentence: `its Pods are refused: ${message}`, pods: [] };
}

/** `reason` of events about a Pod that hangs before its containers exist. */
const POD_EVENTS: Readonly<Record<string, { readonly cause: Cause; readonly words: string }>> = {
  FailedMount: { cause: 'mount', words: 'a volume cannot be mounted' },
  FailedAttachVolume: { cause: 'mount', words: 'a volume cannot be attached' },
  FailedCreatePodSandBox: { cause: 'container-create', words: 'the Pod cannot be set up' },
};

/** A hostPath of the wrong kind stays in ContainerCreating: only an event tells. */
function eventTroubles(pod: JsonObject, family: Family): readonly Trouble[] {
  if (textAt(pod, 'status', 'phase') !== 'Pending' || !isPlaced(pod)) return [];
  if (!waitsForContainers(pod)) return [];
  const event = family.eventsOf(uidOf(pod)).find((e) => (textAt(e, 'reason') ?? '') in POD_EVENTS);
  const known = event && POD_EVENTS[textAt(event, 'reason') ?? ''];
  if (!known) return [];
  return [
    {
      cause: known.cause,
      sentence: `${known.words}: ${textAt(event, 'message') ?? ''}`,
      pods: [nameOf(pod)],
    },
  ];
}

const isPlaced = (pod: JsonObject): boolean => textAt(pod, 'spec', 'nodeName') !== null;

function waitsForContainers(pod: JsonObject): boolean {
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((list) =>
    mapsAt(pod, 'status', list),
  );
  const reasons = statuses.map((status) => textAt(status, 'state', 'waiting', 'reason'));
  return (
    reasons.length === 0 ||
    reasons.includes('ContainerCreating') ||
    reasons.every((r) => r === null)
  );
}

/** Failed Pods that someone replaces: a ReplicaSet leaves them lying, the others say so in events. */
function failedPods(
  object: JsonObject,
  pods: readonly JsonObject[],
  family: Family,
  since: number,
): readonly Trouble[] {
  if (groupKindOf(object) === 'Job.batch' || groupKindOf(object) === 'Pod') return [];
  const lying = pods.filter(
    (pod) => hasFailed(pod) && (timeAt(pod, 'metadata', 'creationTimestamp') ?? since) >= since,
  );
  const replaced = family
    .eventsOf(uidOf(object))
    .filter(
      (e) =>
        ['FailedDaemonPod', 'RecreatingFailedPod'].includes(textAt(e, 'reason') ?? '') &&
        Date.parse(timeOf(e)) >= since,
    );
  const count = Math.max(
    lying.length,
    replaced.reduce((sum, e) => sum + (numberAt(e, 'count') ?? 1), 0),
  );
  if (count < FAILED_PODS) return [];
  const [first] = lying;
  const why = first === undefined ? textAt(replaced[0] ?? {}, 'message') : endOfPod(first);
  return [
    {
      cause: 'failed-pods',
      sentence: `${count} Pods have failed one after the other: ${why ?? 'no reason given'}`,
      pods: lying.map(nameOf),
      ...containerOfEnd(lying.toSorted((a, b) => compareText(nameOf(a), nameOf(b)))[0]),
    },
  ];
}

/** A Job that still has tries is shown, not failed: its backoffLimit decides. */
function failedTries(object: JsonObject, pods: readonly JsonObject[]): readonly Trouble[] {
  const failures = numberAt(object, 'status', 'failed') ?? 0;
  if (groupKindOf(object) !== 'Job.batch' || failures === 0) return [];
  const last = pods.filter(hasFailed).at(-1);
  const why = last === undefined ? '' : `: ${endOfPod(last)}`;
  const tries = failures === 1 ? '1 try has failed' : `${failures} tries have failed`;
  return [
    {
      cause: 'failed-tries',
      sentence: `${tries}${why}`,
      pods: last === undefined ? [] : [nameOf(last)],
      ...containerOfEnd(last),
    },
  ];
}

/** A CronJob that is accepted and never runs (cluster.md, Readiness). */
function neverRuns(object: JsonObject, family: Family): readonly Trouble[] {
  if (groupKindOf(object) !== 'CronJob.batch') return [];
  const say = (sentence: string): readonly Trouble[] => [
    { cause: 'never-runs', sentence, pods: [] },
  ];
  if (fieldAt(object, 'spec', 'startingDeadlineSeconds') === 0)
    return say('it never runs: startingDeadlineSeconds is 0');
  const event = family
    .eventsOf(uidOf(object))
    .find((e) =>
      ['InvalidSchedule', 'UnparseableSchedule', 'UnparseableCronJobSchedule'].includes(
        textAt(e, 'reason') ?? '',
      ),
    );
  return event === undefined ? [] : say(`it never runs: ${textAt(event, 'message') ?? ''}`);
}

/** The same trouble of several Pods is told once; restarts differ from Pod to Pod. */
function mergeTroubles(troubles: readonly Trouble[]): readonly Trouble[] {
  const merged = new Map<string, Trouble>();
  for (const trouble of troubles) {
    const key = `${trouble.cause} ${trouble.sentence.replace(/\(\d+ restarts?\)/, '')}`;
    const pods = [...new Set([...(merged.get(key)?.pods ?? []), ...trouble.pods])];
    merged.set(key, { ...trouble, pods: pods.sort(compareText) });
  }
  return [...merged.values()];
}
