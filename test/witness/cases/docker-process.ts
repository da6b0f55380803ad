import { dockerCase, type WitnessCase } from '../case.ts';
import { acts, TRIES_AGAIN, unit } from './words.ts';

const IMAGE = 'localhost/witness:1';
const GROUPS_OF_IMAGE = { image: 'localhost/witness:user' };

/** A container that shares a namespace with another one. */
const sharing = (name: string, shows: string, flags: string, leader = ''): WitnessCase => ({
  name: `docker/${name}`,
  shows,
  units: {
    [`docker-${name}-a.service`]: unit(
      `ExecStartPre=-/usr/bin/docker rm -f docker-${name}-a`,
      `ExecStart=/usr/bin/docker run --rm --name docker-${name}-a ${leader} ${IMAGE} leader`,
    ),
    [`docker-${name}-b.service`]: `[Unit]\nRequires=docker-${name}-a.service\nAfter=docker-${name}-a.service\n${unit(
      ...TRIES_AGAIN,
      `ExecStartPre=-/usr/bin/docker rm -f docker-${name}-b`,
      `ExecStart=/usr/bin/docker run --rm --name docker-${name}-b ${flags} ${IMAGE} follower`,
    )}\n[X-Fleet]\nMachineOf=docker-${name}-a.service\n`,
  },
});

/** The client that `-d` ends; systemd keeps the unit for its container. */
const detached = (name: string, shows: string, flags: string, words: string): WitnessCase => ({
  name: `docker/${name}`,
  shows,
  units: {
    [`docker-${name}.service`]: unit(
      'Type=oneshot',
      'RemainAfterExit=yes',
      `ExecStartPre=-/usr/bin/docker rm -f docker-${name}`,
      `ExecStart=/usr/bin/docker run --name docker-${name} ${flags} ${IMAGE} ${words}`,
      `ExecStop=/usr/bin/docker rm -f docker-${name}`,
    ),
  },
});

/** Who a process is (mapping E6-09, E6-10). */
export const USER_CASES: readonly WitnessCase[] = [
  dockerCase('docker/user', '-u with a number', '-u 1000', acts('write /tmp/x y', 'write /x y')),
  dockerCase('docker/user-unknown', '-u with a number of nobody', '-u 4242'),
  dockerCase('docker/user-root', '--user root', '--user root'),
  dockerCase('docker/user-name', '--user with a name of the image', '--user app'),
  dockerCase('docker/user-and-group', '-u USER:GROUP', '-u 4242:4343'),
  dockerCase('docker/user-and-own-group', '-u USER:GROUP of a user with groups', '-u 1000:50'),
  dockerCase('docker/group-alone', '-u :GROUP', '-u :50'),
  dockerCase('docker/root-and-group', '-u 0:GROUP', '-u 0:50'),
  dockerCase('docker/user-and-group-names', '-u with names', '-u app:extra'),
  dockerCase('docker/user-of-image', 'USER of the image, a name', '', '', GROUPS_OF_IMAGE),
  dockerCase('docker/user-id-of-image', 'USER of the image, numbers', '', '', {
    image: 'localhost/witness:uid',
  }),
  dockerCase('docker/user-over-image', '-u over USER of the image', '-u 0', '', GROUPS_OF_IMAGE),
  dockerCase('docker/group-add', '--group-add', '--group-add 4321 --group-add 29'),
  dockerCase('docker/group-add-name', '--group-add with a name', '--group-add audio'),
  dockerCase('docker/group-add-user', '--group-add and -u', '--group-add 4321 -u 1000'),
  dockerCase(
    'docker/group-add-group',
    '--group-add and -u USER:GROUP',
    '--group-add 4321 -u 1000:50',
  ),
];

const DIRECTORIES: readonly WitnessCase[] = [
  dockerCase('docker/workdir', '-w', '-w /tmp'),
  dockerCase('docker/workdir-long', '--workdir=', '--workdir=/data'),
  dockerCase(
    'docker/workdir-missing',
    '-w of a directory that is not there',
    '-w /made/here',
    acts('stat /made', 'stat /made/here'),
  ),
  dockerCase(
    'docker/workdir-user',
    '-w that is made, and -u',
    '-w /made/here -u 1000',
    acts('stat /made/here', 'write here y'),
  ),
  dockerCase('docker/workdir-of-image', 'WORKDIR of the image', '', '', {
    image: 'localhost/witness:workdir',
  }),
  dockerCase('docker/workdir-over-image', '-w over WORKDIR of the image', '-w /', '', {
    image: 'localhost/witness:workdir',
  }),
];

const STREAMS: readonly WitnessCase[] = [
  dockerCase('docker/interactive', '-i', '-i', acts('input')),
  dockerCase('docker/tty', '-t', '-t'),
  dockerCase('docker/tty-of-image', '-t of an image with ENV', '--tty', '', {
    image: 'localhost/witness:env',
  }),
  dockerCase('docker/tty-interactive', '-i -t', '-it', '', {
    notRun: 'the client ends at once, since a unit has no terminal',
  }),
  dockerCase('docker/attach', '-a', '-a stdout -a stderr'),
  detached('detached', '-d', '-d', 'a b'),
  detached('detached-interactive', '-d -i', '-d -i', acts('say asks', 'input')),
  detached('detached-terminal', '-d -i -t', '-dit', 'a b'),
];

/** The spaces that a process is in (mapping E2-10, E6-12 – E6-16). */
export const SPACE_CASES: readonly WitnessCase[] = [
  dockerCase('docker/init', '--init', '--init'),
  dockerCase('docker/pid-host', '--pid=host', '--pid=host'),
  sharing('pid-container', '--pid=container:', '--pid=container:docker-pid-container-a'),
  dockerCase('docker/ipc-host', '--ipc=host', '--ipc=host'),
  sharing(
    'ipc-container',
    '--ipc=container:',
    '--ipc=container:docker-ipc-container-a',
    '--ipc=shareable',
  ),
  dockerCase('docker/ipc-private', '--ipc=private', '--ipc=private'),
  dockerCase('docker/ipc-none', '--ipc=none', '--ipc=none'),
  dockerCase('docker/userns-host', '--userns=host', '--userns=host'),
  dockerCase('docker/cgroupns', '--cgroupns=host', '--cgroupns=host'),
  dockerCase('docker/cgroup-parent', '--cgroup-parent', '--cgroup-parent /witness-parent'),
  dockerCase('docker/isolation', '--isolation=default', '--isolation=default'),
  dockerCase('docker/lxc-conf', '--lxc-conf', '--lxc-conf lxc.cgroup.cpuset.cpus=0', '', {
    notRun: 'docker 20.10 has no --lxc-conf any more',
  }),
  dockerCase('docker/networking', '--networking', '--networking=true', '', {
    notRun: 'docker 20.10 has no --networking any more',
  }),
];

/** Where a process begins, and what its streams are (mapping E2, E6-11). */
export const PLACE_CASES: readonly WitnessCase[] = [...DIRECTORIES, ...STREAMS];
