import type { KubeVersion } from '../../decision/options.ts';

/** '' stands for the default. */
const orDefault = (values: readonly string[]): readonly string[] => ['', ...values];

const NODE_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];
const SET_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
const RETENTION = ['Retain', 'Delete'];
const NODE_POLICIES = ['Honor', 'Ignore'];
const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** Values that the server takes in a field, by type and field; the OpenAPI document does not say them. */
const ENUMS: Readonly<Record<string, readonly string[]>> = {
  'AppArmorProfile.type': PROFILES,
  'Container.imagePullPolicy': orDefault(PULL_POLICIES),
  'Container.restartPolicy': ['Always', 'OnFailure', 'Never'],
  'Container.terminationMessagePolicy': orDefault(['File', 'FallbackToLogsOnError']),
  'ContainerPort.protocol': orDefault(PROTOCOLS),
  'ContainerRestartRuleOnExitCodes.operator': ['In', 'NotIn'],
  'CronJobSpec.concurrencyPolicy': orDefault(['Allow', 'Forbid', 'Replace']),
  'DaemonSetUpdateStrategy.type': orDefault(['RollingUpdate', 'OnDelete']),
  'DeploymentStrategy.type': orDefault(['Recreate', 'RollingUpdate']),
  'HTTPGetAction.scheme': orDefault(['HTTP', 'HTTPS']),
  'HostPathVolumeSource.type': [
    '',
    'BlockDevice',
    'CharDevice',
    'Directory',
    'DirectoryOrCreate',
    'File',
    'FileOrCreate',
    'Socket',
  ],
  'ImageVolumeSource.pullPolicy': orDefault(PULL_POLICIES),
  'JobSpec.completionMode': ['NonIndexed', 'Indexed'],
  'JobSpec.podReplacementPolicy': ['Failed', 'TerminatingOrFailed'],
  'LabelSelectorRequirement.operator': SET_OPERATORS,
  'NodeSelectorRequirement.operator': NODE_OPERATORS,
  'PersistentVolumeClaimSpec.accessModes': ACCESS_MODES,
  'PersistentVolumeClaimSpec.volumeMode': ['Block', 'Filesystem'],
  'PersistentVolumeSpec.accessModes': ACCESS_MODES,
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': orDefault(['Delete', 'Recycle', 'Retain']),
  'PersistentVolumeSpec.volumeMode': ['Block', 'Filesystem'],
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': ['AlwaysAllow', 'IfHealthyBudget'],
  'PodFailurePolicyOnPodConditionsPattern.status': orDefault(['False', 'True', 'Unknown']),
  'PodFailurePolicyOnExitCodesRequirement.operator': ['In', 'NotIn'],
  'PodFailurePolicyRule.action': ['Count', 'FailIndex', 'FailJob', 'Ignore'],
  'PodOS.name': ['linux', 'windows'],
  'PodSecurityContext.fsGroupChangePolicy': ['Always', 'OnRootMismatch'],
  'PodSecurityContext.supplementalGroupsPolicy': ['Merge', 'Strict'],
  'PodSpec.dnsPolicy': orDefault(['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']),
  'PodSpec.restartPolicy': orDefault(['Always', 'OnFailure', 'Never']),
  'PriorityClass.preemptionPolicy': ['Never', 'PreemptLowerPriority'],
  'SeccompProfile.type': PROFILES,
  'SecurityContext.procMount': ['Default', 'Unmasked'],
  'ServicePort.protocol': orDefault(PROTOCOLS),
  'ServiceSpec.externalTrafficPolicy': orDefault(['Cluster', 'Local']),
  'ServiceSpec.internalTrafficPolicy': ['Cluster', 'Local'],
  'ServiceSpec.sessionAffinity': orDefault(['ClientIP', 'None']),
  'ServiceSpec.type': orDefault(['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': orDefault(RETENTION),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': orDefault(RETENTION),
  'StatefulSetSpec.podManagementPolicy': orDefault(['OrderedReady', 'Parallel']),
  'StatefulSetUpdateStrategy.type': orDefault(['OnDelete', 'RollingUpdate']),
  'Toleration.effect': ['', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'],
  'Toleration.operator': ['', 'Equal', 'Exists'],
  'TopologySpreadConstraint.nodeAffinityPolicy': NODE_POLICIES,
  'TopologySpreadConstraint.nodeTaintsPolicy': NODE_POLICIES,
  'TopologySpreadConstraint.whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'VolumeMount.mountPropagation': ['Bidirectional', 'HostToContainer', 'None'],
  'VolumeMount.recursiveReadOnly': ['Disabled', 'Enabled', 'IfPossible'],
};

/** mapping H2-11: `RestartAllContainers` came with 1.36. */
export function enumOf(field: string, version: KubeVersion): readonly string[] | null {
  if (field === 'ContainerRestartRule.action')
    return version === '1.35' ? ['Restart'] : ['Restart', 'RestartAllContainers'];
  return ENUMS[field] ?? null;
}
