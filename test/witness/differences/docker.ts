import type { ExpectedDifference } from '../judge.ts';

export const DOCKER_DIFFERENCES: readonly ExpectedDifference[] = [];
