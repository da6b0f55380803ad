/** What keeps an object from becoming ready, found in its Pods, ReplicaSets and events. */
export interface Trouble {
  readonly cause: Cause;
  /** For a person: what happens and the server's own sentence. */
  readonly sentence: string;
  /** Pods that it was seen in, sorted; empty where no Pod could be made. */
  readonly pods: readonly string[];
  /** The container that ends, in the first of the Pods: what it wrote may say why. Absent: there is none. */
  readonly container?: string;
}

/**
 * How patient the wait is with a cause: `now` where it has happened often enough already, `soon` for what nobody but a person
 * can mend, `late` for what may pass by itself (a registry that is down, a node that is being added). `show` never fails an
 * object, it only says what happens.
 */
export type Patience = 'now' | 'soon' | 'late' | 'show';

/** cluster.md, Readiness, "fail early": the causes and their patience. */
export const CAUSES = {
  'image-pull': 'late',
  'image-name': 'soon',
  'image-absent': 'soon',
  'container-config': 'late',
  'container-create': 'late',
  'container-start': 'soon',
  'post-start-hook': 'late',
  'crash-loop': 'soon',
  'failed-pods': 'now',
  unschedulable: 'late',
  refused: 'soon',
  quota: 'late',
  'pod-security': 'soon',
  mount: 'late',
  'never-runs': 'show',
  'failed-tries': 'show',
} as const satisfies Record<string, Patience>;
export type Cause = keyof typeof CAUSES;
