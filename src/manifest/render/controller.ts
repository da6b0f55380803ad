import type { Controller, JobSpec, Workload } from '../../workload/workload.ts';
import { ifTrue, object } from '../json.ts';
import type { Json, JsonObject, Manifest } from '../manifest.ts';
import { selectorOf, templateMetadata, workloadMetadata } from './metadata.ts';
import type { Naming } from './naming.ts';
import { renderPodSpec } from './pod.ts';
import { claimSpec } from './support.ts';

/** Old ReplicaSets and revisions kept: fleet kept none, the default of 10 is noise (mapping H70-5). */
const HISTORY = 3;

type ControllerOf<K extends Controller['kind']> = Extract<Controller, { readonly kind: K }>;

/** The controller of a workload with its Pod template (mapping H60-2, H70–H78). */
export function renderController(workload: Workload, naming: Naming): Manifest {
  const { controller } = workload;
  return {
    apiVersion: controller.kind === 'Job' || controller.kind === 'CronJob' ? 'batch/v1' : 'apps/v1',
    kind: controller.kind,
    metadata: workloadMetadata(workload, naming),
    spec: specOf(controller, workload, naming),
  };
}

function specOf(controller: Controller, workload: Workload, naming: Naming): JsonObject {
  switch (controller.kind) {
    case 'Deployment':
      return deploymentSpec(controller, workload, naming);
    case 'DaemonSet':
      return daemonSetSpec(controller, workload, naming);
    case 'StatefulSet':
      return statefulSetSpec(controller, workload, naming);
    case 'Job':
      return jobSpec(controller, controller.suspend, workload, naming);
    case 'CronJob':
      return cronJobSpec(controller, workload, naming);
  }
}

function deploymentSpec(
  controller: ControllerOf<'Deployment'>,
  workload: Workload,
  naming: Naming,
): JsonObject {
  return object({
    replicas: controller.replicas,
    selector: matchLabels(workload),
    template: template(workload, naming),
    strategy: strategyOf(controller.strategy),
    revisionHistoryLimit: HISTORY,
    progressDeadlineSeconds: controller.progressDeadlineSeconds,
  });
}

/** The whole block is written: a defaulted one belongs to nobody and stays when we change the type (mapping H70-7). */
function strategyOf(strategy: ControllerOf<'Deployment'>['strategy']): JsonObject {
  if (strategy.type === 'Recreate') return { type: strategy.type };
  const { type, maxSurge, maxUnavailable } = strategy;
  return { type, rollingUpdate: { maxUnavailable, maxSurge } };
}

function daemonSetSpec(
  { update }: ControllerOf<'DaemonSet'>,
  workload: Workload,
  naming: Naming,
): JsonObject {
  const { type } = update;
  const rollingUpdate =
    update.type === 'RollingUpdate'
      ? { maxUnavailable: update.maxUnavailable, maxSurge: update.maxSurge }
      : null;
  return object({
    selector: matchLabels(workload),
    template: template(workload, naming),
    updateStrategy: object({ type, rollingUpdate }),
    revisionHistoryLimit: HISTORY,
  });
}

function statefulSetSpec(
  controller: ControllerOf<'StatefulSet'>,
  workload: Workload,
  naming: Naming,
): JsonObject {
  return object({
    replicas: controller.replicas,
    selector: matchLabels(workload),
    template: template(workload, naming),
    volumeClaimTemplates:
      controller.claims.length > 0
        ? controller.claims.map((claim) => ({
            metadata: { name: claim.name },
            spec: claimSpec(claim),
          }))
        : null,
    serviceName: controller.serviceName,
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: controller.update },
    revisionHistoryLimit: HISTORY,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    ordinals: controller.firstOrdinal === 0 ? null : { start: controller.firstOrdinal },
  });
}

/** Never a selector: Kubernetes makes it (mapping A22). */
function jobSpec(job: JobSpec, suspend: boolean, workload: Workload, naming: Naming): JsonObject {
  return object({
    activeDeadlineSeconds: job.activeDeadlineSeconds,
    podFailurePolicy: { rules: [...failJobRules(job), IGNORE_DISRUPTION] },
    backoffLimit: job.backoffLimit,
    template: template(workload, naming),
    suspend: ifTrue(suspend),
  });
}

/** A Pod that is drained or evicted does not end the Job (mapping B30a). */
const IGNORE_DISRUPTION: Json = {
  action: 'Ignore',
  onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }],
};

/** Exit codes ascending and unique, else refused (mapping D2-18a). */
function failJobRules({ failOn }: JobSpec): readonly Json[] {
  if (failOn === null) return [];
  const values = [...new Set(failOn.codes)].sort((a, b) => a - b);
  const { container: containerName, operator } = failOn;
  return [{ action: 'FailJob', onExitCodes: { containerName, operator, values } }];
}

function cronJobSpec(
  controller: ControllerOf<'CronJob'>,
  workload: Workload,
  naming: Naming,
): JsonObject {
  return object({
    schedule: controller.schedule,
    timeZone: controller.timeZone,
    startingDeadlineSeconds: controller.startingDeadlineSeconds,
    concurrencyPolicy: 'Forbid',
    suspend: ifTrue(controller.suspend),
    jobTemplate: {
      metadata: { labels: selectorOf(workload.application, workload.name) },
      spec: jobSpec(controller.job, false, workload, naming),
    },
  });
}

const matchLabels = (workload: Workload): JsonObject => ({
  matchLabels: selectorOf(workload.application, workload.name),
});

const template = (workload: Workload, naming: Naming): JsonObject => ({
  metadata: templateMetadata(workload, naming),
  spec: renderPodSpec(workload),
});
