import { describe, expect, it } from 'vitest';
import { NSPAWN_FLAGS } from '../../../src/dialect/nspawn/flags.ts';
import { factsOfLine, findingsOfLine } from '../gather-unit.ts';

/** Options beside `-D /t --private-network`, facts beside those of the image, findings beside F4-01. */
const OPTIONS: readonly (readonly [
  words: string,
  facts: readonly string[],
  findings: readonly string[],
])[] = [
  ['--machine=web', ['container.name web'], []],
  ['-M web', ['container.name web'], []],
  ['-xq', [], []],
  ['--volatile=yes --ephemeral', [], []],
  ['-b', [], ['unsupported F4-02']],
  ['--boot', [], ['unsupported F4-02']],
  ['-a --as-pid2', ['container.init true', 'container.init true'], []],
  ['--chdir=/srv', ['container.working-dir /srv'], []],
  ['-E A=b', ['container.env name=A value=b'], []],
  ['--setenv=A=b', ['container.env name=A value=b'], []],
  ['--setenv=A', ['container.env name=A'], []],
  ['--setenv==b', [], ['bad-value F4-04']],
  ['-u 1000 --uuid=x', ['container.user 1000'], []],
  ['--user=1000', ['container.user 1000'], []],
  ['--kill-signal=SIGINT', ['container.stop-signal SIGINT'], []],
  ['--hostname=web', ['pod.hostname web'], []],
  ['-n --network-veth', [], []],
  ['--network-bridge=br0', [], ['differs F4-05']],
  ['--network-macvlan=eth0', [], ['unsupported F4-05']],
  ['--port=8080', ['container.port container=8080 protocol=TCP host=8080'], []],
  ['-p udp:53:5353', ['container.port container=5353 protocol=UDP host=53'], []],
  ['-p x', [], ['bad-value F4-06']],
  ['--bind=/a', ['container.volume mustExist=true source=/a target=/a kind=bind'], []],
  [
    '--bind-ro=/a:/b',
    ['container.volume readOnly=true mustExist=true source=/a target=/b kind=bind'],
    [],
  ],
  [
    '--bind=/a:/b:rbind',
    ['container.volume propagation=HostToContainer mustExist=true source=/a target=/b kind=bind'],
    [],
  ],
  ['--bind=+/a:/b', [], ['unsupported F4-07']],
  ['--tmpfs=/x:mode=755', ['container.volume kind=tmpfs target=/x'], []],
  ['--overlay=/a:/b', [], ['unsupported F4-07']],
  ['--inaccessible=/x', [], ['unsupported F4-07']],
  ['--capability=CAP_NET_ADMIN', ['container.capability-add NET_ADMIN'], []],
  ['--drop-capability=CAP_CHOWN', ['container.capability-drop CHOWN'], []],
  ['--capability=nonsense', [], ['bad-value F4-08']],
  ['--ambient-capability=CAP_CHOWN', [], ['unsupported F4-08']],
  ['--no-new-privileges=yes', ['container.no-new-privileges true'], []],
  ['--system-call-filter=reboot', [], ['decide F4-08']],
  [
    '-Z a:b:c:s0:c1',
    [
      'container.selinux name=user value=a',
      'container.selinux name=role value=b',
      'container.selinux name=type value=c',
      'container.selinux name=level value=s0:c1',
    ],
    [],
  ],
  ['--personality=x86', [], ['unsupported F4-08']],
  ['--private-users=yes', ['pod.user-namespace true'], []],
  ['--private-users=no --private-users-ownership=map', [], []],
  ['-U', ['pod.user-namespace true'], []],
  ['--rlimit=RLIMIT_NOFILE=1', [], ['unsupported F4-09']],
  ['--read-only', ['container.read-only-root true'], []],
  ['--timezone=off', [], ['decide F4-11']],
  ['--load-credential=a:b', [], ['unsupported F4-11']],
  ['--register=no --keep-unit -S x --resolv-conf=off -jP', [], []],
];

describe('options of systemd-nspawn', () => {
  it.each(OPTIONS)('%s', (words, facts, findings) => {
    const line = `/usr/bin/systemd-nspawn -D /t --private-network ${words}`;
    expect(factsOfLine(line).filter((f) => !f.startsWith('container.image'))).toEqual(facts);
    expect(findingsOfLine(line)).toEqual([expect.stringMatching(/^decide F4-01$/), ...findings]);
  });

  it('stand in the table once', () => {
    const names = NSPAWN_FLAGS.flatMap((entry) => entry.names);
    expect(names.length).toBeGreaterThan(60);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are refused when nobody knows them', () => {
    expect(findingsOfLine('/usr/bin/systemd-nspawn --no-such /bin/x')).toEqual([
      'nspawn-refuses F4-01',
    ]);
  });

  it('end at the program, which has the network of the machine', () => {
    expect(factsOfLine('/usr/bin/systemd-nspawn -i /x.raw /bin/web --port 80 -M no')).toEqual([
      'container.image /x.raw',
      'pod.network kind=host',
      'container.entrypoint /bin/web',
      'container.args --port',
      'container.args 80',
      'container.args -M',
      'container.args no',
    ]);
  });
});
