import type { ExpectedDifference } from '../judge.ts';

export const TIME_DIFFERENCES: readonly ExpectedDifference[] = [];
