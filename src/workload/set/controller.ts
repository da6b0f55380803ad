import type { Decisions } from '../../decision/options.ts';
import type { CronPlan } from '../../dialect/systemd/schedule.ts';
import type { BuiltPod } from '../group.ts';
import type { PlacedPod } from '../placement/pod-placement.ts';
import type { Pod } from '../pod.ts';
import type { Controller } from '../workload.ts';
import { jobSpecOf } from './job-spec.ts';
import { peersNameOf } from './names.ts';
import type { Placed } from './placed.ts';

/** What only the set knows of a workload. */
export interface Run {
  readonly schedule: CronPlan | null;
  /** Pods that fleet had started. */
  readonly replicas: number;
  /** A Job or CronJob that somebody has to start. */
  readonly suspend: boolean;
}

/** mapping B09–B16, H70, H60, H75, H76 */
export function controllerOf(
  { group, plan }: Placed,
  placed: PlacedPod,
  built: BuiltPod,
  { schedule, replicas, suspend }: Run,
  decisions: Decisions,
): Controller {
  const { leader } = plan.pod;
  switch (group.kind) {
    case 'Deployment':
      return {
        kind: 'Deployment',
        replicas,
        strategy: strategyOf(plan.pods.length, placed, built.pod, decisions),
        progressDeadlineSeconds: progressDeadline(built.pod),
      };
    case 'DaemonSet':
      return { kind: 'DaemonSet', update: daemonUpdate(placed, built.pod, decisions) };
    case 'StatefulSet':
      return {
        kind: 'StatefulSet',
        replicas,
        firstOrdinal: plan.how === 'ordinal' ? Number(leader.name.instance) : 0,
        serviceName: peersNameOf(group.name, decisions.kubeVersion),
        update: plan.quorum ? 'OnDelete' : 'RollingUpdate',
        claims: built.claims,
      };
    case 'Job':
      return {
        kind: 'Job',
        suspend,
        ...jobSpecOf(leader, built, `Job/${group.name} spec`, decisions),
      };
    case 'CronJob': {
      const job = jobSpecOf(
        leader,
        built,
        `CronJob/${group.name} spec.jobTemplate.spec`,
        decisions,
      );
      const deadline = schedule?.startingDeadlineSeconds ?? null;
      return {
        kind: 'CronJob',
        schedule: schedule?.schedule ?? '',
        timeZone: schedule?.timeZone ?? null,
        // A run may wait behind one that takes that long (mapping B42).
        startingDeadlineSeconds:
          deadline === null ? null : Math.max(deadline, job.activeDeadlineSeconds ?? 0),
        suspend,
        job,
      };
    }
  }
}

type Deployment = Extract<Controller, { kind: 'Deployment' }>;

/** mapping H70-1, H70-2, C29: never more copies than fleet had. */
function strategyOf(
  replicas: number,
  { repelsItself }: PlacedPod,
  pod: Pod,
  decisions: Decisions,
): Deployment['strategy'] {
  if (replicas === 1) return { type: 'Recreate' };
  if (decisions.isOn('surge') && !repelsItself && !holdsHostPorts(pod))
    return { type: 'RollingUpdate', maxSurge: '25%', maxUnavailable: '25%' };
  return { type: 'RollingUpdate', maxSurge: 0, maxUnavailable: 1 };
}

/** A second Pod cannot have the same port of the node (mapping H10-10). */
const holdsHostPorts = (pod: Pod): boolean =>
  pod.hostNetwork ||
  pod.containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort !== null));

/** mapping H70-3, C12c */
function daemonUpdate(
  { pendingBeside }: PlacedPod,
  pod: Pod,
  decisions: Decisions,
): Extract<Controller, { kind: 'DaemonSet' }>['update'] {
  if (decisions.isOn('on-delete')) return { type: 'OnDelete' };
  if (pendingBeside === 0) return { type: 'RollingUpdate', maxSurge: 0, maxUnavailable: 1 };
  if (holdsHostPorts(pod))
    return { type: 'RollingUpdate', maxSurge: 0, maxUnavailable: 1 + pendingBeside };
  return { type: 'RollingUpdate', maxSurge: 1, maxUnavailable: 0 };
}

/** mapping H70-5: 1.5 times what the startup probe allows, when that is more than Kubernetes' 600 s. */
function progressDeadline({ containers }: Pod): number | null {
  const budgets = containers.flatMap(({ startupProbe }) =>
    startupProbe === null ? [] : [startupProbe.periodSeconds * startupProbe.failureThreshold],
  );
  const longest = Math.ceil(1.5 * Math.max(0, ...budgets));
  return longest > 600 ? longest : null;
}
