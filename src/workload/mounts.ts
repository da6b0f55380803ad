import type { Volume } from './pod.ts';
import type { SupportObject } from './workload.ts';

/** What the `.mount` units of a set give to the Pods that use their paths (mapping B90–B98). */
export interface Mounts {
  volumeFor(hostPath: string): { readonly volume: Volume; readonly subPath: string | null } | null;
  /** PersistentVolumes and claims, as far as they are used. */
  objects(): readonly SupportObject[];
}

export const NO_MOUNTS: Mounts = { volumeFor: () => null, objects: () => [] };
