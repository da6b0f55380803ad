import type { ReasonForService } from './group.ts';

/** A port that a `.socket` opened for a service (mapping B61). */
export type SocketReason = Extract<ReasonForService, { kind: 'socket' }> & {
  /** Full name of the activated service. */
  readonly unit: string;
};
