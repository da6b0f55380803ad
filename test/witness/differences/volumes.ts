import type { ExpectedDifference } from '../judge.ts';

export const VOLUMES_DIFFERENCES: readonly ExpectedDifference[] = [];
