import type { ExpectedDifference } from '../judge.ts';

export const STOP_DIFFERENCES: readonly ExpectedDifference[] = [];
