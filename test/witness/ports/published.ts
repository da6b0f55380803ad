import { type CaseGroup, dockerCase, type WitnessCase } from '../case.ts';
import { acts } from '../cases/words.ts';
import type { FleetMachine } from '../fleet-machine.ts';
import type { Machine } from '../machine.ts';

/** A port of a machine, and how it is asked. */
export interface Port {
  readonly unit: string;
  readonly number: number;
  readonly protocol: 'tcp' | 'udp';
}

const published = (name: string, shows: string, flags: string, words: string, service = '') =>
  dockerCase(`ports/${name}`, shows, flags, words, { service });

/** A container port that is published already: a Pod has no second port of the node for it. */
export const SECOND = 18108;

/** What is published, and the ports that clients know. */
const CASES: readonly (readonly [WitnessCase, readonly (readonly [number, 'tcp' | 'udp'])[]])[] = [
  [published('one', '-p HOST:PORT', '-p 18101:8080', acts('serve 8080')), [[18101, 'tcp']]],
  [
    published('udp', '-p HOST:PORT/udp', '-p 18102:5353/udp', acts('serve 5353 udp')),
    [[18102, 'udp']],
  ],
  [
    published(
      'both',
      '-p of TCP and UDP',
      '-p 18103:5353 -p 18103:5353/udp',
      acts('serve 5353', 'serve 5353 udp'),
    ),
    [
      [18103, 'tcp'],
      [18103, 'udp'],
    ],
  ],
  [
    published(
      'range',
      '-p A-B:C-D',
      '-p 18104-18106:8001-8003',
      acts('serve 8001', 'serve 8002', 'serve 8003'),
    ),
    [
      [18104, 'tcp'],
      [18105, 'tcp'],
      [18106, 'tcp'],
    ],
  ],
  [
    published(
      'twice',
      '-p of one port twice',
      `-p 18107:8080 -p ${SECOND}:8080`,
      acts('serve 8080'),
    ),
    [
      [18107, 'tcp'],
      [SECOND, 'tcp'],
    ],
  ],
  [published('host', '--net=host', '--net=host', acts('serve 18109')), [[18109, 'tcp']]],
];

/** All of them, with their units. */
export const PORTS: readonly Port[] = CASES.flatMap(([{ units }, ports]) =>
  ports.map(([number, protocol]) => ({
    unit: Object.keys(units)[0] ?? '',
    number,
    protocol,
  })),
);

/** Ports that the machine alone reached. */
const LOOPBACK = published(
  'loopback',
  '-p 127.0.0.1:HOST:PORT',
  '-p 127.0.0.1:18110:8080',
  acts('serve 8080'),
);

/** A port that docker chose; clients asked docker for it. */
const RANDOM = published('random', '-p PORT', '-p 8080', acts('serve 8080'));

const ANNOUNCED: WitnessCase = {
  name: 'ports/announced',
  shows: 'etcdctl set in a sidekick',
  units: {
    ...published('announced', '', '-p 18111:8080', acts('serve 8080')).units,
    'ports-announced-announce.service': `[Unit]
BindsTo=ports-announced.service
After=ports-announced.service

[Service]
EnvironmentFile=/etc/environment
ExecStart=/bin/sh -c "while true; do etcdctl set /services/ports-announced \${COREOS_PRIVATE_IPV4}:18111 --ttl 60; sleep 45; done"
ExecStop=/usr/bin/etcdctl rm /services/ports-announced

[X-Fleet]
MachineOf=ports-announced.service
`,
  },
  witnesses: ['ports-announced.service'],
};

const ALL = [...CASES.map(([one]) => one), LOOPBACK, RANDOM, ANNOUNCED];
const group = (name: string, options: readonly string[]): CaseGroup => ({
  name,
  options,
  cases: ALL,
});
/** They are Services; the same as ports of the nodes. */
export const SERVICES = group('ports-of-services', []);
export const HOSTPORTS = group('ports-of-nodes', ['hostports']);

/** A machine that announces: it knows its address, and has a client of etcd that writes to files. */
export async function prepareAnnouncing({ machine }: FleetMachine): Promise<void> {
  const script = [
    '[ ! -e /etc/environment ] || cp -a /etc/environment /etc/environment.before',
    `echo COREOS_PRIVATE_IPV4=${machine.address} >/etc/environment`,
    `printf '#!/bin/sh\\n[ "$1" = set ] || exit 0\\nmkdir -p "/srv/etcd\${2%%/*}"\\necho "$3" >"/srv/etcd$2"\\n' >/usr/bin/etcdctl`,
    'chmod 755 /usr/bin/etcdctl',
  ];
  await shell(machine, script);
}

/** The machine is as it was. */
export async function forgetAnnouncing({ machine }: FleetMachine): Promise<void> {
  await shell(machine, [
    'rm -rf /usr/bin/etcdctl /etc/environment /srv/etcd',
    '[ ! -e /etc/environment.before ] || mv /etc/environment.before /etc/environment',
  ]);
}

async function shell(machine: Machine, script: readonly string[]): Promise<void> {
  const { status, stderr } = await machine.run(['sh', '-c', script.join(' && ')]);
  if (status !== 0) throw new Error(stderr);
}
