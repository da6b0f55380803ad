import type { KubeVersion } from '../../decision/options.ts';

const NODE_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];
const SET_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
const RETENTION = ['Retain', 'Delete'];
const NODE_POLICIES = ['Honor', 'Ignore'];
const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** Values that the server takes in a field, by type and field; the OpenAPI document does not say them. */
export const ENUMS: Readonly<Record<string, readonly string[]>> = {
  'AppArmorProfile.type': PROFILES,
  'Container.imagePullPolicy': PULL_POLICIES,
  'Container.restartPolicy': ['Always', 'OnFailure', 'Never'],
  'Container.terminationMessagePolicy': ['File', 'FallbackToLogsOnError'],
  'ContainerPort.protocol': PROTOCOLS,
  'ContainerRestartRuleOnExitCodes.operator': ['In', 'NotIn'],
  'CronJobSpec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'DaemonSetUpdateStrategy.type': ['RollingUpdate', 'OnDelete'],
  'DeploymentStrategy.type': ['Recreate', 'RollingUpdate'],
  'HTTPGetAction.scheme': ['HTTP', 'HTTPS'],
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
  'ImageVolumeSource.pullPolicy': PULL_POLICIES,
  'JobSpec.completionMode': ['NonIndexed', 'Indexed'],
  'JobSpec.podReplacementPolicy': ['Failed', 'TerminatingOrFailed'],
  'LabelSelectorRequirement.operator': SET_OPERATORS,
  'NodeSelectorRequirement.operator': NODE_OPERATORS,
  'PersistentVolumeClaimSpec.accessModes': ACCESS_MODES,
  'PersistentVolumeClaimSpec.volumeMode': ['Block', 'Filesystem'],
  'PersistentVolumeSpec.accessModes': ACCESS_MODES,
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': ['Delete', 'Recycle', 'Retain'],
  'PersistentVolumeSpec.volumeMode': ['Block', 'Filesystem'],
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': ['AlwaysAllow', 'IfHealthyBudget'],
  'PodFailurePolicyOnPodConditionsPattern.status': ['False', 'True', 'Unknown'],
  'PodFailurePolicyOnExitCodesRequirement.operator': ['In', 'NotIn'],
  'PodFailurePolicyRule.action': ['Count', 'FailIndex', 'FailJob', 'Ignore'],
  'PodOS.name': ['linux', 'windows'],
  'PodSecurityContext.fsGroupChangePolicy': ['Always', 'OnRootMismatch'],
  'PodSecurityContext.supplementalGroupsPolicy': ['Merge', 'Strict'],
  'PodSpec.dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  'PodSpec.restartPolicy': ['Always', 'OnFailure', 'Never'],
  'PriorityClass.preemptionPolicy': ['Never', 'PreemptLowerPriority'],
  'SeccompProfile.type': PROFILES,
  'SecurityContext.procMount': ['Default', 'Unmasked'],
  'ServicePort.protocol': PROTOCOLS,
  'ServiceSpec.externalTrafficPolicy': ['Cluster', 'Local'],
  'ServiceSpec.internalTrafficPolicy': ['Cluster', 'Local'],
  'ServiceSpec.sessionAffinity': ['ClientIP', 'None'],
  'ServiceSpec.type': ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'],
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': RETENTION,
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': RETENTION,
  'StatefulSetSpec.podManagementPolicy': ['OrderedReady', 'Parallel'],
  'StatefulSetUpdateStrategy.type': ['OnDelete', 'RollingUpdate'],
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
