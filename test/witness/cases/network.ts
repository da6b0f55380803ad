import { type CaseGroup, WITNESS_IMAGE, type WitnessCase } from '../case.ts';
import { LEFT_PLACE } from '../lane.ts';
import { NAMES, one } from './network-names.ts';
import { acts, TRIES_AGAIN, unit } from './words.ts';

/** Asks for as long as a machine with much to do may need until the other is there. */
const awaits = (url: string): string => `await ${url} times 400`;

/** Networks: the bridge, the machine's, none, another container's, one that somebody made. */
const NETWORKS: readonly WitnessCase[] = [
  one('bridge', '--net=bridge', '--net=bridge'),
  one('host', '--net=host', '--net=host', acts('serve 18001')),
  one('host-long', '--network host', '--network host', acts('serve 18002 udp')),
  one('host-published', '--net=host with -p', '--net=host -p 8080:18003', acts('serve 18003')),
  one('host-named', '--net=host with --hostname', '--net=host --hostname web'),
  one('none', '--net=none', '--net=none', acts('connect 192.0.2.1 80 times 1')),
  one('mac', '--mac-address', '--mac-address 92:d0:c6:0a:29:33'),
  one('uts', '--uts=host', '--uts=host'),
  {
    name: 'network/container',
    shows: '--net=container:NAME',
    units: {
      'network-leader.service': unit(
        'ExecStartPre=-/usr/bin/docker rm -f network-leader',
        `ExecStart=/usr/bin/docker run --rm --name network-leader --hostname leader --add-host db:10.0.0.7 -p 18010:8080 ${WITNESS_IMAGE} ${acts('serve 8080', awaits('http://127.0.0.1:8081/openPorts'))}`,
      ),
      'network-joined.service': follower(
        'network-joined',
        'network-leader',
        '--net=container:network-leader',
        acts('serve 8081', awaits('http://127.0.0.1:8080/hostname')),
      ),
    },
  },
  {
    name: 'network/made',
    shows: '--net=NAME',
    units: {
      'network-made-a.service': unit(
        'ExecStartPre=-/usr/bin/docker network create network-made',
        'ExecStartPre=-/usr/bin/docker rm -f network-made-a',
        `ExecStart=/usr/bin/docker run --rm --name network-made-a --net=network-made --net-alias=made-alias --expose 8080 ${WITNESS_IMAGE} ${acts('serve 8080')}`,
      ),
      // Docker makes two networks of one name when it is asked twice at the same time.
      'network-made-b.service': [
        '[Unit]\nAfter=network-made-a.service\n',
        unit(
          'ExecStartPre=-/usr/bin/docker network create network-made',
          'ExecStartPre=-/usr/bin/docker rm -f network-made-b',
          `ExecStart=/usr/bin/docker run --rm --name network-made-b --net=network-made ${WITNESS_IMAGE} ${acts(awaits('http://network-made-a:8080/argv'), awaits('http://made-alias:8080/argv'))}`,
        ),
      ].join('\n'),
    },
  },
  {
    name: 'network/addresses',
    shows: '--ip, --ip6, --link-local-ip',
    units: {
      'network-addresses.service': unit(
        'ExecStartPre=-/usr/bin/docker network create --subnet 10.77.0.0/24 network-addresses',
        'ExecStartPre=-/usr/bin/docker rm -f network-addresses',
        `ExecStart=/usr/bin/docker run --rm --name network-addresses --net=network-addresses --ip 10.77.0.77 ${WITNESS_IMAGE}`,
      ),
    },
  },
];

/** Links: the alias is a name, and answers under the ports of the container. */
const LINKS: readonly WitnessCase[] = [
  linked(
    'link',
    '--link NAME:ALIAS',
    '--expose 8080',
    '--link network-link-db:database',
    8080,
    acts(awaits('http://database:8080/argv')),
  ),
  linked(
    'link-plain',
    '--link NAME',
    '-p 18011:8080',
    '--link network-link-plain-db',
    8080,
    acts(awaits('http://network-link-plain-db:8080/argv')),
  ),
  linked(
    'link-published',
    '--link to a published port',
    '-p 18012:8080',
    '--link network-link-published-db:published',
    8080,
    acts(awaits('http://published:8080/argv')),
  ),
  linked(
    'link-variables',
    '--link, and its variables are read',
    '-p 18013:8080',
    '--link network-link-variables-db:first',
    8080,
    acts(awaits('http://first:8080/argv'), 'say $${FIRST_PORT_8080_TCP_ADDR}'),
  ),
  linked(
    'link-udp',
    '--link to a UDP port',
    '--expose 5353/udp',
    '--link network-link-udp-db:resolver',
    5353,
    acts('send resolver 5353 hello'),
    'udp',
  ),
  linked(
    'link-undeclared',
    '--link to a port that nobody declares',
    '',
    '--link network-link-undeclared-db:hidden',
    8080,
    acts(awaits('http://hidden:8080/argv')),
  ),
  linked(
    'link-image',
    '--link to a port of the image',
    '',
    '--link network-link-image-db:exposed',
    8080,
    acts(awaits('http://exposed:8080/argv')),
    'tcp',
    'localhost/witness:port',
  ),
];

function linked(
  name: string,
  shows: string,
  serverFlags: string,
  clientFlags: string,
  port: number,
  words: string,
  protocol = 'tcp',
  image = WITNESS_IMAGE,
): WitnessCase {
  const own = `network-${name}`;
  return {
    name: `network/${name}`,
    shows,
    units: {
      [`${own}-db.service`]: unit(
        `ExecStartPre=-/usr/bin/docker rm -f ${own}-db`,
        `ExecStart=/usr/bin/docker run --rm --name ${own}-db ${serverFlags} ${image} ${acts(`serve ${port} ${protocol}`)}`,
      ),
      [`${own}.service`]: [
        `[Unit]\nRequires=${own}-db.service\nAfter=${own}-db.service\n`,
        unit(
          `ExecStartPre=-/usr/bin/docker rm -f ${own}`,
          // Of a container that is just starting docker takes the variables, and not always the line of /etc/hosts.
          `ExecStartPre=/bin/sh -c "until docker inspect -f {{.State.Running}} ${own}-db | grep true; do sleep 1; done"`,
          `ExecStart=/usr/bin/docker run --rm --name ${own} ${clientFlags} ${WITNESS_IMAGE} ${words}`,
          ...TRIES_AGAIN,
        ),
      ].join('\n'),
    },
  };
}

/** Ports that a container says it has: inside nothing of it shows but what it opens itself. */
const PORTS: readonly WitnessCase[] = [
  one('published', '-p HOST:PORT', '-p 18020:8080', acts('serve 8080')),
  one('published-udp', '-p HOST:PORT/udp', '-p 18021:5353/udp', acts('serve 5353 udp')),
  one(
    'published-both',
    '-p of TCP and UDP',
    '-p 18022:5353 -p 18022:5353/udp',
    acts('serve 5353', 'serve 5353 udp'),
  ),
  one('published-random', '-p PORT', '-p 8080', acts('serve 8080')),
  one(
    'published-range',
    '-p A-B:C-D',
    '-p 18023-18025:8023-8025',
    acts('serve 8023', 'serve 8024', 'serve 8025'),
  ),
  one('published-choice', '-p A-B:PORT', '-p 18026-18029:8080', acts('serve 8080')),
  one('published-twice', '-p of one port twice', '-p 18030:8080 -p 18031:8080', acts('serve 8080')),
  one(
    'published-address',
    '-p ADDRESS:HOST:PORT',
    `-p ${LEFT_PLACE.address}:18032:8080`,
    acts('serve 8080'),
  ),
  one(
    'published-loopback',
    '-p 127.0.0.1:HOST:PORT',
    '-p 127.0.0.1:18033:8080',
    acts('serve 8080'),
  ),
  one('published-all', '-P', '-P --expose 8080', acts('serve 8080')),
  one('published-image', '-P and EXPOSE', '-P', acts('serve 8080', 'serve 5353 udp'), {
    image: 'localhost/witness:port',
  }),
  one('exposed', '--expose', '--expose 8080 --expose=9000-9002/tcp', acts('serve 8080')),
];

/** A unit that lies on the machine of `leader`, is bound to it and starts after it. */
function follower(name: string, leader: string, flags: string, words: string): string {
  return [
    `[Unit]\nBindsTo=${leader}.service\nAfter=${leader}.service\n`,
    unit(
      `ExecStartPre=-/usr/bin/docker rm -f ${name}`,
      `ExecStart=/usr/bin/docker run --rm --name ${name} ${flags} ${WITNESS_IMAGE} ${words}`,
      ...TRIES_AGAIN,
    ),
    `[X-Fleet]\nMachineOf=${leader}.service\n`,
  ].join('\n');
}

/** A port of the machine, asked by a program of the machine's network. */
const HOST_PORT: WitnessCase = {
  name: 'network/hostport',
  shows: '-p HOST:PORT with --option hostports',
  units: {
    'network-hostport.service': unit(
      'ExecStartPre=-/usr/bin/docker rm -f network-hostport',
      `ExecStart=/usr/bin/docker run --rm --name network-hostport -p 18041:8080 ${WITNESS_IMAGE} ${acts('serve 8080')}`,
    ),
    'network-user-of-hostport.service': unit(
      'ExecStartPre=-/usr/bin/docker rm -f network-user-of-hostport',
      `ExecStart=/usr/bin/docker run --rm --name network-user-of-hostport --net=host ${WITNESS_IMAGE} ${acts(awaits('http://127.0.0.1:18041/argv'))}`,
    ),
  },
};

/** The network as a container sees it, and what it reaches by the names that units gave. */
export const NETWORK_GROUPS: readonly CaseGroup[] = [
  { name: 'network', cases: [...NAMES, ...NETWORKS, ...LINKS, ...PORTS] },
  { name: 'network-hostports', options: ['hostports'], cases: [HOST_PORT] },
];
