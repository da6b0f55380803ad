import { dockerCase, type WitnessCase } from '../case.ts';
import { acts, unit } from './words.ts';

const IMAGE = 'localhost/witness:1';
const SHELL = 'localhost/witness:shell';
const NEWER = 'docker run of 20.10 has no such flag';
/** Long enough for a few checks. */
const CHECKED = acts('appear /checked every 300 times 60');

const health = (name: string, shows: string, flags: string): WitnessCase =>
  dockerCase(`docker/${name}`, shows, `--entrypoint /witness ${flags}`, CHECKED, { image: SHELL });

/** Names, labels, logs, checks (mapping E2, E8). */
export const LIFECYCLE_CASES: readonly WitnessCase[] = [
  {
    name: 'docker/kept',
    shows: 'a container without --rm',
    units: {
      'docker-kept.service': unit(
        'ExecStartPre=-/usr/bin/docker kill docker-kept',
        'ExecStartPre=-/usr/bin/docker rm docker-kept',
        `ExecStart=/usr/bin/docker run --name docker-kept ${IMAGE} ${acts('write /kept y', 'list /tmp')}`,
        'ExecStop=/usr/bin/docker stop docker-kept',
      ),
    },
  },
  {
    name: 'docker/nameless',
    shows: 'a container without --name',
    units: { 'docker-nameless.service': unit(`ExecStart=/usr/bin/docker run --rm ${IMAGE} a`) },
  },
  dockerCase('docker/remove-off', '--rm=false', '--rm=false'),
  dockerCase('docker/sig-proxy', '--sig-proxy=true', '--sig-proxy=true'),
  dockerCase('docker/detach-keys', '--detach-keys', '--detach-keys ctrl-x'),
  dockerCase('docker/detach-off', '--detach=false', '--detach=false'),
  {
    name: 'docker/cidfile',
    shows: '--cidfile',
    units: {
      'docker-cidfile.service': unit(
        'ExecStartPre=-/bin/rm -f /run/docker-cidfile.cid',
        'ExecStartPre=-/usr/bin/docker rm -f docker-cidfile',
        `ExecStart=/usr/bin/docker run --rm --name docker-cidfile --cidfile /run/docker-cidfile.cid ${IMAGE} a`,
      ),
    },
  },
  dockerCase('docker/label', '-l', '-l role=web --label com.example/team=shop'),
  dockerCase(
    'docker/label-file',
    '--label-file',
    '--label-file /srv/docker-label-file/labels',
    '',
    {
      files: { '/srv/docker-label-file/labels': 'role=web\nteam=shop\n' },
    },
  ),
  dockerCase('docker/annotation', '--annotation', '--annotation role=web', '', { notRun: NEWER }),
  dockerCase(
    'docker/log-driver',
    '--log-driver and --log-opt',
    '--log-driver json-file --log-opt max-size=1m',
  ),
  dockerCase('docker/log-none', '--log-driver none', '--log-driver none'),
  dockerCase('docker/api-socket', '--use-api-socket', '--use-api-socket', '', { notRun: NEWER }),
  dockerCase('docker/help', '--help', '--help', '', { notRun: 'docker prints its help and ends' }),
  health(
    'health',
    '--health-cmd',
    '--health-cmd "echo checked > /checked" --health-interval 1s --health-timeout 5s --health-retries 2',
  ),
  health(
    'health-failing',
    '--health-cmd that fails',
    '--health-cmd "false" --health-interval 1s --health-retries 1',
  ),
  health(
    'health-start',
    '--health-start-period',
    '--health-cmd "echo checked > /checked" --health-interval 1s --health-start-period 2s',
  ),
  dockerCase(
    'docker/health-start-interval',
    '--health-start-interval',
    '--health-start-interval 1s',
    '',
    { notRun: NEWER },
  ),
  dockerCase('docker/health-of-image', 'HEALTHCHECK of the image', '', '', {
    image: 'localhost/witness:health',
  }),
  dockerCase('docker/health-none', '--no-healthcheck', '--no-healthcheck', '', {
    image: 'localhost/witness:health',
  }),
];

/** How `--init` and `--pid=host` change what the signal to stop does: the program has no handler for it. */
export const INIT_CASES: readonly WitnessCase[] = [
  'init-stops --init',
  'pid-host-stops --pid=host',
  'first-stops',
].map((text) => {
  const [name = '', flag = ''] = text.split(' ');
  return dockerCase(
    `docker/${name}`,
    flag === '' ? 'no handler for TERM, as the first process' : `${flag} and no handler for TERM`,
    flag,
    acts('on TERM die', 'wait'),
    { service: 'ExecStop=/usr/bin/docker stop -t 3 docker-{name}'.replace('{name}', name) },
  );
});
