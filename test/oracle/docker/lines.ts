import type { FlagSpec } from '../../../src/dialect/docker/flag-spec.ts';
import { RUN_FLAGS } from '../../../src/dialect/docker/flags.ts';

/** Values of each flag, good and bad. What is here was written by hand from docker's manual and its error messages. */
const SIZES = [
  '512m',
  '1g',
  '1.5g',
  '64',
  '0',
  '10MB',
  '3GiB',
  '7 k',
  '1e3',
  '.5m',
  '-1',
  'm',
  '1x',
  '',
  '1bb',
  '2kib',
  '1024b',
];
const NUMBERS = [
  '0',
  '1',
  '-1',
  '512',
  '010',
  '0x10',
  '1_000',
  '99999',
  'x',
  '',
  '1.5',
  '+3',
  '08',
];
const TEXTS = ['x', '', 'a b', 'a=b', '/p/q', '-x', "it's", '"q"', 'ä'];
const DURATIONS = [
  '30s',
  '1m30s',
  '0',
  '1.5h',
  '100ms',
  '-1s',
  '30',
  'x',
  '',
  '1us',
  '2h45m',
  '.5s',
];
const RATES = [
  '/dev/sda:1mb',
  '/dev/sda:10',
  'sda:1',
  '/dev/sda',
  '/dev/sda:x',
  '/dev/sda:-1',
  '/dev/x:0',
];
const NAMES = ['web', 'db-1', '', 'a.b'];
const IPS = [
  '10.0.0.1',
  '::1',
  'fe80::1:0:0:1',
  '010.0.0.1',
  '1.2.3',
  ' 8.8.8.8 ',
  '::ffff:1.2.3.4',
  '2001:DB8::0',
  'x',
  '',
  '1:2:3:4:5:6:7:8',
  '0:0:1::',
  '1.2.3.4::',
];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  '--entrypoint': ['/bin/sh', '', 'a b', '["x"]'],
  '--platform': ['linux/amd64', 'linux/arm/v7', 'amd64', 'linux', 'a/b/c/d', 'linux/'],
  '--pull': ['always', 'missing', 'never', '', 'sometimes'],
  '--name': ['web', 'a_b', '', 'x y'],
  '--attach': ['stdin', 'STDOUT', 'stderr', 'x', ''],
  '--detach-keys': ['ctrl-a', ''],
  '--cidfile': [''],
  '--restart': [
    'no',
    'always',
    'on-failure',
    'on-failure:5',
    'on-failure:',
    'unless-stopped',
    '',
    ':3',
    'always:x',
    'odd',
  ],
  '--stop-signal': ['TERM', 'SIGINT', '9', ''],
  '--stop-timeout': NUMBERS,
  '--label': ['a=b', 'a', 'a=', '=b', 'a b=c', ' a=b', 'a.b/c=d=e', ''],
  '--label-file': ['web.labels', 'empty.env', 'blank.env'],
  '--annotation': ['a=b', 'a', 'x.y/z=1'],
  '--log-driver': ['json-file', 'none', 'syslog', ''],
  '--log-opt': ['max-size=10m', 'a', 'tag={{.Name}}', 'a=b=c'],
  '--env': [
    'A=1',
    'A=',
    'GREETING',
    'EMPTY',
    'NOWHERE',
    '=x',
    '',
    'A=b=c',
    'A="x y"',
    'a.b-c=1',
    'B=$HOME',
  ],
  '--env-file': ['web.env', 'empty.env', 'blank.env'],
  '--publish': [
    '80',
    '80:80',
    '8080:80/tcp',
    '53:53/udp',
    '127.0.0.1:80:80',
    '127.0.0.1::80',
    ':80:80',
    '[::1]:80:80',
    '::1:80:80',
    '0.0.0.0:1:2/sctp',
    '8000-8002:9000-9002',
    '8000-8010:80',
    '80-82',
    '80-82:90-91',
    '0:80',
    '80/',
    '80:80/UDP',
    '80/foo',
    ':80',
    '80:',
    'x:80',
    '80:x',
    '65536',
    '80:65535',
    '90-80',
    '1.2.3:80:80',
    'localhost:80:80',
    '',
    '080:080',
    'target=80,published=8080',
    'published=53,target=53,protocol=udp',
    'target=',
    '=80',
    '80-81-82',
    '80/tcp/udp',
  ],
  '--expose': [
    '80',
    '80/udp',
    '80-83',
    '80-82/sctp',
    '80:80',
    '',
    '/udp',
    '80/foo',
    '80/',
    'x',
    '90-80',
    '70000',
    '80/TCP',
  ],
  '--network': [
    'host',
    'bridge',
    'none',
    'default',
    'container:web',
    'container:',
    'front',
    '',
    ' ',
    'name=front',
    'name=front,alias=a,alias=b',
    'name=back,ip=10.0.0.5',
    'alias=x',
    'name=front,driver-opt=a=b',
    'name=front,mac-address=92:d0:c6:0a:29:33',
    'name=front,odd=1',
    'name=Front,alias=B',
    'name=front,gw-priority=5',
    'name=front,gw-priority=x',
    'name=front,ip6=::1,link-local-ip=169.254.1.1',
    'name=a=b',
  ],
  '--network-alias': NAMES,
  '--ip': ['10.0.0.9', '', 'x'],
  '--ip6': ['fd00::9', ''],
  '--link-local-ip': ['169.254.3.3'],
  '--mac-address': [
    '92:d0:c6:0a:29:33',
    '92-d0-c6-0a-29-33',
    '92d0.c60a.2933',
    'x',
    '',
    '92:d0:c6',
    '01:23:45:67:89:ab:cd:ef',
  ],
  '--hostname': ['web', 'web.example.com', '', 'UPPER_x'],
  '--domainname': ['example.com', ''],
  '--dns': IPS,
  '--dns-search': ['example.com', '.', 'local', '', 'a b', '123', 'x.', '-a.b', ' y ', 'a_b'],
  '--dns-option': ['ndots:2', ''],
  '--add-host': [
    'db:10.0.0.1',
    'db=10.0.0.1',
    'db:::1',
    'db:[::1]',
    'x:host-gateway',
    'db',
    ':1.2.3.4',
    'db:x',
    'a:b=1.2.3.4',
    'db=',
    'db:010.1.1.1',
    '',
  ],
  '--link': ['db', 'db:database', 'a:b:c', '', '/db:/web/alias', 'db:'],
  '--volume': [
    '/data',
    '/src:/data',
    '/src:/data:ro',
    'name:/data',
    'name:/data:nocopy',
    './rel:/data',
    '../up:/data:z',
    'rel/x:/data',
    '~/x:/data',
    '/a:/b:ro,z',
    '',
    '/',
    'x',
    'xy',
    '::',
    '/a:',
    ':/a',
    '/a:/b:/c:/d',
    'c:/windows:/data',
    'n:/data',
    '/a:/b:odd',
    '/a:/b:rslave',
    '/with space:/x',
    '/a:/b:',
    '.:/data',
  ],
  '--mount': [
    'type=bind,source=/a,target=/b',
    'type=bind,src=/a,dst=/b,ro',
    'type=bind,src=/a,destination=/b,readonly=false',
    'type=volume,source=v,target=/b,volume-nocopy',
    'type=volume,target=/b,volume-driver=local,volume-opt=type=nfs,volume-opt=device=:/x',
    'source=v,target=/b',
    'type=tmpfs,target=/t,tmpfs-size=64m,tmpfs-mode=1770',
    'type=tmpfs,target=/t,tmpfs-size=x',
    'type=bind,source=/a',
    'type=,target=/b',
    'target=/b',
    '',
    'type=bind,source=/a,target=/b,bind-propagation=rslave',
    'type=bind,source=/a,target=/b,bind-recursive=readonly,ro,bind-propagation=rprivate',
    'type=bind,source=/a,target=/b,bind-recursive=writable',
    'type=bind,source=/a,target=/b,bind-recursive=disabled',
    'type=bind,source=/a,target=/b,odd=1',
    'type=bind,source=/a,target=/b,odd',
    'type=volume,target=/b,bind-propagation=shared',
    'type=volume,src=v,target=/b,volume-label=a=b,volume-label=c',
    'type=image,source=app,target=/i,image-subpath=x',
    '"type=bind","source=/a,b",target=/b',
    'type=bind,"source=/a',
    'type=bi"nd,target=/b',
    'TYPE=Bind,Source=/A,TARGET=/B',
    'type=bind,source=/a,target=/b,consistency=Cached',
    'type=volume,source=v,target=/b,volume-subpath=s',
    'type=odd,target=/b',
    'type=bind,source=/a,target=/b,bind-nonrecursive',
    'type=tmpfs,target=/t,tmpfs-mode=9',
    'type=tmpfs,target=/t,tmpfs-mode=',
    'type=bind,source=./a,target=/b',
  ],
  '--tmpfs': ['/run', '/run:size=64m,mode=1777', '/a:', '', 'rel', '/a:b:c'],
  '--volumes-from': ['data', 'data:ro', '', 'a:b:c'],
  '--volume-driver': ['local', ''],
  '--storage-opt': ['size=10G', 'size', '=x', 'a=b=c'],
  '--shm-size': SIZES,
  '--device': [
    '/dev/fuse',
    '/dev/fuse:/dev/x',
    '/dev/fuse:/dev/x:r',
    '/dev/fuse:rw',
    '/dev//fuse',
    'fuse',
    '',
    ':/dev/x',
    '/dev/a:/dev/b:q',
    '/dev/a:b',
    '/dev/a:/dev//b',
    'a:/dev/b',
    '/dev/a:/dev/b:rwm:x',
    'vendor.com/class=dev',
    'nvidia.com/gpu=all',
    '/dev/a:rr',
    '/dev/a:',
    'a.b/c=d.',
  ],
  '--device-cgroup-rule': ['c 1:3 mr', 'a *:* rwm', 'x 1:3 r', 'c 1:3', ''],
  '--gpus': [
    'all',
    '2',
    'device=0',
    '"device=0,1"',
    'count=all',
    'x',
    'driver=nvidia,count=2',
    'capabilities=utility',
    'all,count=1',
    'odd=1',
    '',
    '"capabilities=compute,utility"',
    'device=0,device=1',
    '"options=a=b,c=d"',
    '0',
    '-2',
  ],
  '--cap-add': ['NET_ADMIN', 'cap_sys_admin', 'ALL', 'all', '', 'odd'],
  '--cap-drop': ['MKNOD', 'ALL', 'cap_chown'],
  '--security-opt': [
    'no-new-privileges',
    'no-new-privileges=true',
    'no-new-privileges:true',
    'label=disable',
    'label:user:x',
    'seccomp=unconfined',
    'seccomp=builtin',
    'apparmor=docker-default',
    'systempaths=unconfined',
    'label',
    'x=',
    'odd=1',
    'label=type:svirt_t',
    '',
  ],
  '--user': ['root', '1000', '1000:1000', ':5', ''],
  '--group-add': ['audio', '5', ''],
  '--workdir': ['/srv', 'rel', ''],
  '--pid': ['host', 'container:web', 'container:', '', 'private', 'x'],
  '--ipc': ['host', 'container:web', 'shareable', 'private', 'none', '', 'x'],
  '--uts': ['host', '', 'x'],
  '--userns': ['host', '', 'x'],
  '--cgroupns': ['host', 'private', '', 'x'],
  '--cgroup-parent': ['/a', ''],
  '--isolation': ['default', ''],
  '--runtime': ['runc', 'kata', ''],
  '--sysctl': [
    'net.core.somaxconn=1024',
    'kernel.shmmax=1',
    'fs.mqueue.msg_max=5',
    'vm.overcommit_memory=1',
    'net.x',
    '=1',
    'net.a=b=c',
    '',
  ],
  '--memory': SIZES,
  '--memory-reservation': SIZES,
  '--memory-swap': SIZES,
  '--memory-swappiness': ['0', '60', '100', '101', '-1', '-2', 'x', ''],
  '--kernel-memory': SIZES,
  '--cpu-shares': NUMBERS,
  '--cpus': [
    '1',
    '1.5',
    '.5',
    '0.33333',
    '1/2',
    '1/3',
    '1e-3',
    '0.0000000001',
    'x',
    '',
    '-1',
    '2.',
    '1.5.5',
    '0',
    '+1',
    '1e2',
  ],
  '--cpu-quota': NUMBERS,
  '--cpu-period': NUMBERS,
  '--cpu-rt-period': NUMBERS,
  '--cpu-rt-runtime': NUMBERS,
  '--cpuset-cpus': ['0-3', '0,1', ''],
  '--cpuset-mems': ['0', ''],
  '--cpu-count': ['1'],
  '--cpu-percent': ['50'],
  '--io-maxbandwidth': ['10m'],
  '--io-maxiops': ['5'],
  '--blkio-weight': ['0', '500', '65536', '-1', 'x', '70000'],
  '--blkio-weight-device': [
    '/dev/sda:500',
    '/dev/sda:5',
    '/dev/sda:1001',
    '/dev/sda:0',
    'sda:10',
    '/dev/sda',
    '/dev/sda:x',
  ],
  '--device-read-bps': RATES,
  '--device-write-bps': RATES,
  '--device-read-iops': RATES,
  '--device-write-iops': RATES,
  '--pids-limit': NUMBERS,
  '--ulimit': [
    'nofile=1024',
    'nofile=1024:2048',
    'nofile=2048:1024',
    'nproc=-1',
    'nofile=-1:5',
    'odd=1',
    'nofile',
    'nofile=x',
    'core=0:-1',
    'nofile=1:2:3',
    'nofile=',
    'memlock=-1:-1',
  ],
  '--oom-score-adj': NUMBERS,
  '--health-cmd': ['true', 'curl -f http://localhost/ || exit 1', ''],
  '--health-interval': DURATIONS,
  '--health-timeout': DURATIONS,
  '--health-retries': ['3', '0', '-1', 'x'],
  '--health-start-period': DURATIONS,
  '--health-start-interval': DURATIONS,
};

/** Flags that the generator leaves out, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  '--use-api-socket': 'the client mounts its own socket, which is another in each run',
  '--lxc-conf': 'no client of today has it',
  '--networking': 'no client of today has it',
};

const IMAGES = [
  'nginx',
  'nginx:1.9',
  'quay.io/coreos/etcd:v2.3.7',
  'localhost/x',
  'localhost:5000/x:y',
  'registry.example.com:5000/a/b/c',
  'Nginx',
  'a/B',
  'REG.io/x',
  'x y',
  'docker://x',
  'a..b',
  'a__b/c-d',
  'a___b',
  '-x',
  'nginx@sha256:9b1702dcfe32c873a770a32cfd306dd7fc1c4fd134adfb783db68defc8894b3c',
  'nginx@sha256:9b17',
  'nginx:1.9@sha256:9b1702dcfe32c873a770a32cfd306dd7fc1c4fd134adfb783db68defc8894b3c',
  'nginx:',
  ':x',
  '4bed76d3',
  'x/y:tag.with-dots_1',
  'sha256:9b1702dcfe32c873a770a32cfd306dd7fc1c4fd134adfb783db68defc8894b3c',
  '9b1702dcfe32c873a770a32cfd306dd7fc1c4fd134adfb783db68defc8894b3c',
  'index.docker.io/nginx',
  'a.b/c',
  '[::1]:5000/x',
  'Foo/bar',
];

/** Numbers from a seed: the same lines on each machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Every value of every flag in each spelling, one to a line, then lines of several flags. */
export function generatedLines(count: number, seed: number): readonly (readonly string[])[] {
  const random = seeded(seed);
  const lines = RUN_FLAGS.flatMap((spec) => linesOfFlag(spec, random));
  lines.push(...RUN_FLAGS.flatMap((spec) => linesOfTwo(spec, random)));
  while (lines.length < count) lines.push(mixedLine(random));
  return lines;
}

const pick = <T>(items: readonly T[], random: () => number): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

function linesOfFlag(spec: FlagSpec, random: () => number): string[][] {
  if (LEFT_OUT[spec.names[0]] !== undefined) return [];
  return valuesOf(spec).flatMap((value) =>
    spec.names.flatMap((name) =>
      spellings(spec, name, value).map((words) => [
        ...start(spec, random),
        ...words,
        'nginx',
        ...pick([[], ['a'], ['-x', '--rm']], random),
      ]),
    ),
  );
}

/** A flag said twice: does the first value matter? */
function linesOfTwo(spec: FlagSpec, random: () => number): string[][] {
  if (LEFT_OUT[spec.names[0]] !== undefined || spec.takes === 'boolean') return [];
  const [name] = spec.names;
  const [good = ''] = valuesOf(spec);
  const start = spec.client === 'run' ? ['run'] : ['create'];
  return valuesOf(spec)
    .filter(() => random() < 0.5)
    .map((value) => [...start, name, value, name, good, 'nginx']);
}

function valuesOf(spec: FlagSpec): readonly string[] {
  if (spec.takes === 'boolean')
    return spec.names[0] === '--disable-content-trust'
      ? ['', 'true']
      : ['', 'true', 'false', '1', 'F', 'yes', 'tRUE'];
  const values = VALUES[spec.names[0]];
  if (values === undefined) throw new Error(`no values for ${spec.names[0]}`);
  return values;
}

/** All the ways to write a flag with its value. */
function spellings(spec: FlagSpec, name: string, value: string): readonly (readonly string[])[] {
  const short = name.length === 2;
  if (spec.takes === 'boolean')
    return value === ''
      ? [[name], ...(short ? [[`${name}i`], [`-i${name.slice(1)}`]] : [])]
      : [[`${name}=${value}`]];
  const glued = short ? [[`${name}${value}`], [`-P${name.slice(1)}`, value]] : [];
  return [[name, value], [`${name}=${value}`], ...glued];
}

const start = (spec: FlagSpec, random: () => number): readonly string[] =>
  spec.client === 'run' || random() < 0.5
    ? ['run', ...(random() < 0.5 && spec.names[0] !== '--attach' ? ['-d'] : [])]
    : ['create'];

function mixedLine(random: () => number): string[] {
  const usable = RUN_FLAGS.filter(
    (spec) => LEFT_OUT[spec.names[0]] === undefined && spec.names[0] !== '--help',
  );
  const words: string[] = [random() < 0.7 ? 'run' : 'create'];
  if (words[0] === 'run' && random() < 0.7) words.push('-d');
  const flags = 1 + Math.floor(random() * 6);
  for (let i = 0; i < flags; i++) {
    const spec = pick(usable, random);
    const values = valuesOf(spec);
    // Mostly the values at the front of the list, which are good ones: else nearly every line would be refused.
    const value =
      random() < 0.85
        ? pick(values.slice(0, Math.ceil(values.length / 3)), random)
        : pick(values, random);
    words.push(...pick(spellings(spec, pick(spec.names, random), value), random));
  }
  if (random() < 0.03)
    words.push(pick(['--odd', '--odd=1', '-Z', '---x', '--=1', '-', '--'], random));
  words.push(random() < 0.8 ? 'nginx:1.9' : pick(IMAGES, random));
  const args = Math.floor(random() * 3);
  for (let i = 0; i < args; i++) words.push(pick(TEXTS, random));
  return words;
}

/** Spellings of early docker, with what they mean (mapping E0-06): today's client reads them as other flags. */
export const OLD_SPELLINGS: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ['run', '-d', '-name', 'web', 'nginx'],
    ['run', '-d', '--name', 'web', 'nginx'],
  ],
  [
    ['run', '-d', '-name=web', 'nginx'],
    ['run', '-d', '--name=web', 'nginx'],
  ],
  [
    ['run', '-rm', 'nginx', 'x'],
    ['run', '--rm', 'nginx', 'x'],
  ],
  [
    ['run', '-rm=true', 'nginx'],
    ['run', '--rm=true', 'nginx'],
  ],
  [
    ['run', '-expose', '80', 'nginx'],
    ['run', '--expose', '80', 'nginx'],
  ],
  [
    ['run', '-link', 'a:b', 'nginx'],
    ['run', '--link', 'a:b', 'nginx'],
  ],
  [
    ['run', '-entrypoint', '/x', 'nginx'],
    ['run', '--entrypoint', '/x', 'nginx'],
  ],
  [
    ['run', '-dns', '8.8.8.8', 'nginx'],
    ['run', '--dns', '8.8.8.8', 'nginx'],
  ],
  [
    ['run', '-volumes-from', 'a', 'nginx'],
    ['run', '--volumes-from', 'a', 'nginx'],
  ],
  [
    ['run', '-privileged', 'nginx'],
    ['run', '--privileged', 'nginx'],
  ],
  [
    ['run', '-cidfile', '', 'nginx'],
    ['run', '--cidfile', '', 'nginx'],
  ],
  [
    ['run', '-sig-proxy=false', 'nginx'],
    ['run', '--sig-proxy=false', 'nginx'],
  ],
  [
    ['run', '--cpuset', '0-1', 'nginx'],
    ['run', '--cpuset-cpus', '0-1', 'nginx'],
  ],
  [
    ['run', '-lxc-conf', 'a=b', '-n=true', '--networking', 'nginx'],
    ['run', 'nginx'],
  ],
];
