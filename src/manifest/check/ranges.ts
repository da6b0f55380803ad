/** Least and greatest value of a numeric field, and the rule where it is narrower than the server's. */
export interface Range {
  readonly least: number;
  readonly most: number;
  /** Rule of the contract that asks for more than the server does, or null. */
  readonly rule: string | null;
  readonly zeroIsAbsent: boolean;
}

const from = (
  least: number,
  most = Number.POSITIVE_INFINITY,
  rule: string | null = null,
): Range => ({
  least,
  most,
  rule,
  zeroIsAbsent: false,
});

const PORT = from(1, 65535);
const orAbsent = (range: Range): Range => ({ ...range, zeroIsAbsent: true });
const ID = from(0, 2 ** 31 - 1);
const FILE_MODE = from(0, 0o777);
/** A zero becomes the default without a word (mapping H82). */
const PROBE = from(1, Number.POSITIVE_INFINITY, 'H104');

export const RANGES: Readonly<Record<string, Range>> = {
  'ConfigMapVolumeSource.defaultMode': FILE_MODE,
  'ContainerPort.containerPort': PORT,
  'ContainerPort.hostPort': orAbsent(PORT),
  /** 0 never runs and says nothing (mapping H76). */
  'CronJobSpec.startingDeadlineSeconds': from(1, Number.POSITIVE_INFINITY, 'H76'),
  'CronJobSpec.failedJobsHistoryLimit': from(0),
  'CronJobSpec.successfulJobsHistoryLimit': from(0),
  'GRPCAction.port': PORT,
  'DeploymentSpec.minReadySeconds': from(0),
  'DeploymentSpec.replicas': from(0),
  'DeploymentSpec.revisionHistoryLimit': from(0),
  'DaemonSetSpec.minReadySeconds': from(0),
  'DaemonSetSpec.revisionHistoryLimit': from(0),
  /** 0 fails the Job before any Pod (mapping H78). */
  'JobSpec.activeDeadlineSeconds': from(1, Number.POSITIVE_INFINITY, 'H78'),
  'JobSpec.backoffLimit': from(0),
  'JobSpec.completions': from(0),
  'JobSpec.parallelism': from(0),
  'JobSpec.ttlSecondsAfterFinished': from(0),
  'KeyToPath.mode': FILE_MODE,
  'PodDisruptionBudgetSpec.maxUnavailable': from(0),
  'PodDisruptionBudgetSpec.minAvailable': from(0),
  'PodSecurityContext.fsGroup': ID,
  'PodSecurityContext.runAsGroup': ID,
  'PodSecurityContext.runAsUser': ID,
  'PodSecurityContext.supplementalGroups': ID,
  /** 0 kills at once, a negative one is taken for 1 (mapping D2-40). */
  'PodSpec.terminationGracePeriodSeconds': from(1, Number.POSITIVE_INFINITY, 'H104'),
  'PreferredSchedulingTerm.weight': from(1, 100),
  'PriorityClass.value': from(-(2 ** 31), 1_000_000_000),
  'Probe.failureThreshold': PROBE,
  'Probe.initialDelaySeconds': from(0),
  'Probe.periodSeconds': PROBE,
  'Probe.successThreshold': PROBE,
  'Probe.timeoutSeconds': PROBE,
  'RollingUpdateDaemonSet.maxSurge': from(0),
  'RollingUpdateDaemonSet.maxUnavailable': from(0),
  'RollingUpdateDeployment.maxSurge': from(0),
  'RollingUpdateDeployment.maxUnavailable': from(0),
  'SecretVolumeSource.defaultMode': FILE_MODE,
  'SecurityContext.runAsGroup': ID,
  'SecurityContext.runAsUser': ID,
  /** Any other is 422, and the dry run does not say so (mapping H103). */
  'ServicePort.nodePort': orAbsent(from(30_000, 32_767, 'H103')),
  'ServicePort.port': PORT,
  'ServicePort.targetPort': orAbsent(PORT),
  'SleepAction.seconds': from(0),
  'StatefulSetOrdinals.start': from(0),
  'StatefulSetSpec.minReadySeconds': from(0),
  'StatefulSetSpec.replicas': from(0),
  'TCPSocketAction.port': PORT,
  'HTTPGetAction.port': PORT,
  'TopologySpreadConstraint.maxSkew': from(1),
  'TopologySpreadConstraint.minDomains': from(1),
  'WeightedPodAffinityTerm.weight': from(1, 100),
};
