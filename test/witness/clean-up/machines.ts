// A process that the clean-up test kills: it starts the machines, with a bit of everything running in them.
// Arguments: `left`, or `left node`. It says `ready` when all runs, and ends in order when its input does.
import { once } from 'node:events';
import { startFleetMachine } from '../fleet-machine.ts';
import { buildImages } from '../images.ts';
import { startNode } from '../node.ts';

const UNITS = {
  'published.service': `[Service]
ExecStart=/usr/bin/docker run --rm --name published -p 8080:80 -v /srv/new:/data -m 64m localhost/witness:1 --do serve 80
`,
  'host.service': `[Service]
ExecStart=/usr/bin/docker run --rm --name host --net=host --privileged localhost/witness:1 --do ignore SIGTERM , serve 81
`,
  'detached.service': `[Service]
Type=oneshot
RemainAfterExit=yes
ExecStartPre=/usr/bin/docker network create own
ExecStartPre=/usr/bin/docker volume create own
ExecStart=/usr/bin/docker run -d --name detached --net own -v own:/own --restart=always localhost/witness:1
`,
  'daemon.service': `[Service]
Type=forking
TasksMax=100
MemoryLimit=100M
PrivateTmp=yes
ExecStart=/bin/sh -c '/usr/bin/setsid /usr/bin/witness --do ignore SIGTERM &'
ExecStartPost=/bin/sh -c 'mkdir -p /opt/written && echo x >/etc/written && mount -t tmpfs tmpfs /mnt'
ExecStartPost=/sbin/iptables -A INPUT -s 203.0.113.9 -j DROP
`,
};

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'stubborn' },
  spec: {
    containers: [
      {
        name: 'witness',
        image: 'localhost/witness:1',
        args: ['--do', 'ignore', 'SIGTERM'],
        ports: [{ containerPort: 80, hostPort: 8081 }],
        volumeMounts: [{ name: 'memory', mountPath: '/memory' }],
      },
    ],
    volumes: [{ name: 'memory', emptyDir: { medium: 'Memory' } }],
  },
};

const images = buildImages((line) => process.stderr.write(`${line}\n`));
const left = await startFleetMachine(images, { name: 'clean', address: '10.194.0.2' });
await left.put(UNITS);
const { status, stderr } = await left.startUnits(Object.keys(UNITS));
if (status !== 0) throw new Error(stderr);
const node = process.argv.includes('node')
  ? await startNode(images, { place: { name: 'clean-n', address: '10.195.0.2' } })
  : null;
if (node !== null) {
  const applied = await node.kubectl(['apply', '-f', '-'], JSON.stringify(POD));
  if (applied.status !== 0) throw new Error(applied.stderr);
  await node.kubectl(['wait', '--for=condition=Ready', 'pod/stubborn', '--timeout=60s']);
}
process.stdout.write('ready\n');
process.stdin.resume();
await once(process.stdin, 'end');
await Promise.all([left.stop(), node?.stop()]);
process.stdout.write('stopped\n');
