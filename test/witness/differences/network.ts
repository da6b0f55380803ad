import type { ExpectedDifference } from '../judge.ts';

export const NETWORK_DIFFERENCES: readonly ExpectedDifference[] = [];
