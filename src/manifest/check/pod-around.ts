import type { Place } from './place.ts';

/** What a container's checks need to know of its Pod. */
export interface PodAround {
  /** By name; null: made by a `volumeClaimTemplate`. */
  readonly volumes: ReadonlyMap<string, Place | null>;
  /** Seconds. */
  readonly grace: number;
  readonly hostUsers: boolean;
  readonly podRunsAsRoot: boolean;
  readonly podRunsAsNonRoot: boolean;
}
