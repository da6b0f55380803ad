import type { WitnessCase } from '../case.ts';
import { acts, PAGE, TRIES_AGAIN, unit, WRITES } from './words.ts';

/** A data container with two users, and volumes of a program that runs. */
export const SHARED: readonly WitnessCase[] = [
  {
    name: 'volumes/data-container',
    shows: 'a data container with two users',
    units: {
      'volumes-data.service': `[Unit]\nDescription=Data\n\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sh -c 'docker inspect volumes-data >/dev/null 2>&1 || docker create --name volumes-data -v /srv/volumes-data:/data -v /scratch localhost/witness:1 true'\n`,
      'volumes-data-a.service': user(
        'volumes-data-a',
        'volumes-data',
        '--volumes-from volumes-data',
        acts('read /data/page', 'write /data/a written', 'write /scratch/a written'),
      ),
      'volumes-data-b.service': user(
        'volumes-data-b',
        'volumes-data',
        '--volumes-from volumes-data:ro',
        acts(
          'sleep 1000',
          'read /data/a',
          'read /scratch/a',
          'write /data/b x',
          'write /scratch/b x',
        ),
      ),
    },
    witnesses: ['volumes-data-a.service', 'volumes-data-b.service'],
    files: { '/srv/volumes-data/page': PAGE },
  },
  {
    name: 'volumes/data-before',
    shows: 'a data container made in ExecStartPre=',
    units: {
      'volumes-before.service': unit(
        `ExecStartPre=/bin/sh -c 'docker inspect volumes-before-data >/dev/null 2>&1 || docker run --name volumes-before-data -v /srv/volumes-before:/data localhost/witness:1 --do exit 0 >/dev/null'`,
        'ExecStartPre=-/usr/bin/docker rm -f volumes-before',
        `ExecStart=/usr/bin/docker run --name volumes-before --volumes-from volumes-before-data localhost/witness:1 ${WRITES}`,
      ),
    },
    files: { '/srv/volumes-before/page': PAGE },
  },
  {
    name: 'volumes/from-running',
    shows: '--volumes-from a program that runs',
    units: {
      'volumes-leader.service': unit(
        'ExecStartPre=-/usr/bin/docker rm -f volumes-leader',
        `ExecStart=/usr/bin/docker run --rm --name volumes-leader -v /srv/volumes-leader:/data -v /shared localhost/witness:1 ${acts('write /data/leader written', 'write /shared/leader written', 'list /data', 'list /shared')}`,
      ),
      'volumes-follower.service': user(
        'volumes-follower',
        'volumes-leader',
        '--volumes-from volumes-leader:ro',
        acts('sleep 500', 'read /data/leader', 'read /shared/leader', 'write /shared/x x'),
      ),
    },
    files: { '/srv/volumes-leader/page': PAGE },
  },
];

/** A unit that lies on the machine of `leader` and starts after it. */
function user(name: string, leader: string, flags: string, words: string): string {
  return [
    `[Unit]\nRequires=${leader}.service\nAfter=${leader}.service\n`,
    unit(
      `ExecStartPre=-/usr/bin/docker rm -f ${name}`,
      `ExecStart=/usr/bin/docker run --rm --name ${name} ${flags} localhost/witness:1 ${words}`,
      ...TRIES_AGAIN,
    ),
    `[X-Fleet]\nMachineOf=${leader}.service\n`,
  ].join('\n');
}
