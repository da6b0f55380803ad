import { maskSecrets } from '../../finding/secret.ts';
import type { JsonObject } from '../../manifest/manifest.ts';
import { nodesInConflict, withoutNodes } from './daemon-set-nodes.ts';
import type { Family } from './family.ts';
import { groupKindOf, numberAt, textAt } from './field.ts';
import { finishedJobReadiness } from './job.ts';
import { generalReadiness, kindReadiness, type Rule } from './kstatus.ts';
import { isPlaced, newestPods } from './members.ts';
import { balancedServiceReadiness } from './other-kinds.ts';
import { troublesOf } from './owner-trouble.ts';
import { singlePodReadiness } from './pod.ts';
import { progressOf } from './progress.ts';
import { current, type Readiness } from './state.ts';
import { CAUSES, type Trouble } from './trouble.ts';

/** What a person chose. */
export interface WaitChoices {
  /** A Job is done when it is complete; else when it has started. */
  readonly jobs: boolean;
  /** A Service of type LoadBalancer is done when it has an address. */
  readonly loadBalancers: boolean;
}

export interface JudgeContext {
  /** Milliseconds since 1970, both. Failures before `since` belong to the past. */
  readonly now: number;
  readonly since: number;
  readonly choices: WaitChoices;
  readonly family: Family;
  /** `NAMESPACE/NAME` of the claims that a workload of the same set uses. */
  readonly usedClaims: ReadonlySet<string>;
}

/** Everything that can be said of one live object. */
export interface Judged {
  readonly readiness: Readiness;
  /** What keeps it back; empty when it is ready. */
  readonly troubles: readonly Trouble[];
  /** What a person should know although nothing is wrong. */
  readonly warnings: readonly string[];
  /** Nothing more will happen although the state is InProgress: see the warnings. */
  readonly settled: boolean;
  /** Every Pod that it wants has a node. */
  readonly isPlaced: boolean;
  /** Compares with itself only (`progressOf`). */
  readonly progress: number;
}

/** kstatus' rules and our own together (cluster.md, Readiness, "Our rules"). */
export function judge(object: JsonObject, context: JudgeContext): Judged {
  const readiness = shownReadiness(readinessOf(object, context));
  const pods = newestPods(object, context.family);
  const troubles = troublesOf(object, context.family, context.since).map(shownTrouble);
  const conflict = isDaemonSet(object) ? nodesInConflict(object, pods) : null;
  const isReady = readiness.state === 'Current';
  return {
    readiness,
    troubles: isReady || conflict !== null ? [] : troubles.filter((t) => t.cause !== 'never-runs'),
    warnings: [
      ...(isDaemonSet(object) && isReady ? [withoutNodes(object)].filter((w) => w !== null) : []),
      ...(conflict === null ? [] : [conflictWords(object, conflict)]),
      ...troubles.filter((t) => t.cause === 'never-runs').map((t) => t.sentence),
    ],
    settled: conflict !== null,
    isPlaced: isPlaced(object, pods),
    progress: progressOf(object, pods),
  };
}

/** Rules of ours that stand in for those of the table. */
function readinessOf(object: JsonObject, context: JudgeContext): Readiness {
  const general = generalReadiness(object);
  if (general !== null) return general;
  const rule = ownRule(object, context) ?? kindReadiness;
  return rule(object, context.now);
}

function ownRule(object: JsonObject, context: JudgeContext): Rule | null {
  switch (groupKindOf(object)) {
    case 'Job.batch':
      return context.choices.jobs ? finishedJobReadiness : null;
    case 'Service':
      return context.choices.loadBalancers ? balancedServiceReadiness : null;
    case 'Pod':
      return singlePodReadiness;
    case 'PersistentVolumeClaim':
      return waitsForConsumer(object, context) ? () => current(WAITS_FOR_CONSUMER) : null;
    default:
      return null;
  }
}

const WAITS_FOR_CONSUMER = 'the claim is bound when the first Pod uses it (WaitForFirstConsumer)';

/** A claim that nothing here uses would wait for ever. */
function waitsForConsumer(claim: JsonObject, context: JudgeContext): boolean {
  if (textAt(claim, 'status', 'phase') !== 'Pending') return false;
  const place = `${textAt(claim, 'metadata', 'namespace')}/${textAt(claim, 'metadata', 'name')}`;
  if (context.usedClaims.has(place)) return false;
  const name = textAt(claim, 'spec', 'storageClassName');
  const storage = name === null ? null : context.family.storageClass(name);
  const saidByEvent = context.family
    .eventsOf(textAt(claim, 'metadata', 'uid') ?? '')
    .some((e) => e.reason === 'WaitForFirstConsumer');
  return saidByEvent || storage?.volumeBindingMode === 'WaitForFirstConsumer';
}

function conflictWords(daemonSet: JsonObject, nodes: readonly string[]): string {
  const wanted = numberAt(daemonSet, 'status', 'desiredNumberScheduled') ?? nodes.length;
  return `units in conflict have ${nodes.length} of its ${wanted} nodes: its Pods for ${nodes.join(', ')} stay Pending, so it is never reported complete (C12c)`;
}

const isDaemonSet = (object: JsonObject): boolean => groupKindOf(object) === 'DaemonSet.apps';

/** Programs and controllers write what they like: no secrets, one line, not too long. */
const LONGEST = 400;

function shown(text: string): string {
  const line = maskSecrets(text).replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

const shownReadiness = ({ state, reason }: Readiness): Readiness => ({
  state,
  reason: shown(reason),
});
const shownTrouble = (trouble: Trouble): Trouble => ({
  ...trouble,
  sentence: shown(trouble.sentence),
});

/** Whether the trouble may end the wait before its time. */
export const canFail = ({ cause }: Trouble): boolean => CAUSES[cause] !== 'show';
