import { describe, expect, it } from 'vitest';
import { announcerOf } from '../../../src/dialect/announcer.ts';
import { isNodeAgent, retirementOf } from '../../../src/dialect/host/retired.ts';
import { gatherUnit, shownRole } from '../gather-unit.ts';

function factsOf(name: string, text: string) {
  const gathered = gatherUnit(text, name);
  if (gathered === null) throw new Error(`${name} cannot be read`);
  return gathered.facts;
}

const sidekick = (service: string, unit = '', fleet = ''): string =>
  `[Unit]\n${unit}\n[Service]\n${service}\n[X-Fleet]\n${fleet}\n`;

describe('announcers', () => {
  const LOOP =
    "ExecStart=/bin/sh -c 'while true; do etcdctl set /services/web/1 10.0.0.1:8080 --ttl 60; sleep 45; done'\nExecStop=/usr/bin/etcdctl rm /services/web/1";

  it('are told by all of their commands', () => {
    const facts = factsOf(
      'web-announce.service',
      sidekick(LOOP, 'BindsTo=web.service\nAfter=web.service'),
    );
    const announcer = announcerOf(facts);
    expect(announcer).toMatchObject({
      only: true,
      intervalSeconds: 45,
      ttlSeconds: 60,
      check: null,
      ports: [{ port: 8080, how: 'literal' }],
    });
    expect(announcer?.keys.map(({ key }) => key.text)).toEqual(['/services/web/1']);
    expect(announcer?.candidates[0]).toEqual({ kind: 'unit', name: 'web.service' });
  });

  it('keep the check of their loop', () => {
    const service =
      "ExecStart=/bin/sh -c 'while true; do curl -f http://localhost:80/up && etcdctl set /a 10.0.0.1:80 || etcdctl rm /a; sleep 9; done'";
    const announcer = announcerOf(factsOf('web-sk.service', sidekick(service)));
    expect(announcer).toMatchObject({ only: true, check: { kind: 'http', port: 80, path: '/up' } });
  });

  it('may look the port of a container up', () => {
    const service =
      "ExecStart=/bin/sh -c 'etcdctl set /a 10.0.0.1:$(docker port web 8080 | cut -d: -f2); docker inspect web'";
    const announcer = announcerOf(factsOf('x.service', sidekick(service)));
    expect(announcer?.ports).toContainEqual({ port: 8080, how: 'looked-up' });
    expect(announcer?.candidates).toEqual([{ kind: 'container', name: 'web' }]);
  });

  const CANDIDATES: readonly (readonly [
    name: string,
    unit: string,
    fleet: string,
    first: string | null,
  ])[] = [
    ['x.service', 'BindsTo=a.service b.service', 'MachineOf=b.service', 'b.service'],
    ['x.service', 'BindsTo=a.service', 'MachineOf=b.service', 'a.service'],
    ['x.service', 'Requires=docker.service c.service', 'MachineOf=b.service', 'b.service'],
    ['x.service', 'PartOf=p.service\nRequires=c.service', '', 'p.service'],
    ['x.service', 'Requires=docker.service etcd2.service c.service', '', 'c.service'],
    ['x.service', 'After=docker.service a.service', '', 'a.service'],
    ['x.service', 'After=a.service b.service', '', null],
    ['web-announce.service', '', '', 'web.service'],
    ['web-discovery.service', '', '', 'web.service'],
    ['web-proxy-announce.service', '', '', 'web.service'],
    ['web-sk.service', '', '', 'web.service'],
    ['web.service', '', '', null],
  ];

  it.each(CANDIDATES)('tell of %s with %s, %s: %s', (name, unit, fleet, first) => {
    const announcer = announcerOf(factsOf(name, sidekick(LOOP, unit, fleet)));
    expect(announcer?.candidates[0]?.name ?? null).toBe(first);
  });

  const NOT_ONLY: readonly (readonly [service: string, only: boolean | null])[] = [
    [
      'ExecStart=/usr/bin/docker run --name web a:1\nExecStartPost=/usr/bin/etcdctl set /a 10.0.0.1:80',
      false,
    ],
    ['ExecStart=/usr/bin/docker run polvi/docker-register web 80 http://10.0.0.1:4001', true],
    ['ExecStart=/usr/bin/docker run --rm example/vctl backend upsert web', true],
    ['ExecStart=/usr/bin/docker run --rm mailgun/vctl server upsert web', true],
    [
      'ExecStart=/usr/bin/docker run tutum/curl curl -X PUT http://10.0.0.1:4001/v2/keys/a -d value=10.0.0.1:80',
      true,
    ],
    [
      "ExecStart=/usr/bin/curl -X PUT -d '{}' http://127.0.0.1:8500/v1/agent/service/register",
      true,
    ],
    ['ExecStart=/usr/bin/docker run a:1', null],
    ['ExecStart=/usr/bin/etcdctl rm /a', null],
    ['ExecStart=/opt/bin/other\nExecStartPost=/usr/bin/etcdctl set /a 10.0.0.1:80', false],
  ];

  it.each(NOT_ONLY)('%s: %s', (service, only) => {
    expect(announcerOf(factsOf('x.service', sidekick(service)))?.only ?? null).toBe(only);
  });
});

describe('seeds of configuration', () => {
  const SEEDS: readonly (readonly [unit: string, service: string, role: string])[] = [
    [
      '',
      'Type=oneshot\nExecStart=/usr/bin/etcdctl mk /config/color blue',
      'seed-key /config/color = blue',
    ],
    [
      '',
      'Type=oneshot\nExecStart=/usr/bin/etcdctl set /config/db 10.0.0.1:5432',
      'announce /config/db = 10.0.0.1:5432',
    ],
    [
      '',
      'ExecStart=/usr/bin/etcdctl set /config/color blue --ttl 60',
      'announce /config/color = blue ttl 60s',
    ],
    [
      'BindsTo=web.service',
      'ExecStart=/usr/bin/etcdctl set /state/web up',
      'announce /state/web = up',
    ],
  ];

  it.each(SEEDS)('%s %s', (unit, service, role) => {
    const facts = factsOf('seed.service', sidekick(service, unit));
    const shown = facts.steps.flatMap((step) => step.roles.map(shownRole));
    expect(shown).toEqual([role]);
  });
});

describe('units that are retired', () => {
  const UNITS: readonly (readonly [name: string, start: string, rule: string | null])[] = [
    ['etcd2.service', '/usr/bin/etcd2', 'B70'],
    ['etcd-member.service', '/usr/lib/coreos/etcd-wrapper', 'B70'],
    ['etcd.service', '/usr/bin/docker run quay.io/coreos/etcd:v2', 'B70'],
    ['orders.service', '/usr/bin/docker run quay.io/coreos/etcd:v2', null],
    ['etcd.service', '/usr/bin/docker run example/shop:1', null],
    ['fleet.service', '/usr/bin/fleetd', 'B71'],
    ['fleet-ui.service', '/usr/bin/docker run purpleworks/fleet-ui', 'B71'],
    ['docker.service', '/usr/bin/dockerd -H fd://', 'B72'],
    ['docker.service', '/usr/bin/docker daemon -H fd://', 'B72'],
    ['docker.service', '/usr/bin/docker -d', 'B72'],
    ['gc.service', '/usr/bin/docker run spotify/docker-gc', 'B72'],
    ['flanneld.service', '/opt/bin/flanneld', 'B73'],
    ['weave.service', '/usr/bin/docker run weaveworks/weave:1', 'B73'],
    ['calico-node.service', '/usr/bin/docker run quay.io/calico/node:v3', 'B73'],
    ['kubelet.service', '/usr/lib/coreos/kubelet-wrapper --x', 'B74'],
    [
      'kube-proxy.service',
      '/usr/bin/docker run gcr.io/google_containers/hyperkube:v1 /hyperkube proxy',
      'B74',
    ],
    ['skydns.service', '/usr/bin/docker run skynetservices/skydns', 'B75'],
    ['consul.service', '/usr/bin/docker run progrium/consul -join x', 'B75'],
    ['registrator.service', '/usr/bin/docker run gliderlabs/registrator consul://x', 'B76'],
    ['docker-register.service', '/usr/bin/docker run registry:2', null],
    ['redis-ambassador.service', '/usr/bin/docker run svendowideit/ambassador', 'B76'],
    ['etcd-amb-redis.service', '/usr/bin/docker run polvi/simple-amb 10.0.0.1:6379', 'B76'],
    ['vulcand.service', '/usr/bin/docker run mailgun/vulcand:v0.8', 'B77'],
    ['lb.service', '/usr/bin/docker run example/nginx-confd', 'B77'],
    ['nginx.service', '/usr/bin/docker run nginx:1', null],
    ['locksmithd.service', '/usr/lib/locksmith/locksmithd', 'B78'],
    ['swap.service', '/sbin/swapon /swapfile', 'B78'],
    ['web.service', '/usr/bin/docker run example/web:1', null],
  ];

  it.each(UNITS)('%s with %s: %s', (name, start, rule) => {
    const facts = factsOf(name, `[Service]\nExecStart=${start}\n`);
    expect(retirementOf(facts)?.rule ?? null).toBe(rule);
  });

  it('by the service of their socket', () => {
    const socket = (name: string, more: string): string | null =>
      retirementOf(factsOf(name, `[Socket]\nListenStream=2375\n${more}\n`))?.rule ?? null;
    expect(socket('docker-tcp.socket', 'Service=docker.service')).toBe('B72');
    expect(socket('docker.socket', '')).toBe('B72');
    expect(socket('api.socket', 'Service=docker.service')).toBe('B72');
    expect(socket('fleet.socket', '')).toBe('B71');
    expect(socket('web.socket', '')).toBeNull();
  });

  it('but not a registering helper that is bound to one unit', () => {
    const text =
      '[Unit]\nBindsTo=redis.service\n[Service]\nExecStart=/usr/bin/docker run polvi/docker-register redis 6379\n';
    expect(retirementOf(factsOf('redis-reg.service', text))).toBeNull();
  });

  it('but not agents, which are asked about', () => {
    const AGENTS = [
      'google/cadvisor:latest',
      'prom/node-exporter',
      'gliderlabs/logspout',
      'datadog/docker-dd-agent',
    ];
    for (const image of AGENTS) {
      const facts = factsOf('agent.service', `[Service]\nExecStart=/usr/bin/docker run ${image}\n`);
      expect(isNodeAgent(facts), image).toBe(true);
      expect(retirementOf(facts), image).toBeNull();
    }
    expect(
      isNodeAgent(factsOf('web.service', '[Service]\nExecStart=/usr/bin/docker run nginx\n')),
    ).toBe(false);
  });
});
