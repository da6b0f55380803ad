import type { Protocol, PullPolicy } from '../fact/slots.ts';

/**
 * A Pod template with every default decided. The fields are those of the Pod API (core/v1 PodSpec), said in one way
 * only; null means that nothing is written. Texts are final: symbols are `$(NAME)`, `$` is escaped (mapping H31).
 */
export interface Pod {
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly restartPolicy: 'Always' | 'Never' | null;
  readonly initContainers: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly affinity: Affinity | null;
  readonly tolerations: readonly Toleration[];
  readonly topologySpread: TopologySpread | null;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly priorityClassName: string | null;
  readonly hostNetwork: boolean;
  readonly hostPid: boolean;
  readonly hostIpc: boolean;
  readonly hostUsers: boolean | null;
  readonly shareProcessNamespace: boolean;
  readonly hostname: string | null;
  readonly hostnameOverride: string | null;
  readonly dnsPolicy: 'ClusterFirstWithHostNet' | 'Default' | 'None' | null;
  readonly dnsConfig: DnsConfig | null;
  readonly hostAliases: readonly { readonly ip: string; readonly hostnames: readonly string[] }[];
  readonly securityContext: PodSecurityContext;
  readonly resources: Resources | null;
  readonly imagePullSecrets: readonly string[];
  readonly runtimeClassName: string | null;
  readonly enableServiceLinks: boolean;
  readonly automountServiceAccountToken: boolean;
  /** Seconds; null leaves Kubernetes' 30 (mapping D2-40a). */
  readonly terminationGracePeriodSeconds: number | null;
  /** `os.name: linux`, needed by `lifecycle.stopSignal`. */
  readonly osLinux: boolean;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: PullPolicy;
  readonly command: readonly string[] | null;
  readonly args: readonly string[] | null;
  readonly workingDir: string | null;
  readonly env: readonly EnvVar[];
  readonly envFrom: readonly EnvFrom[];
  readonly ports: readonly ContainerPort[];
  readonly resources: Resources | null;
  readonly volumeMounts: readonly VolumeMount[];
  readonly securityContext: SecurityContext | null;
  readonly readinessProbe: Probe | null;
  readonly livenessProbe: Probe | null;
  readonly startupProbe: Probe | null;
  readonly postStart: Hook | null;
  readonly preStop: Hook | null;
  readonly stopSignal: string | null;
  readonly stdin: boolean;
  readonly tty: boolean;
  /** `Always` on an init container makes a native sidecar. */
  readonly restartPolicy: 'Always' | 'Never' | 'OnFailure' | null;
  readonly restartPolicyRules: readonly RestartRule[];
}

export type EnvVar =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly from: EnvSource };

export type EnvSource =
  | { readonly kind: 'field'; readonly path: string }
  | {
      readonly kind: 'secret' | 'config-map';
      readonly name: string;
      readonly key: string;
      readonly optional: boolean;
    };

export interface EnvFrom {
  readonly kind: 'secret' | 'config-map';
  readonly name: string;
  readonly optional: boolean;
}

export interface ContainerPort {
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: Protocol;
  readonly hostPort: number | null;
  readonly hostIp: string | null;
}

/** Quantities in the server's canonical form (mapping H96). */
export interface Resources {
  readonly limits: Readonly<Record<string, string>>;
  readonly requests: Readonly<Record<string, string>>;
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly subPath: string | null;
  readonly subPathExpr: string | null;
  readonly mountPropagation: 'None' | 'HostToContainer' | 'Bidirectional' | null;
}

export interface Volume {
  readonly name: string;
  readonly source: VolumeSource;
}

export type VolumeSource =
  | { readonly kind: 'host-path'; readonly path: string; readonly type: HostPathType | null }
  | { readonly kind: 'empty-dir'; readonly memory: boolean; readonly sizeLimit: string | null }
  | { readonly kind: 'claim'; readonly claimName: string; readonly readOnly: boolean }
  | { readonly kind: 'config-map' | 'secret'; readonly name: string; readonly optional: boolean }
  | {
      readonly kind: 'nfs';
      readonly server: string;
      readonly path: string;
      readonly readOnly: boolean;
    }
  | { readonly kind: 'image'; readonly reference: string; readonly pullPolicy: PullPolicy | null };

export type HostPathType =
  | 'Directory'
  | 'DirectoryOrCreate'
  | 'File'
  | 'Socket'
  | 'CharDevice'
  | 'BlockDevice';

export interface SecurityContext {
  readonly privileged: boolean | null;
  readonly allowPrivilegeEscalation: boolean | null;
  readonly readOnlyRootFilesystem: boolean | null;
  readonly runAsUser: number | null;
  readonly runAsGroup: number | null;
  readonly runAsNonRoot: boolean | null;
  readonly capabilities: {
    readonly add: readonly string[];
    readonly drop: readonly string[];
  } | null;
  readonly seccompProfile: Profile | null;
  readonly appArmorProfile: Profile | null;
  readonly seLinuxOptions: Readonly<
    Partial<Record<'user' | 'role' | 'type' | 'level', string>>
  > | null;
  readonly procMount: 'Unmasked' | null;
}

export interface Profile {
  readonly type: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile: string | null;
}

export interface PodSecurityContext {
  readonly seccompProfile: Profile | null;
  readonly supplementalGroups: readonly number[];
  readonly supplementalGroupsPolicy: 'Strict' | null;
  readonly fsGroup: number | null;
  readonly sysctls: readonly { readonly name: string; readonly value: string }[];
}

/** All numbers are whole seconds or counts ≥ 1 and always written (mapping H82). */
export interface Probe {
  readonly handler: ProbeHandler;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

export type ProbeHandler =
  | { readonly kind: 'exec'; readonly command: readonly string[] }
  | { readonly kind: 'tcp'; readonly port: number }
  | {
      readonly kind: 'http';
      readonly port: number;
      readonly path: string;
      readonly scheme: 'HTTP' | 'HTTPS';
      readonly headers: readonly { readonly name: string; readonly value: string }[];
    };

export type Hook =
  | { readonly kind: 'exec'; readonly command: readonly string[] }
  | { readonly kind: 'sleep'; readonly seconds: number };

export interface RestartRule {
  readonly action: 'Restart' | 'RestartAllContainers';
  readonly operator: 'In' | 'NotIn';
  readonly exitCodes: readonly number[];
}

export interface DnsConfig {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly { readonly name: string; readonly value: string | null }[];
}

/** Terms are ORed, the expressions of a term ANDed. Never empty (mapping H107). */
export interface Affinity {
  readonly nodeTerms: readonly NodeTerm[];
  readonly podAffinity: readonly PodTerm[];
  readonly podAntiAffinity: readonly PodTerm[];
  /** `--option soft-conflicts`: the anti-affinity is preferred with weight 100. */
  readonly softAntiAffinity: boolean;
}

export interface NodeTerm {
  readonly expressions: readonly NodeExpression[];
  readonly fields: readonly NodeExpression[];
}

export interface NodeExpression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn';
  readonly values: readonly string[];
}

/** Pods of these workloads (label app.kubernetes.io/instance), on the same host. */
export interface PodTerm {
  readonly workloads: readonly string[];
}

export interface Toleration {
  readonly key: string | null;
  readonly operator: 'Exists';
  readonly effect: 'NoExecute' | null;
  readonly tolerationSeconds: number | null;
}

export interface TopologySpread {
  readonly whenUnsatisfiable: 'ScheduleAnyway';
  readonly matchLabelKeys: readonly string[];
}
