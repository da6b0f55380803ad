import { describe, expect, it } from 'vitest';
import { RKT_FLAGS } from '../../../src/dialect/rkt/flags.ts';
import { factsOfLine, findingsOfLine } from '../gather-unit.ts';

const run = (words: string): string => `/usr/bin/rkt run ${words}`;

/** Flags in front of the image `docker://a:1`, the facts beside the image, the findings. */
const FLAGS: readonly (readonly [
  words: string,
  facts: readonly string[],
  findings: readonly string[],
])[] = [
  ['--net=host', ['pod.network kind=host'], []],
  ['--net host', ['pod.network kind=host'], []],
  ['--net=none', ['pod.network kind=none'], []],
  ['--net', [], []],
  ['--net=default', [], []],
  ['--net=default-restricted', [], []],
  ['--net=back:IP=10.1.0.2', [], ['differs F2-05']],
  ['--port=80-tcp:8080', ['container.port container=80 protocol=TCP host=8080'], []],
  [
    '--port=53-udp:127.0.0.1:53',
    ['container.port container=53 protocol=UDP host=53 hostAddress=127.0.0.1'],
    [],
  ],
  ['--port=http:8080', [], ['decide F2-06']],
  ['--environment=A=b', ['container.env name=A value=b'], []],
  ['--set-env=A=b=c', ['container.env name=A value=b=c'], []],
  ['--set-env-file=/etc/x', ['container.env-file path=/etc/x'], []],
  ['--inherit-env', ['container.env name=A'], []],
  ['--environment=A', [], ['bad-value F2-07']],
  ['--working-dir=/srv', ['container.working-dir /srv'], []],
  ['--name=web', ['container.name web'], []],
  ['--user=1000', ['container.user 1000'], []],
  ['--user=1000 --group=50', ['container.user 1000:50'], []],
  ['--group=50', [], ['decide F2-09']],
  ['--supplementary-gids=1,2', ['container.group-add 1', 'container.group-add 2'], []],
  ['--supplementary-gids=wheel', [], ['decide F2-09']],
  ['--memory=128M', ['container.memory-limit 128000000'], []],
  ['--memory=128Mi', ['container.memory-limit 134217728'], []],
  ['--memory=lots', [], ['bad-value F2-10']],
  ['--cpu=500m', ['container.cpu-limit 500'], []],
  ['--cpu=2', ['container.cpu-limit 2000'], []],
  ['--cpu-shares=512', ['container.cpu-shares 512'], []],
  [
    '--caps-retain=CAP_NET_ADMIN,CAP_CHOWN',
    [
      'container.capability-drop ALL',
      'container.capability-add NET_ADMIN',
      'container.capability-add CHOWN',
    ],
    [],
  ],
  ['--cap-remove=CAP_CHOWN', ['container.capability-drop CHOWN'], []],
  ['--caps-retain=CAP_NONSENSE', [], ['bad-value F2-12']],
  ['--seccomp=mode=retain,@rkt/default-whitelist', ['container.seccomp kind=default'], []],
  ['--seccomp=mode=remove,reboot', [], ['decide F2-14']],
  ['--oom-score-adj=5', [], ['unsupported F2-15']],
  ['--readonly-rootfs', ['container.read-only-root true'], []],
  ['--readonly-rootfs=false', ['container.read-only-root false'], []],
  ['--hostname=web', ['pod.hostname web'], []],
  ['--dns=8.8.8.8', ['pod.dns-server 8.8.8.8'], []],
  ['--dns=host', [], ['decide F2-18']],
  ['--dns=none', [], ['decide F2-18']],
  ['--dns-search=corp', ['pod.dns-search corp'], []],
  ['--dns-opt=ndots:2', ['pod.dns-option ndots:2'], []],
  ['--dns-domain=corp', ['pod.dns-search corp'], ['differs F2-18']],
  ['--hosts-entry=10.0.0.1=db', ['pod.host-alias host=db address=10.0.0.1'], []],
  ['--hosts-entry=host', [], ['decide F2-19']],
  ['--ipc=parent', ['pod.ipc kind=host'], []],
  ['--ipc=private', [], []],
  ['--private-users', ['pod.user-namespace true'], []],
  ['--insecure-options=image', [], ['not-needed F2-22']],
  ['--insecure-options=seccomp', ['container.seccomp kind=unconfined'], []],
  [
    '--insecure-options=all',
    [
      'container.capability-add ALL',
      'container.unmasked-proc true',
      'container.seccomp kind=unconfined',
    ],
    ['decide F2-22'],
  ],
  [
    '--stage1-name=coreos.com/rkt/stage1-fly',
    [
      'pod.network kind=host',
      'pod.pid kind=host',
      'pod.ipc kind=host',
      'container.privileged true',
    ],
    ['decide F2-24'],
  ],
  ['--stage1-path=/x/stage1-kvm.aci', [], ['decide F2-24']],
  ['--stage1-name=coreos.com/rkt/stage1-coreos', [], []],
  ['--pull-policy=update', ['container.pull-policy Always'], []],
  ['--pull-policy=never', ['container.pull-policy Never'], []],
  ['--store-only', ['container.pull-policy Never'], []],
  ['--no-store', ['container.pull-policy Always'], []],
  ['--pod-manifest=/x.json', [], ['decide F2-25']],
  ['--user-annotation=a=b', ['container.annotation key=a value=b'], []],
  ['--uuid-file-save=/run/x --quiet --no-overlay --mds-register=false --debug', [], []],
  ['--trust-keys-from-https', [], []],
  ['--interactive', [], ['not-needed F2-28']],
  ['--stdout=null', [], []],
  [
    '--volume d,kind=host,source=/d --mount volume=d,target=/t',
    ['container.volume kind=bind source=/d target=/t mustExist=true'],
    [],
  ],
  [
    '--volume=d,kind=host,source=/d,readOnly=true --mount=volume=d,target=/t',
    ['container.volume kind=bind source=/d target=/t readOnly=true mustExist=true'],
    [],
  ],
  [
    '--volume d,kind=empty,mode=0700 --mount volume=d,target=/t',
    ['container.volume kind=anonymous source=d target=/t'],
    ['not-needed F2-02'],
  ],
  ['--volume d,kind=host,source=/d', [], ['decide F2-03']],
  ['--mount volume=d,target=/t', [], ['bad-value F2-03']],
  ['--exec=/bin/x', ['container.entrypoint /bin/x'], []],
];

describe('flags of rkt run', () => {
  it.each(FLAGS)('%s', (words, facts, findings) => {
    const line = run(`${words} docker://a:1`);
    expect(factsOfLine(line).filter((f) => !f.startsWith('container.image'))).toEqual(facts);
    expect(findingsOfLine(line)).toEqual(findings);
  });

  it('stand in the table once', () => {
    const names = RKT_FLAGS.flatMap((entry) => entry.names);
    expect(names.length).toBeGreaterThan(50);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are all tried here', () => {
    const tried = FLAGS.map(([words]) => words).join(' ');
    const untried = RKT_FLAGS.filter(({ names }) => !names.some((name) => tried.includes(name)));
    expect(untried.map(({ names }) => names[0])).toEqual([]);
  });
});

describe('images of rkt', () => {
  const IMAGES: readonly (readonly [
    words: string,
    facts: readonly string[],
    findings: readonly string[],
  ])[] = [
    ['docker://quay.io/a/b:1', ['container.image quay.io/a/b:1'], []],
    ['coreos.com/etcd:v2.0.0', ['container.image coreos.com/etcd:v2.0.0'], ['aci-image F1-04']],
    ['quay.io/coreos/etcd:v2', ['container.image quay.io/coreos/etcd:v2'], ['aci-image F1-04']],
    [
      'https://example.com/x.aci',
      ['container.image https://example.com/x.aci'],
      ['aci-image F1-04'],
    ],
    ['sha512-abc', ['container.image sha512-abc'], ['aci-image F1-04']],
    [
      'docker://a:1 --exec /x -- a b',
      ['container.image a:1', 'container.entrypoint /x', 'container.args a', 'container.args b'],
      [],
    ],
    [
      'docker://a:1 -- a b',
      ['container.image a:1', 'container.args a', 'container.args b'],
      ['rkt-appends-arguments F1-03'],
    ],
    ['docker://a:1 --- docker://b:1', ['container.image a:1'], []],
    ['docker://a:1 docker://b:1', ['container.image a:1'], []],
    ['', [], ['rkt-refuses F2-25']],
    ['--no-such docker://a:1', [], ['rkt-refuses F0-01']],
  ];

  it.each(IMAGES)('%s', (words, facts, findings) => {
    expect(factsOfLine(run(words))).toEqual(facts);
    expect(findingsOfLine(run(words))).toEqual(findings);
  });
});
