import type { WitnessCase } from '../case.ts';
import { acts, PAGE, unit, WRITES, withVolume } from './words.ts';

/** Words after the second colon. */
export const OPTIONS: readonly WitnessCase[] = [
  ...['z', 'Z', 'cached', 'delegated', 'consistent'].map((option) =>
    withVolume(
      `option-${option === 'Z' ? 'own' : option}`,
      `-v …:${option}`,
      `-v /srv/{name}:/data:${option}`,
      WRITES,
    ),
  ),
  ...['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'].map((option) =>
    withVolume(`option-${option}`, `-v …:${option}`, `-v /srv/{name}:/data:${option}`, WRITES),
  ),
  withVolume('option-two', '-v …:ro,rslave', '-v /srv/{name}:/data:ro,rslave', WRITES),
  withVolume('option-three', '-v …:rslave,z,ro', '-v /srv/{name}:/data:rslave,z,ro', WRITES),
];

/** `--mount`, in fields. */
export const MOUNT: readonly WitnessCase[] = [
  withVolume(
    'mount',
    '--mount type=bind',
    '--mount type=bind,source=/srv/{name},target=/data',
    WRITES,
    {
      files: { '/srv/volumes-mount/page': PAGE },
    },
  ),
  withVolume(
    'mount-ro',
    '--mount type=bind,readonly',
    '--mount type=bind,src=/srv/{name},dst=/data,readonly',
    WRITES,
    {
      files: { '/srv/volumes-mount-ro/page': PAGE },
    },
  ),
  withVolume(
    'mount-file',
    '--mount type=bind of a file',
    '--mount type=bind,src=/srv/{name}/app.conf,destination=/etc/app.conf,ro',
    acts('read /etc/app.conf'),
    {
      files: { '/srv/volumes-mount-file/app.conf': PAGE },
    },
  ),
  withVolume(
    'mount-slave',
    '--mount type=bind,bind-propagation=',
    '--mount type=bind,src=/srv/{name},dst=/data,bind-propagation=rslave',
    WRITES,
    {
      files: { '/srv/volumes-mount-slave/page': PAGE },
    },
  ),
  withVolume('mount-tmpfs', '--mount type=tmpfs', '--mount type=tmpfs,destination=/data', WRITES),
  withVolume(
    'mount-tmpfs-size',
    '--mount type=tmpfs,tmpfs-size=',
    '--mount type=tmpfs,destination=/data,tmpfs-size=16777216',
    WRITES,
  ),
  withVolume(
    'mount-tmpfs-mode',
    '--mount type=tmpfs,tmpfs-mode=',
    '--mount type=tmpfs,destination=/data,tmpfs-mode=0700',
    WRITES,
  ),
  withVolume(
    'mount-volume',
    '--mount type=volume',
    '--mount type=volume,source={name},target=/data',
    WRITES,
  ),
  withVolume(
    'mount-anonymous',
    '--mount type=volume without a source',
    '--mount type=volume,target=/data',
    WRITES,
  ),
];

/** File systems in memory. */
export const MEMORY: readonly WitnessCase[] = [
  withVolume('tmpfs', '--tmpfs', '--tmpfs /data', WRITES),
  withVolume('tmpfs-size', '--tmpfs …:size=', '--tmpfs /data:size=16m', WRITES),
  withVolume('tmpfs-percent', '--tmpfs …:size=N%', '--tmpfs /data:size=10%', WRITES),
  withVolume(
    'tmpfs-options',
    '--tmpfs with options',
    '--tmpfs /data:rw,noexec,nosuid,size=65536k',
    WRITES,
  ),
  withVolume('tmpfs-mode', '--tmpfs …:mode=', '--tmpfs /data:mode=1770', WRITES),
  withVolume(
    'tmpfs-uid',
    '--tmpfs …:uid=,gid=',
    '-u 1000 --tmpfs /data:uid=1000,gid=1000,mode=0700',
    WRITES,
  ),
  withVolume('tmpfs-user', '--tmpfs and -u', '-u 1000 --tmpfs /data', WRITES),
  withVolume(
    'tmpfs-run',
    '--tmpfs /run of a read-only container',
    '--read-only --tmpfs /run --tmpfs /tmp',
    acts('write /run/pid 1', 'write /tmp/x x', 'write /x x'),
  ),
  withVolume('tmpfs-ro', '--tmpfs …:ro', '--tmpfs /data:ro', WRITES),
];

/** Volumes of docker. */
export const VOLUMES: readonly WitnessCase[] = [
  withVolume('anonymous', '-v TARGET', '-v /data', WRITES),
  withVolume('anonymous-user', '-v TARGET and -u', '-u 1000 -v /data', WRITES),
  withVolume('named', '-v NAME:TARGET', '-v {name}:/data', WRITES),
  withVolume('named-ro', '-v NAME:TARGET:ro', '-v {name}:/data:ro', WRITES),
  withVolume('named-nocopy', '-v NAME:TARGET:nocopy', '-v {name}:/data:nocopy', WRITES),
  withVolume('named-user', '-v NAME:TARGET and -u', '-u 1000 -v {name}:/data', WRITES),
  {
    name: 'volumes/created',
    shows: 'docker volume create',
    units: {
      'volumes-created.service': unit(
        'ExecStartPre=-/usr/bin/docker volume create --name volumes-created',
        `ExecStart=/usr/bin/docker run --rm --name volumes-created -v volumes-created:/data localhost/witness:1 ${WRITES}`,
      ),
    },
  },
];
