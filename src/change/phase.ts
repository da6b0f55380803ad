/** Order in which kinds are applied; pruned and deleted in reverse. Inside a phase everything goes at once. */
export const PHASES = [
  'namespaces',
  'definitions',
  'configuration',
  'rights',
  'storage',
  'services',
  'workloads',
  'rest',
  'webhooks',
] as const;
export type Phase = (typeof PHASES)[number];

const PHASE_OF: Readonly<Record<string, Phase>> = {
  Namespace: 'namespaces',
  CustomResourceDefinition: 'definitions',
  PriorityClass: 'configuration',
  RuntimeClass: 'configuration',
  ResourceQuota: 'configuration',
  LimitRange: 'configuration',
  NetworkPolicy: 'configuration',
  ConfigMap: 'configuration',
  Secret: 'configuration',
  ServiceAccount: 'rights',
  Role: 'rights',
  ClusterRole: 'rights',
  RoleBinding: 'rights',
  ClusterRoleBinding: 'rights',
  StorageClass: 'storage',
  PersistentVolume: 'storage',
  PersistentVolumeClaim: 'storage',
  Service: 'services',
  Pod: 'workloads',
  ReplicaSet: 'workloads',
  Deployment: 'workloads',
  DaemonSet: 'workloads',
  StatefulSet: 'workloads',
  Job: 'workloads',
  CronJob: 'workloads',
  ValidatingWebhookConfiguration: 'webhooks',
  MutatingWebhookConfiguration: 'webhooks',
  ValidatingAdmissionPolicy: 'webhooks',
};

export const phaseOf = (kind: string): Phase => PHASE_OF[kind] ?? 'rest';

/** Deleting these deletes data or much more than themselves: pruned only when asked for. */
export const KEPT_KINDS: readonly string[] = [
  'Namespace',
  'CustomResourceDefinition',
  'PersistentVolumeClaim',
  'PersistentVolume',
];
