import type { Protocol } from '../fact/slots.ts';
import type { Pod } from './pod.ts';

/** Everything that a set of units becomes: closed, each default decided. `manifest` prints it and decides nothing. */
export interface Conversion {
  readonly workloads: readonly Workload[];
  /** ConfigMaps and Secrets that several workloads share, PersistentVolumes, claims, alias Services. */
  readonly shared: readonly SupportObject[];
  readonly outcomes: readonly UnitOutcome[];
}

/** A controller with its Pod template and the objects that exist for it alone. */
export interface Workload {
  /** metadata.name (mapping A05–A07). */
  readonly name: string;
  /** `app.kubernetes.io/name` (mapping A20). */
  readonly application: string;
  readonly partOf: string | null;
  /** `app.kubernetes.io/version`, a legal label value or null (mapping A23). */
  readonly version: string | null;
  readonly sources: readonly WorkloadSource[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly controller: Controller;
  readonly pod: Pod;
  readonly objects: readonly SupportObject[];
  /** Rule ids of what is open or lost (mapping A31), sorted. */
  readonly review: readonly string[];
  /** Set when a placeholder stands where an image should: `--keep-unresolved` only, and apply refuses it. */
  readonly unresolved: string | null;
}

/** Where a workload came from (mapping A26–A30). */
export interface WorkloadSource {
  readonly unit: string;
  readonly file: string;
  readonly fleetHash: string;
  /** `[X-Fleet]` lines as written. */
  readonly fleetLines: readonly string[];
}

export type Controller =
  | {
      readonly kind: 'Deployment';
      readonly replicas: number;
      readonly strategy:
        | { readonly type: 'Recreate' }
        | {
            readonly type: 'RollingUpdate';
            readonly maxSurge: number | string;
            readonly maxUnavailable: number | string;
          };
      readonly progressDeadlineSeconds: number | null;
    }
  | {
      readonly kind: 'DaemonSet';
      readonly update:
        | { readonly type: 'OnDelete' }
        | {
            readonly type: 'RollingUpdate';
            readonly maxSurge: number;
            readonly maxUnavailable: number;
          };
    }
  | {
      readonly kind: 'StatefulSet';
      readonly replicas: number;
      readonly firstOrdinal: number;
      readonly serviceName: string;
      readonly update: 'RollingUpdate' | 'OnDelete';
      readonly claims: readonly Claim[];
    }
  | ({ readonly kind: 'Job'; readonly suspend: boolean } & JobSpec)
  | {
      readonly kind: 'CronJob';
      readonly schedule: string;
      readonly timeZone: string | null;
      readonly startingDeadlineSeconds: number | null;
      readonly suspend: boolean;
      readonly job: JobSpec;
    };

export interface JobSpec {
  readonly backoffLimit: number;
  readonly activeDeadlineSeconds: number | null;
  /** Exit codes after which no further try is made (mapping D2-18a, D2-19). */
  readonly failOn: {
    readonly container: string;
    readonly operator: 'In' | 'NotIn';
    readonly codes: readonly number[];
  } | null;
}

export type SupportObject =
  | Service
  | {
      readonly kind: 'ConfigMap';
      readonly name: string;
      readonly data: Readonly<Record<string, string>>;
      readonly binaryData: Readonly<Record<string, string>>;
    }
  /** Values are already redacted unless the user asked for them (mapping H20-4). */
  | {
      readonly kind: 'Secret';
      readonly name: string;
      readonly type: string;
      readonly stringData: Readonly<Record<string, string>>;
    }
  | ({ readonly kind: 'PersistentVolumeClaim' } & Claim)
  | PersistentVolume
  | { readonly kind: 'PodDisruptionBudget'; readonly name: string }
  | { readonly kind: 'PriorityClass'; readonly name: string; readonly value: number };

export interface Service {
  readonly kind: 'Service';
  readonly name: string;
  /** The workload whose Pods it selects. */
  readonly selects: string;
  readonly headless: boolean;
  readonly publishNotReady: boolean;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly localTrafficOnly: boolean;
  readonly ports: readonly ServicePort[];
}

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: string | number;
  readonly protocol: Protocol;
  readonly nodePort: number | null;
}

export interface Claim {
  readonly name: string;
  readonly accessMode: 'ReadWriteOnce' | 'ReadWriteMany' | 'ReadWriteOncePod';
  /** Kubernetes quantity. */
  readonly size: string;
  /** null: the cluster's default class; '' binds to a volume made by hand. */
  readonly storageClassName: string | null;
  readonly volumeName: string | null;
}

export interface PersistentVolume {
  readonly kind: 'PersistentVolume';
  readonly name: string;
  readonly size: string;
  readonly accessMode: 'ReadWriteMany' | 'ReadWriteOnce';
  readonly nfs: { readonly server: string; readonly path: string };
  readonly mountOptions: readonly string[];
}

/** What became of a unit, for the report. */
export interface UnitOutcome {
  readonly unit: string;
  readonly file: string;
  readonly outcome:
    | 'workload'
    | 'merged'
    | 'replaced'
    | 'retired'
    | 'housekeeping'
    | 'not-started'
    | 'needs-decision'
    | 'unsupported'
    | 'refused';
  /** The unit it was merged into or replaced by. */
  readonly into: string | null;
  /** Names of its workloads and support objects; `manifest` turns them into kind and name. */
  readonly objects: readonly { readonly kind: string; readonly name: string }[];
}
