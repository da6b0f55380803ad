/** The words of kstatus, so that JSON can be compared with `kpt live status` (cluster.md, Readiness). */
export const STATES = [
  'InProgress',
  'Failed',
  'Current',
  'Terminating',
  'NotFound',
  'Unknown',
] as const;
export type State = (typeof STATES)[number];

/** How far one object is, and why, in words for a person. */
export interface Readiness {
  readonly state: State;
  /** A clause without a full stop: `2 of 3 replicas are ready`. */
  readonly reason: string;
}

export const inProgress = (reason: string): Readiness => ({ state: 'InProgress', reason });
export const failed = (reason: string): Readiness => ({ state: 'Failed', reason });
export const current = (reason: string): Readiness => ({ state: 'Current', reason });
