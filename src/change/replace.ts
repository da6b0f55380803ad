import type { JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';

/** How an object of a kind is replaced when a change is not possible in place (cluster.md, "Replace strategies"). */
export interface ReplaceStrategy {
  readonly kind: string;
  /** null: never; `why` says what to do instead. */
  readonly propagation: 'Background' | 'Foreground' | 'Orphan' | null;
  readonly why: string;
}

export const REPLACE_STRATEGIES: readonly ReplaceStrategy[] = [
  to('Job', 'Background', 'its finished Pods go with it'),
  to(
    'StatefulSet',
    'Orphan',
    'its Pods and claims stay and are taken over; claims keep their size',
  ),
  to('Deployment', 'Foreground', 'its Pods end before the new ones start'),
  to('DaemonSet', 'Foreground', 'its Pods end before the new ones start'),
  to('Service', 'Background', 'it gets a new address'),
  to('ConfigMap', 'Background', 'Pods that read it keep what they have read'),
  to('Secret', 'Background', 'Pods that read it keep what they have read'),
  to('RoleBinding', 'Background', 'its rights are gone for a moment'),
  to('ClusterRoleBinding', 'Background', 'its rights are gone for a moment'),
  to('StorageClass', 'Background', 'volumes that exist are not changed'),
  to('PriorityClass', 'Background', 'Pods that exist keep their priority'),
  to('IngressClass', 'Background', 'the other controller takes over its Ingresses'),
  to('Pod', 'Background', 'it ends before the new one starts'),
  to(
    'PersistentVolumeClaim',
    null,
    'that would delete its data; make another claim and move the data',
  ),
  to('PersistentVolume', null, 'that would lose its data; make another volume'),
];

function to(
  kind: string,
  propagation: ReplaceStrategy['propagation'],
  why: string,
): ReplaceStrategy {
  return { kind, propagation, why };
}

export const strategyFor = (kind: string): ReplaceStrategy | null =>
  REPLACE_STRATEGIES.find((strategy) => strategy.kind === kind) ?? null;

/**
 * What the server says of changes that are impossible in place: 1.35 and 1.36 have one sentence for a whole StatefulSet,
 * 1.37 one for each field. Not every 422 is one.
 */
const IMMUTABLE: readonly RegExp[] = [
  /field is immutable/,
  /updates to statefulset spec for fields other than/,
  /may not change once set/,
  /is immutable after creation/,
  /cannot change roleRef/,
  /may not be changed in an update/,
  /pod updates may not change fields other than/,
  /updates to (parameters|provisioner|reclaimPolicy|volumeBindingMode) are forbidden/,
];

export const isImmutableRefusal = (status: number, message: string): boolean =>
  status === 422 && IMMUTABLE.some((pattern) => pattern.test(message));

/** A Job that runs is not replaced: its work would be lost. */
export function isActiveJob(live: JsonObject): boolean {
  const { status } = live;
  return live.kind === 'Job' && isMap(status) && Number(status.active ?? 0) > 0;
}

/** A defaulted `rollingUpdate` belongs to nobody and refuses a change of the type; a merge patch takes it away first. */
export const isDefaultedStrategy = (status: number, message: string): boolean =>
  status === 422 &&
  /rollingUpdate: (Forbidden: may not be specified when strategy|Invalid value: .*only allowed for updateStrategy)/s.test(
    message,
  );
