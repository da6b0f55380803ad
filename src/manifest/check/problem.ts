import type { KubeVersion } from '../../decision/options.ts';

/** Something about an object of ours that Kubernetes refuses, drops, or takes and cannot run (mapping H100). */
export interface Problem {
  /** `Deployment/web` */
  readonly object: string;
  /** `spec.template.spec.containers[0].image`; '' when it is about the object as a whole. */
  readonly path: string;
  /** Rule of the contract that forbids it. */
  readonly rule: string;
  readonly message: string;
}

/** What a check needs to know, and where it says what it found. */
export interface Check {
  readonly version: KubeVersion;
  /** Features that a person switched on in the cluster (`--option enable=…`). */
  readonly enabled: ReadonlySet<string>;
  say(path: string, rule: string, message: string): void;
}
