import { canonicalAddress } from './address.ts';
import {
  configKey,
  dnsLabel,
  dnsSearch,
  dnsSubdomain,
  envName,
  headerName,
  hostnameOverride,
  labelKey,
  labelValue,
  type NameRule,
  notEmpty,
  percentage,
  portName,
  sysctlName,
} from './names.ts';
import { absolutePath, imageReference, relativePath, withoutNul } from './texts.ts';
import { timeZone } from './time-zone.ts';

export interface Form {
  readonly check: NameRule;
  /** Rule of the contract. */
  readonly rule: string;
  /** '' means the same as an absent field. */
  readonly mayBeEmpty: boolean;
}

const form = (rule: string, check: NameRule): Form => ({ rule, check, mayBeEmpty: false });
const orEmpty = (rule: string, check: NameRule): Form => ({ rule, check, mayBeEmpty: true });

/** Form of the texts of a field, by type and field; of a list each item, of a map each value. */
export const FORMS: Readonly<Record<string, Form>> = {
  'ConfigMapEnvSource.name': form('H102', dnsSubdomain),
  'ConfigMapKeySelector.key': form('H102', configKey),
  'ConfigMapKeySelector.name': form('H102', dnsSubdomain),
  'ConfigMapVolumeSource.name': form('H102', dnsSubdomain),
  'Container.args': form('H105', withoutNul),
  'Container.command': form('H105', withoutNul),
  'Container.image': form('H105', imageReference),
  'Container.name': form('A10', dnsLabel),
  'ContainerPort.hostIP': orEmpty('H103', canonicalAddress),
  'ContainerPort.name': orEmpty('A09', portName),
  'CronJobSpec.timeZone': form('H2-02', timeZone),
  'EnvVar.name': form('H102', envName),
  'EnvVar.value': orEmpty('H105', withoutNul),
  'HTTPHeader.name': form('H105', headerName),
  'HostAlias.hostnames': form('H105', dnsSubdomain),
  'HostAlias.ip': form('H105', canonicalAddress),
  'HostPathVolumeSource.path': form('H40-14', absolutePath),
  'ImageVolumeSource.reference': form('H105', imageReference),
  'KeyToPath.path': form('H40-14', relativePath),
  'LabelSelector.matchLabels': orEmpty('A22', labelValue),
  'LabelSelectorRequirement.key': form('H107', labelKey),
  'LabelSelectorRequirement.values': orEmpty('H107', labelValue),
  'LocalObjectReference.name': form('H102', dnsSubdomain),
  'NFSVolumeSource.server': form('H6', notEmpty),
  'KeyToPath.key': form('H20-9', notEmpty),
  'NFSVolumeSource.path': form('H40-14', absolutePath),
  'NodeSelectorRequirement.key': form('H107', labelKey),
  'ObjectMeta.labels': orEmpty('A33', labelValue),
  'PersistentVolumeClaimSpec.storageClassName': orEmpty('H102', dnsSubdomain),
  'PersistentVolumeClaimVolumeSource.claimName': form('H102', dnsSubdomain),
  'PersistentVolumeSpec.storageClassName': orEmpty('H102', dnsSubdomain),
  'PodAffinityTerm.matchLabelKeys': form('H107', labelKey),
  'PodAffinityTerm.mismatchLabelKeys': form('H107', labelKey),
  'PodAffinityTerm.namespaces': form('H107', dnsLabel),
  'PodAffinityTerm.topologyKey': form('H107', labelKey),
  'PodDisruptionBudgetSpec.maxUnavailable': form('H71', percentage),
  'PodDisruptionBudgetSpec.minAvailable': form('H71', percentage),
  'PodDNSConfig.nameservers': form('H105', canonicalAddress),
  'PodDNSConfigOption.name': form('H105', notEmpty),
  'PodDNSConfig.searches': form('H105', dnsSearch),
  'PodSpec.hostname': orEmpty('E4-16', dnsLabel),
  'PodSpec.hostnameOverride': form('H2-13', hostnameOverride),
  'PodSpec.nodeSelector': orEmpty('H107', labelValue),
  'PodSpec.priorityClassName': orEmpty('H102', dnsSubdomain),
  'PodSpec.runtimeClassName': form('H102', dnsSubdomain),
  'PodSpec.subdomain': orEmpty('E4-17', dnsLabel),
  'PodFailurePolicyOnPodConditionsPattern.type': form('H75', labelKey),
  'RollingUpdateDaemonSet.maxSurge': form('H70-3', percentage),
  'RollingUpdateDaemonSet.maxUnavailable': form('H70-3', percentage),
  'RollingUpdateDeployment.maxSurge': form('H70-2', percentage),
  'RollingUpdateDeployment.maxUnavailable': form('H70-2', percentage),
  'SeccompProfile.localhostProfile': form('H106', relativePath),
  'SecretEnvSource.name': form('H102', dnsSubdomain),
  'SecretKeySelector.key': form('H102', configKey),
  'SecretKeySelector.name': form('H102', dnsSubdomain),
  'SecretVolumeSource.secretName': form('H102', dnsSubdomain),
  'ServicePort.appProtocol': form('H10', labelKey),
  'ServicePort.name': orEmpty('A09', dnsLabel),
  'ServiceSpec.externalName': orEmpty('H10', dnsSubdomain),
  'ServiceSpec.selector': orEmpty('A22', labelValue),
  'StatefulSetSpec.serviceName': orEmpty('H10-15', dnsLabel),
  'TCPSocketAction.port': form('A09', portName),
  'HTTPGetAction.port': form('A09', portName),
  'ServicePort.targetPort': orEmpty('A09', portName),
  'Sysctl.name': form('E6-21', sysctlName),
  'Toleration.key': orEmpty('C11', labelKey),
  'TopologySpreadConstraint.matchLabelKeys': form('H107', labelKey),
  'TopologySpreadConstraint.topologyKey': form('H107', labelKey),
  'Volume.name': form('A11', dnsLabel),
  'VolumeMount.mountPath': form('H40-14', absolutePath),
  'VolumeMount.subPath': orEmpty('H40-14', relativePath),
  'VolumeMount.subPathExpr': orEmpty('H40-14', relativePath),
};

/** Form of the keys of a map. */
export const KEY_FORMS: Readonly<Record<string, Form>> = {
  'ConfigMap.binaryData': form('H20-9', configKey),
  'ConfigMap.data': form('H20-9', configKey),
  'LabelSelector.matchLabels': form('A22', labelKey),
  'ObjectMeta.labels': form('A33', labelKey),
  'PodSpec.nodeSelector': form('H107', labelKey),
  'Secret.data': form('H20-9', configKey),
  'Secret.stringData': form('H20-9', configKey),
  'ServiceSpec.selector': form('A22', labelKey),
};
