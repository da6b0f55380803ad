import { ALWAYS } from './differences/always.ts';
import { DOCKER_DIFFERENCES } from './differences/docker.ts';
import { NETWORK_DIFFERENCES } from './differences/network.ts';
import { STOP_DIFFERENCES } from './differences/stop.ts';
import { SYSTEMD_DIFFERENCES } from './differences/systemd.ts';
import { TIME_DIFFERENCES } from './differences/time.ts';
import { VOLUMES_DIFFERENCES } from './differences/volumes.ts';
import type { ExpectedDifference } from './judge.ts';

/** All differences that are known, each with the finding that tells of it; the first row that fits a difference counts. */
export const EXPECTED_DIFFERENCES: readonly ExpectedDifference[] = [
  ...DOCKER_DIFFERENCES,
  ...SYSTEMD_DIFFERENCES,
  ...VOLUMES_DIFFERENCES,
  ...NETWORK_DIFFERENCES,
  ...TIME_DIFFERENCES,
  ...STOP_DIFFERENCES,
  ...ALWAYS,
];
