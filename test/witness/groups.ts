import type { CaseGroup } from './case.ts';
import { DOCKER_GROUPS } from './cases/docker.ts';
import { NETWORK_GROUPS } from './cases/network.ts';
import { quoting } from './cases/quoting.ts';
import { STOP_GROUPS } from './cases/stop.ts';
import { SYSTEMD_GROUPS } from './cases/systemd.ts';
import { TIME_GROUPS } from './cases/time.ts';
import { VOLUME_GROUPS } from './cases/volumes.ts';

/** All groups of cases. */
export const GROUPS: readonly CaseGroup[] = [
  ...DOCKER_GROUPS,
  ...SYSTEMD_GROUPS,
  ...VOLUME_GROUPS,
  ...NETWORK_GROUPS,
  quoting,
  ...TIME_GROUPS,
  ...STOP_GROUPS,
];
