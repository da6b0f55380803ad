import { describe, expect, test } from 'vitest';
import { RUN_FLAGS } from '../../../src/dialect/docker/flags.ts';
import { factLines, tellLine } from './line.ts';

const X = `\${X}`;

/** Flags, the facts they become, and the findings they make. */
const TABLE: readonly (readonly [string, readonly string[], string?])[] = [
  // Image
  ['--entrypoint /bin/x', ['container.entrypoint "/bin/x"']],
  ["--entrypoint 'a b'", ['container.entrypoint "a b"']],
  ['--platform linux/arm64', ['container.platform {"os":"linux","architecture":"arm64"}']],
  ['--platform x86_64', ['container.platform {"os":"linux","architecture":"amd64"}']],
  ['--pull always', ['container.pull-policy "Always"']],
  ['--pull missing', ['container.pull-policy "IfNotPresent"']],
  ['--pull odd', ['refused'], 'bad-value E1-14'],
  ['-q', []],
  ['--disable-content-trust', [], 'not-needed E1-15'],
  // Name, life cycle, terminal
  ['--name web', ['container.name "web"']],
  [`--name web-${X}`, [`container.name "web-${X}"`]],
  ['--rm', ['container.removed-at-end true']],
  ['-d', ['container.detached true']],
  ['-d=false', ['container.detached false']],
  ['-a stdout', [], 'not-needed E2-04'],
  ['--sig-proxy=false', ['container.sig-proxy false']],
  ['--sig-proxy', [], 'not-needed E2-16'],
  ['-i', ['container.stdin true']],
  ['-t', ['container.tty true']],
  ['-dit', ['container.detached true', 'container.stdin true', 'container.tty true']],
  ['-it', ['refused'], 'docker-refuses E2-18'],
  ['-i=false -t', ['container.stdin false', 'container.tty true']],
  ['--restart always', ['container.docker-restart {"policy":"always","maximumRetries":0}']],
  [
    '--restart on-failure:5',
    ['container.docker-restart {"policy":"on-failure","maximumRetries":5}'],
  ],
  ['--restart always:5', ['refused'], 'bad-value E2-07'],
  ['--restart odd', ['refused'], 'bad-value E2-07'],
  ['--restart odd --restart no', ['container.docker-restart {"policy":"no","maximumRetries":0}']],
  ['--rm --restart always', ['refused'], 'docker-refuses E2-07'],
  [
    '--rm --restart no',
    [
      'container.removed-at-end true',
      'container.docker-restart {"policy":"no","maximumRetries":0}',
    ],
  ],
  [
    '--rm=false --restart always',
    [
      'container.removed-at-end false',
      'container.docker-restart {"policy":"always","maximumRetries":0}',
    ],
  ],
  ['--stop-signal INT', ['container.stop-signal "INT"']],
  ['--stop-timeout -1', ['container.stop-timeout -1']],
  [`--stop-timeout ${X}`, [], 'decide G0-4'],
  ['--init', ['container.init true']],
  ['-l a=b', ['container.label {"key":"a","value":"b"}']],
  ['--label a', ['container.label {"key":"a","value":""}']],
  [`-l a=${X}`, [`container.label {"key":"a","value":"${X}"}`]],
  ['-l =b', ['refused'], 'bad-value E2-11'],
  ['--label-file /x', ['container.label-file {"path":"/x"}']],
  ['--annotation a=b', ['container.annotation {"key":"a","value":"b"}']],
  ['--log-driver syslog', ['container.log-driver "syslog"']],
  ['--log-opt a=b', [], 'retired E2-13'],
  ['--log-driver none --log-opt a=b', ['refused'], 'retired E2-13, docker-refuses E2-13'],
  ['--help', ['refused'], 'docker-refuses E2-14'],
  ['--help=false', []],
  ['--use-api-socket', [], 'unsupported E2-15'],
  ['-d -a stdout', ['refused'], 'not-needed E2-04, docker-refuses E2-04'],
  // Environment
  ['-e A=1', ['container.env {"name":"A","value":"1"}']],
  ['-e A=', ['container.env {"name":"A","value":""}']],
  ['-e A', ['container.env {"name":"A","value":null}']],
  [`-e A=x${X}y`, [`container.env {"name":"A","value":"x${X}y"}`]],
  [`-e ${X}=1`, [], 'decide G0-4'],
  ['-e =1', ['refused'], 'bad-value E3-01'],
  ['-e A=b=c', ['container.env {"name":"A","value":"b=c"}']],
  ['--env-file /x', ['container.env-file {"path":"/x"}']],
  // Ports
  [
    '-p 80:8080',
    ['container.port {"container":8080,"protocol":"TCP","host":80,"hostAddress":null}'],
  ],
  [
    '-p 53:53/UDP',
    ['container.port {"container":53,"protocol":"UDP","host":53,"hostAddress":null}'],
  ],
  [
    '-p 80',
    ['container.port {"container":80,"protocol":"TCP","host":"random","hostAddress":null}'],
  ],
  [
    '-p 0:80',
    ['container.port {"container":80,"protocol":"TCP","host":"random","hostAddress":null}'],
  ],
  ['-p :80:80', ['container.port {"container":80,"protocol":"TCP","host":80,"hostAddress":null}']],
  [
    '-p 1.2.3.4:80:80',
    ['container.port {"container":80,"protocol":"TCP","host":80,"hostAddress":"1.2.3.4"}'],
  ],
  [
    '-p 1.2.3.4::80',
    ['container.port {"container":80,"protocol":"TCP","host":"random","hostAddress":"1.2.3.4"}'],
  ],
  [
    '-p [::1]:80:80/sctp',
    ['container.port {"container":80,"protocol":"SCTP","host":80,"hostAddress":"::1"}'],
  ],
  [
    `-p ${X}:80:80`,
    [`container.port {"container":80,"protocol":"TCP","host":80,"hostAddress":"${X}"}`],
  ],
  [
    `-p ${X}:80`,
    ['container.port {"container":80,"protocol":"TCP","host":"unknown","hostAddress":null}'],
  ],
  [`-p 80:${X}`, [], 'decide G0-4'],
  [
    '-p target=80,published=8080',
    ['container.port {"container":80,"protocol":"TCP","host":8080,"hostAddress":null}'],
  ],
  ['-p target=80,odd', ['refused'], 'bad-value E4-01'],
  [
    '-p 80-81:90-91',
    [
      'container.port {"container":90,"protocol":"TCP","host":80,"hostAddress":null}',
      'container.port {"container":91,"protocol":"TCP","host":81,"hostAddress":null}',
    ],
  ],
  [
    '-p 80-89:90',
    ['container.port {"container":90,"protocol":"TCP","host":"random","hostAddress":null}'],
    'differs E4-05',
  ],
  ['-p 1-200:1-200', [], 'decide E4-04'],
  ['-p 80-81:90-95', ['refused'], 'bad-value E4-01'],
  ['-p 80:80/icmp', ['refused'], 'bad-value E4-01'],
  ['-p host:80:80', ['refused'], 'bad-value E4-01'],
  ['-P', ['container.publish-all true']],
  ['--expose 80', ['container.expose {"container":80,"protocol":"TCP"}']],
  [
    '--expose 80-81/udp',
    [
      'container.expose {"container":80,"protocol":"UDP"}',
      'container.expose {"container":81,"protocol":"UDP"}',
    ],
  ],
  ['--expose 80:80', ['refused'], 'bad-value E4-09'],
  ['--expose 1000-2000', [], 'not-needed E4-09'],
  // Network
  ['--net host', ['pod.network {"kind":"host"}']],
  ['--net bridge', ['pod.network {"kind":"default"}']],
  ['--net none', ['pod.network {"kind":"none"}']],
  ['--net container:db', ['pod.network {"kind":"container","container":"db"}']],
  [`--net container:db-${X}`, [`pod.network {"kind":"container","container":"db-${X}"}`]],
  ['--net container:', ['refused'], 'bad-value E4-10'],
  ['--network front', ['pod.network {"kind":"custom","name":"front"}']],
  [
    '--network name=front,alias=a',
    ['pod.network {"kind":"custom","name":"front"}', 'pod.network-alias "a"'],
  ],
  [
    '--network name=front,ip=1.2.3.4',
    ['pod.network {"kind":"custom","name":"front"}'],
    'unsupported E4-15',
  ],
  ['--net-alias a', ['pod.network-alias "a"']],
  ['--ip 1.2.3.4', [], 'unsupported E4-15'],
  ['--mac-address 92:d0:c6:0a:29:33', [], 'unsupported E4-15'],
  ['-h web', ['pod.hostname "web"']],
  ['--domainname d', ['pod.domain-name "d"']],
  ['--dns 8.8.8.8', ['pod.dns-server "8.8.8.8"']],
  ['--dns dns.example.com', ['pod.dns-server "dns.example.com"']],
  ['--dns-search example.com', ['pod.dns-search "example.com"']],
  ['--dns-search .', ['pod.dns-search "."']],
  ['--dns-opt ndots:2', ['pod.dns-option "ndots:2"']],
  ['--add-host a:1.2.3.4', ['pod.host-alias {"host":"a","address":"1.2.3.4"}']],
  ['--add-host a=::1', ['pod.host-alias {"host":"a","address":"::1"}']],
  ['--add-host a:[::1]', ['pod.host-alias {"host":"a","address":"::1"}']],
  ['--add-host a:host-gateway', ['pod.host-alias {"host":"a","address":"host-gateway"}']],
  [`--add-host a:${X}`, [`pod.host-alias {"host":"a","address":"${X}"}`]],
  ['--add-host a:b', ['refused'], 'bad-value E4-19'],
  ['--link db', ['container.link {"container":"db","alias":"db"}']],
  ['--link db:database', ['container.link {"container":"db","alias":"database"}']],
  [`--link ${X}:database`, [`container.link {"container":"${X}","alias":"database"}`]],
  [`--link ${X}`, [], 'decide G0-4'],
  ['--link a:b:c', ['refused'], 'bad-value E4-20'],
  ['--net container:a -p 80:80', ['refused'], 'docker-refuses E4-12'],
  ['--net container:a -h x', ['refused'], 'docker-refuses E4-12'],
  ['--uts host -h x', ['refused'], 'docker-refuses E6-14'],
  // Devices
  [
    '--device /dev/fuse',
    ['container.device {"host":"/dev/fuse","container":"/dev/fuse","permissions":"rwm"}'],
  ],
  [
    '--device /dev/a:/dev/b:r',
    ['container.device {"host":"/dev/a","container":"/dev/b","permissions":"r"}'],
  ],
  ['--device a', ['refused'], 'bad-value E5-18'],
  ["--device-cgroup-rule 'c 1:3 mr'", [], 'unsupported E5-19'],
  ['--gpus all', ['container.gpus "all"']],
  ['--gpus 2', ['container.gpus "2"']],
  ['--gpus device=0', ['container.gpus "device=0"']],
  ['--shm-size 64m', ['container.shm-size 67108864']],
  ['--storage-opt size=1G', ['container.root-size 1073741824']],
  ['--storage-opt x=1', [], 'unsupported E5-16'],
  ['--volume-driver rexray', ['container.volume-driver "rexray"']],
  ['--volumes-from a:ro', ['container.volumes-from {"container":"a","readOnly":true}']],
  ['--read-only', ['container.read-only-root true']],
  // Security
  ['--privileged', ['container.privileged true']],
  [
    '--cap-add cap_net_admin --cap-add ALL',
    ['container.capability-add "NET_ADMIN"', 'container.capability-add "ALL"'],
  ],
  ['--cap-drop MKNOD', ['container.capability-drop "MKNOD"']],
  ['--cap-add ODD', ['refused'], 'bad-value E6-02'],
  ['--security-opt seccomp=unconfined', ['container.seccomp {"kind":"unconfined"}']],
  ['--security-opt seccomp:/x.json', ['container.seccomp {"kind":"file","path":"/x.json"}']],
  ['--security-opt seccomp=builtin', ['container.seccomp {"kind":"default"}']],
  ['--security-opt label=disable', ['container.selinux {"name":"disable","value":""}']],
  ['--security-opt label:type:svirt', ['container.selinux {"name":"type","value":"svirt"}']],
  ['--security-opt apparmor=x', ['container.apparmor "x"']],
  ['--security-opt no-new-privileges', ['container.no-new-privileges true']],
  ['--security-opt no-new-privileges:false', ['container.no-new-privileges false']],
  ['--security-opt systempaths=unconfined', ['container.unmasked-proc true']],
  ['--security-opt odd=1', [], 'unsupported E6-04'],
  ['--security-opt label', ['refused'], 'bad-value E6-04'],
  ['-u 1000:5', ['container.user "1000:5"']],
  ['--group-add 5', ['container.group-add "5"']],
  ['-w /srv', ['container.working-dir "/srv"']],
  ['-w srv', ['refused'], 'bad-value E6-11'],
  ['--pid host', ['pod.pid {"kind":"host"}']],
  ['--pid container:a', ['pod.pid {"kind":"container","container":"a"}']],
  ['--pid odd', ['refused'], 'bad-value E6-12'],
  ['--ipc none', ['pod.ipc {"kind":"none"}']],
  ['--uts host', ['pod.uts-host true']],
  ['--userns host', []],
  ['--cgroup-parent /a', [], 'retired E6-16'],
  ['--runtime runc', []],
  ['--runtime kata', ['pod.runtime-class "kata"']],
  ['--sysctl net.core.somaxconn=1', ['pod.sysctl {"name":"net.core.somaxconn","value":"1"}']],
  ['--sysctl vm.swappiness=1', ['refused'], 'bad-value E6-18'],
  ['--net host --sysctl net.core.somaxconn=1', ['refused'], 'docker-refuses E6-18'],
  ['--ipc host --sysctl kernel.sem=1', ['refused'], 'docker-refuses E6-18'],
  // Resources
  ['-m 512m', ['container.memory-limit 536870912']],
  ['-m 0.5g', ['container.memory-limit 536870912']],
  ['-m 1500M', ['container.memory-limit 1572864000']],
  ['-m 0', []],
  ['-m 5m', ['refused'], 'docker-refuses E7-01'],
  ['-m 6m', ['container.memory-limit 6291456']],
  ['-m x', ['refused'], 'bad-value E7-01'],
  [`-m ${X}`, [], 'decide G0-4'],
  ['--memory-reservation 1g -m 512m', ['refused'], 'docker-refuses E7-03'],
  ['--memory-reservation 256m', ['container.memory-reservation 268435456']],
  ['-m 512m --memory-swap 512m', ['container.memory-limit 536870912']],
  ['-m 512m --memory-swap 1g', ['container.memory-limit 536870912'], 'unsupported E7-04'],
  ['--memory-swappiness 0', [], 'unsupported E7-04'],
  ['-c 512', ['container.cpu-shares 512']],
  ['-c 1', ['container.cpu-shares 2']],
  ['-c 0', []],
  ['--cpus 1.5', ['container.cpu-limit 1500']],
  ['--cpus 0.33333', ['container.cpu-limit 334']],
  ['--cpu-quota 50000', ['container.cpu-limit 500']],
  ['--cpu-quota 11111 --cpu-period 33333', ['container.cpu-limit 334']],
  ['--cpu-quota -1', []],
  ['--cpu-period 50000', []],
  ['--cpus 1 --cpu-quota 5', ['refused'], 'docker-refuses E7-06'],
  ['--cpuset-cpus 0', [], 'unsupported E7-08'],
  ['--blkio-weight 500', [], 'unsupported E7-09'],
  ['--blkio-weight 0', []],
  ['--device-read-bps /dev/sda:1mb', [], 'unsupported E7-09'],
  ['--pids-limit 100', [], 'unsupported E7-10'],
  ['--pids-limit -1', []],
  ['--ulimit nofile=1024', [], 'unsupported E7-11'],
  ['--ulimit nofile=2:1', ['refused'], 'bad-value E7-11'],
  ['--oom-kill-disable', [], 'unsupported E7-12'],
  ['--oom-score-adj 5', [], 'unsupported E7-12'],
  // Health
  ['--health-cmd true', ['container.health {"name":"command","value":"true"}']],
  ['--health-interval 1m30s', ['container.health {"name":"interval","value":90000000}']],
  ['--health-timeout 100ms', ['container.health {"name":"timeout","value":100000}']],
  ['--health-retries 3', ['container.health {"name":"retries","value":3}']],
  ['--health-retries 0', []],
  ['--health-start-period 1s', ['container.health {"name":"start-period","value":1000000}']],
  ['--health-interval -1s', ['refused'], 'bad-value E8-02'],
  ['--no-healthcheck', ['container.health {"name":"none"}']],
  ['--no-healthcheck --health-cmd true', ['refused'], 'docker-refuses E8-04'],
  // Old
  ['--lxc-conf a=b', [], 'not-needed E6-16'],
  ['--networking=false', ['pod.network {"kind":"none"}']],
  ['-n=true', [], 'not-needed E6-16'],
  ['-rm', ['container.removed-at-end true'], 'old-docker-spelling E0-06'],
];

describe('what a flag comes to', () => {
  test.each(TABLE)('%s', (flags, facts, findings = '') => {
    const line = `docker run ${flags} img`;
    expect(factLines(line)).toEqual(facts);
    const { codes, rules } = tellLine(line);
    expect(codes.map((code, at) => `${code} ${rules[at]}`).join(', ')).toBe(findings);
  });

  test('the table has every chapter', () => {
    expect([...new Set(RUN_FLAGS.map(({ chapter }) => chapter))].length).toBe(10);
  });

  test('words after the image are arguments, one fact each', () => {
    const { facts } = tellLine(`docker run img a ${X} --rm`);
    expect(facts?.map(({ slot }) => slot)).toEqual([
      'container.image',
      'container.args',
      'container.args',
      'container.args',
    ]);
    expect(new Set(facts?.map(({ token }) => token.span.start)).size).toBe(4);
  });

  test('an empty entrypoint needs words', () => {
    expect(factLines("docker run --entrypoint '' img")).toEqual(['refused']);
    expect(factLines("docker run --entrypoint '' img x")).toEqual(['container.entrypoint ""']);
  });
});

describe('volumes', () => {
  const volume = (flags: string) =>
    (tellLine(`docker run ${flags} img`).facts ?? []).flatMap((fact) => {
      if (fact.slot !== 'container.volume') return [];
      const { kind, source, target, readOnly, propagation, mustExist, copiesImage, size } =
        fact.value;
      const marks = [
        readOnly && 'ro',
        propagation,
        mustExist && 'must',
        !copiesImage && 'nocopy',
        size,
      ];
      return `${kind} ${source?.text ?? '-'} ${target.text} ${marks.filter(Boolean).join(' ')}`.trim();
    })[0];

  test.each([
    ['-v /a:/b', 'bind /a /b'],
    ['-v /a//x/../:/b/', 'bind /a /b'],
    ['-v /a:/b:ro,z', 'bind /a /b ro'],
    ['-v /a:/b:rslave', 'bind /a /b HostToContainer'],
    ['-v /a:/b:shared', 'bind /a /b Bidirectional'],
    ['-v data:/b:nocopy', 'volume data /b nocopy'],
    ['-v /b', 'anonymous - /b'],
    [`-v ${X}:/b`, 'bind \ufffc /b'],
    [`-v ${X}/x:/b`, 'bind \ufffc/x /b'],
    [`-v data-${X}:/b`, 'volume data-\ufffc /b'],
    [`-v /a:/b/${X}`, 'bind /a /b/\ufffc'],
    ['--mount type=bind,src=/a,dst=/b,ro', 'bind /a /b ro must'],
    ['--mount source=data,target=/b', 'volume data /b'],
    ['--mount target=/b', 'anonymous - /b'],
    ['--mount type=tmpfs,target=/b,tmpfs-size=1m', 'tmpfs - /b 1048576'],
    ['--mount type=image,source=app,target=/b', 'image app /b ro'],
    ['--tmpfs /b', 'tmpfs - /b'],
    ['--tmpfs /b:size=1m,mode=1770', 'tmpfs - /b 1048576'],
    ['--tmpfs /b:size=50%', 'tmpfs - /b'],
  ])('%s', (flags, expected) => expect(volume(flags)).toBe(expected));

  test.each([
    '-v ./a:/b',
    '-v a/b:/b',
    '-v ~/a:/b',
    '-v a:/b',
    '-v /a:b',
    '-v /a:/',
    '-v /',
    '-v /a:/b:odd',
    '-v /a:/b:ro,rw',
    '-v /a:/b:/c:/d',
    '-v /a::ro',
    '--mount type=bind,target=/b',
    '--mount type=bind,source=a,target=/b',
    '--mount type=odd,target=/b',
    '--mount type=bind,source=/a',
    '--mount type=bind,source=/a,target=/b,volume-nocopy',
    '--mount type=tmpfs,source=/a,target=/b',
    '--tmpfs b',
    '-v /a:/x -v /b:/x/',
    '-v /a:/x --mount source=v,target=/x',
  ])('%s is refused', (flags) => expect(tellLine(`docker run ${flags} img`).facts).toBeNull());

  test('SELinux labels are said to be the runtime’s', () => {
    expect(tellLine('docker run -v /a:/b:Z img')).toMatchObject({
      codes: ['not-needed'],
      rules: ['E5-06'],
    });
  });
});
