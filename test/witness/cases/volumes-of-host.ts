import type { WitnessCase } from '../case.ts';
import { acts, PAGE, unit, WRITES, withVolume } from './words.ts';

/** Both instances have the text of the template. */
const INSTANCE = unit(
  'ExecStartPre=-/usr/bin/docker rm -f %p-%i',
  `ExecStart=/usr/bin/docker run --rm --name %p-%i -v /srv/%p/%i:/data localhost/witness:1 %i ${WRITES}`,
);

/** Directories of the machine. */
export const HOST: readonly WitnessCase[] = [
  withVolume(
    'ro',
    '-v HOST:TARGET:ro',
    '-v /srv/{name}:/data:ro',
    acts('read /data/page', 'write /data/new x', 'list /data'),
    {
      files: { '/srv/volumes-ro/page': PAGE },
    },
  ),
  withVolume(
    'rw',
    '-v HOST:TARGET',
    '-v /srv/{name}:/data',
    acts(
      'read /data/page',
      'write /data/new written',
      'append /data/page more',
      'read /data/page',
      'list /data',
    ),
    {
      files: { '/srv/volumes-rw/page': PAGE },
    },
  ),
  withVolume('rw-said', '-v HOST:TARGET:rw', '-v /srv/{name}:/data:rw', WRITES, {
    files: { '/srv/volumes-rw-said/page': PAGE },
  }),
  withVolume(
    'missing',
    '-v of a path that does not exist yet',
    '-v /srv/{name}/not/yet:/data',
    WRITES,
  ),
  withVolume(
    'missing-ro',
    '-v of a path that does not exist yet, :ro',
    '-v /srv/{name}/not/yet:/data:ro',
    WRITES,
  ),
  withVolume('slash', '-v with a trailing slash', '-v /srv/{name}/:/data/', WRITES),
  withVolume(
    'dots',
    '-v with .. and //',
    '-v /srv//{name}/a/../b/./c:/data//in/../out',
    acts('write /data/out/new written', 'list /data', 'list /data/out'),
  ),
  withVolume(
    'two-targets',
    '-v of one directory at two places',
    '-v /srv/{name}:/data -v /srv/{name}:/srv/again:ro',
    acts('write /data/new written', 'read /srv/again/new', 'write /srv/again/new x'),
    {
      files: { '/srv/volumes-two-targets/page': PAGE },
    },
  ),
  withVolume(
    'nested',
    '-v of a directory inside another',
    '-v /srv/{name}/inner:/data/inner -v /srv/{name}/outer:/data:ro',
    acts('write /data/inner/new written', 'write /data/new x', 'list /data', 'list /data/inner'),
    {
      files: {
        '/srv/volumes-nested/outer/page': PAGE,
        '/srv/volumes-nested/outer/inner/hidden': PAGE,
      },
    },
  ),
  withVolume(
    'long',
    '--volume=…',
    '--volume=/srv/{name}:/data:ro',
    acts('read /data/page', 'list /data'),
    {
      files: { '/srv/volumes-long/page': PAGE },
    },
  ),
  withVolume(
    'workdir',
    '-w inside a volume',
    '-v /srv/{name}:/data -w /data/not/yet',
    acts('write new written', 'read /data/not/yet/new'),
    {
      files: { '/srv/volumes-workdir/page': PAGE },
    },
  ),
  withVolume('user', '-u with a directory of root', '-u 1000 -v /srv/{name}:/data', WRITES, {
    files: { '/srv/volumes-user/page': PAGE },
  }),
  withVolume(
    'user-missing',
    '-u with a directory that docker makes',
    '-u 1000:1000 -v /srv/{name}/new:/data',
    WRITES,
  ),
  withVolume(
    'read-only-root',
    '--read-only beside a volume',
    '--read-only -v /srv/{name}:/data',
    acts('write /data/new written', 'write /new x', 'list /data'),
    {
      files: { '/srv/volumes-read-only-root/page': PAGE },
    },
  ),
  {
    name: 'volumes/made-before',
    shows: 'mkdir -p in ExecStartPre=',
    units: {
      'volumes-made-before.service': unit(
        'ExecStartPre=/bin/mkdir -p /srv/volumes-made-before/data',
        `ExecStart=/usr/bin/docker run --rm --name volumes-made-before -v /srv/volumes-made-before/data:/data localhost/witness:1 ${WRITES}`,
      ),
    },
  },
  {
    name: 'volumes/instance',
    shows: '-v with %i',
    units: {
      'volumes-instance@.service': INSTANCE,
      'volumes-instance@blue.service': INSTANCE,
      'volumes-instance@green.service': INSTANCE,
    },
    starts: ['volumes-instance@blue.service', 'volumes-instance@green.service'],
    witnesses: ['volumes-instance@blue.service', 'volumes-instance@green.service'],
  },
  {
    name: 'volumes/same-directory',
    shows: 'one directory, two units',
    units: {
      'volumes-same-a.service': unit(
        `ExecStart=/usr/bin/docker run --rm --name volumes-same-a -v /srv/volumes-same:/data localhost/witness:1 ${acts('write /data/a written')}`,
      ),
      'volumes-same-b.service': unit(
        `ExecStart=/usr/bin/docker run --rm --name volumes-same-b -v /srv/volumes-same:/data:ro localhost/witness:1 ${acts('read /data/page', 'write /data/b x')}`,
      ),
    },
    files: { '/srv/volumes-same/page': PAGE },
  },
];

/** Files of the machine; fleetlift is given those below /srv. */
export const FILES: readonly WitnessCase[] = [
  withVolume(
    'file',
    '-v FILE:TARGET:ro',
    '-v /srv/{name}/app.conf:/etc/app.conf:ro',
    acts('read /etc/app.conf', 'write /etc/app.conf x'),
    {
      files: { '/srv/volumes-file/app.conf': 'port = $PORT\nname = $(NAME) "x"\n' },
    },
  ),
  withVolume(
    'file-rw',
    '-v FILE:TARGET',
    '-v /srv/{name}/state.json:/data/state.json',
    acts('read /data/state.json', 'write /data/state.json {}', 'read /data/state.json'),
    {
      files: { '/srv/volumes-file-rw/state.json': '{"old":true}\n' },
    },
  ),
  withVolume(
    'file-plain',
    '-v of a file without a suffix',
    '-v /srv/{name}/motd:/etc/motd:ro',
    acts('read /etc/motd'),
    {
      files: { '/srv/volumes-file-plain/motd': PAGE },
    },
  ),
  withVolume(
    'file-over',
    '-v of a file over one of the image',
    '-v /srv/{name}/passwd:/etc/passwd:ro -u 1234',
    acts('read /etc/passwd'),
    {
      files: {
        '/srv/volumes-file-over/passwd':
          'root:x:0:0::/:/bin/false\nshop:x:1234:1234::/data:/bin/false\n',
      },
    },
  ),
];

/** Places of the machine that mean something. */
export const SOURCES: readonly WitnessCase[] = [
  withVolume(
    'dev-null',
    '-v /dev/null:TARGET',
    '-v /dev/null:/etc/empty.conf',
    acts('read /etc/empty.conf'),
  ),
  withVolume(
    'localtime',
    '-v /etc/localtime:/etc/localtime:ro',
    '-v /etc/localtime:/etc/localtime:ro',
    acts('list /etc'),
  ),
  withVolume('hosts', '-v /etc/hosts:/etc/hosts:ro', '-v /etc/hosts:/etc/hosts:ro', ''),
  withVolume(
    'resolv',
    '-v /etc/resolv.conf:/etc/resolv.conf:ro',
    '-v /etc/resolv.conf:/etc/resolv.conf:ro',
    '',
  ),
  withVolume('sys', '-v /sys:/sys:ro', '-v /sys:/sys:ro', ''),
  withVolume(
    'proc',
    '-v /proc:/host/proc:ro',
    '-v /proc:/host/proc:ro',
    acts('read /host/proc/sys/kernel/ostype'),
  ),
  withVolume(
    'rootfs',
    '-v /:/rootfs:ro',
    '-v /:/rootfs:ro',
    acts('read /rootfs/etc/hostname', 'write /rootfs/srv/x x'),
  ),
  withVolume('log', '-v /var/log:/var/log:ro', '-v /var/log:/host/log:ro', ''),
  withVolume(
    'docker-socket',
    '-v /var/run/docker.sock:…',
    '-v /var/run/docker.sock:/var/run/docker.sock',
    '',
  ),
  withVolume('docker-data', '-v /var/lib/docker:…:ro', '-v /var/lib/docker:/var/lib/docker:ro', ''),
  withVolume('systemd', '-v /run/systemd:…', '-v /run/systemd:/run/systemd:ro', ''),
  withVolume('tmp', '-v /tmp/…:TARGET', '-v /tmp/{name}:/data', WRITES),
];
