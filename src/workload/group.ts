import type { Decisions } from '../decision/options.ts';
import type { Placement } from '../dialect/fleet/placement.ts';
import type { Check, UnitFacts } from '../dialect/role.ts';
import type { Affinity, Pod, Toleration, TopologySpread, Volume } from './pod.ts';
import type { Claim, SupportObject } from './workload.ts';

/** Units that become one Pod (mapping C30–C34), the leader first. */
export interface Group {
  /** metadata.name of the workload. */
  readonly name: string;
  readonly members: readonly Member[];
  /** Instances that this one workload stands for (mapping B23, B24); one unit: only itself. */
  readonly instances: readonly UnitFacts[];
  /** `ordinal`: `%i` is the Pod's index (mapping B24). */
  readonly instanceName: 'literal' | 'ordinal';
  readonly kind: GroupKind;
}

export type GroupKind = 'Deployment' | 'DaemonSet' | 'StatefulSet' | 'Job' | 'CronJob';

export interface Member {
  readonly unit: UnitFacts;
  readonly placement: Placement;
  /** `init`: a oneshot that ran before the leader (mapping B33). `sidecar`: up before it (mapping C33). */
  readonly as: 'container' | 'sidecar' | 'init';
  /** The unit's failure does not keep the leader from starting (mapping B33). */
  readonly failureIgnored: boolean;
}

/** What building one Pod needs to know of the rest of the set. */
export interface Surroundings {
  readonly decisions: Decisions;
  /** The group in which a container of that docker name runs, or null. */
  groupOfContainer(name: string): Group | null;
  /** The group that a unit became part of, or null. */
  groupOfUnit(unit: string): Group | null;
  /** The unit whose ports other units use under that address, for links and host facts (mapping G70-2). */
  unitThatPublishes(port: number): UnitFacts | null;
  /** Volume that a converted `.mount` unit gives for a host path, and the path below it (mapping B91). */
  volumeOfMount(
    hostPath: string,
  ): { readonly volume: Volume; readonly subPath: string | null } | null;
  /** Leaders of the workloads whose units use a named volume of docker, the own one among them. */
  workloadsWithVolume(name: string): readonly string[];
  /** Leaders of the workloads that run the container of that docker name, or take its volumes; sorted. */
  workloadsAround(container: string): readonly string[];
  /** A timer ran the service too often for a CronJob, so that it loops (mapping B49). */
  secondsBetweenRuns(unit: string): number | null;
  /** Content of a file that units name, from `--option files=DIR`. */
  suppliedFile(path: string): string | null;
  /** Value of an etcd key, from a dump or a seeding unit (mapping G60a). */
  etcdValue(key: string): string | null;
  /** The unit that announces exactly this key (mapping G61). */
  unitThatAnnounces(key: string): UnitFacts | null;
  /** Units linked to by `--link`, announced or otherwise known to be reached: they need a Service. */
  reasonsForService(unit: string): readonly ReasonForService[];
}

/** A check of an announcer's loop and its times. */
export interface AnnouncedCheck {
  readonly check: Check;
  readonly intervalSeconds: number | null;
  readonly ttlSeconds: number | null;
}

export type ReasonForService =
  | { readonly kind: 'linked'; readonly alias: string; readonly by: string }
  | {
      readonly kind: 'announced';
      readonly port: number | null;
      readonly by: string;
      readonly name: string | null;
      /** What the announcer asked before it wrote (mapping G45). */
      readonly check: AnnouncedCheck | null;
    }
  | {
      readonly kind: 'socket';
      readonly port: number;
      readonly protocol: 'TCP' | 'UDP' | 'SCTP';
      readonly by: string;
    };

/** Where a group may run: made by placement, put into the Pod as it is. */
export interface PodPlacement {
  readonly affinity: Affinity | null;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
  readonly topologySpread: TopologySpread | null;
  readonly priorityClassName: string | null;
}

/**
 * What `buildPod` makes of a group. It settles every Exec word, every container fact and every process directive of the
 * members, and these facts of their directives: `service.timeout-stop`, `service.kill-mode`, `service.kill-signal`
 * always; for groups that are neither Job nor CronJob also `service.restart*`, `service.*-status`,
 * `service.timeout-start`, `service.runtime-max`, `service.start-limit-*`. All other directive facts (`service.type`,
 * `unit.*`, `install.*`, `timer.*`, …) and those of Jobs belong to `assemble`. `Environment=` and `EnvironmentFile=` are
 * settled here too; for units that become no Pod `assemble` calls `settleEnvironment` (environment-account.ts).
 */
export interface BuiltPod {
  readonly pod: Pod;
  /** Exist for this workload alone: Services, `NAME-env`, `NAME-secret`, `NAME-files`, claims of Deployments. */
  readonly objects: readonly SupportObject[];
  /** May be made by several groups: equal kind and name mean equal content (`env-…`, `etcd-config`). */
  readonly shared: readonly SupportObject[];
  /** Of a StatefulSet: its `volumeClaimTemplates`; the Pod has no volume for them. */
  readonly claims: readonly Claim[];
  /** Image of the leader's main container, as emitted. */
  readonly image: string;
  /** The placeholder that stands where an image should, or null (mapping G0-4). */
  readonly unresolved: string | null;
}
