import { dockerCase, type WitnessCase } from '../case.ts';
import { acts } from './words.ts';

/** Pods that are better than those of the recorded pairs, where no other case has them (test/workload/runtime-reasons.ts). */
export const RECORDED_CASES: readonly WitnessCase[] = [
  dockerCase('docker/hostname-of-63', '--hostname of 63 characters', `-h ${'h'.repeat(63)}`),
  dockerCase('docker/hostname-of-64', '--hostname of 64 characters', `-h ${'h'.repeat(64)}`),
  dockerCase(
    'docker/bind-over-tmp',
    '-v of a directory of data over /tmp',
    '-v /srv/docker-bind-over-tmp:/tmp',
    acts('list /tmp', 'stat /tmp', 'write /tmp/new y'),
    { files: { '/srv/docker-bind-over-tmp/old': 'x\n' } },
  ),
];
