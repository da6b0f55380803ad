import type { KubeVersion } from '../../decision/options.ts';

/**
 * Fields that the server knows and takes away without a word, because a feature gate is off by default (mapping H2): by
 * type and field, the versions that do so.
 */
const DROPPED: Readonly<Record<string, readonly KubeVersion[]>> = {
  'ClusterTrustBundleProjection.path': ['1.35', '1.36'],
  'ConfigMapVolumeSource.defaultUser': ['1.37'],
  'DownwardAPIVolumeFile.user': ['1.37'],
  'DownwardAPIVolumeSource.defaultUser': ['1.37'],
  'EmptyDirVolumeSource.mode': ['1.37'],
  'GRPCAction.mode': ['1.37'],
  'HTTPGetAction.protocol': ['1.37'],
  'JobSpec.scheduling': ['1.37'],
  'KeyToPath.user': ['1.37'],
  'Lifecycle.stopSignal': ['1.35', '1.36', '1.37'],
  'PodSpec.evictionResponders': ['1.37'],
  'PodSpec.schedulingGroup': ['1.36', '1.37'],
  'PodSpec.workloadRef': ['1.35'],
  'ProjectedVolumeSource.defaultUser': ['1.37'],
  'RollingUpdateStatefulSetStrategy.maxUnavailable': ['1.35', '1.36'],
  'SecretVolumeSource.defaultUser': ['1.37'],
  'ServiceAccountTokenProjection.user': ['1.37'],
  'VolumeMount.bindMountOptions': ['1.37'],
};

/** Features that a person can say are on: `--option enable=NAME`. */
const SWITCHED: Readonly<Record<string, string>> = { 'Lifecycle.stopSignal': 'stop-signals' };

export function isDropped(
  field: string,
  version: KubeVersion,
  enabled: ReadonlySet<string>,
): boolean {
  const feature = SWITCHED[field];
  if (feature !== undefined && enabled.has(feature)) return false;
  return DROPPED[field]?.includes(version) ?? false;
}
