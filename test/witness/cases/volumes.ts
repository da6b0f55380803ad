import type { CaseGroup } from '../case.ts';
import { MEMORY, MOUNT, OPTIONS, VOLUMES } from './volumes-by-kind.ts';
import { FILES, HOST, SOURCES } from './volumes-of-host.ts';
import { SHARED } from './volumes-shared.ts';

/** Volumes: binds, files, memory, volumes of docker, and volumes of others. */
export const VOLUME_GROUPS: readonly CaseGroup[] = [
  {
    name: 'volumes',
    cases: [...HOST, ...FILES, ...SOURCES, ...OPTIONS, ...MOUNT, ...MEMORY, ...VOLUMES, ...SHARED],
  },
];
