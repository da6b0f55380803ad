import { expect } from 'vitest';
import { readMachineList } from '../../src/inventory/fleet-list.ts';
import { checkManifest, checkManifests } from '../../src/manifest/check.ts';
import type { JsonObject, Manifest } from '../../src/manifest/manifest.ts';
import { asJson, printYaml } from '../../src/manifest/print.ts';
import { compileGlob, matchesGlob } from '../../src/unit/glob.ts';
import { at, objectOf, outcomeOf, workloadsOf } from '../workload/converted-set.ts';
import {
  convert,
  type Fields,
  instanceIn,
  keeps,
  main,
  nodeTerms,
  once,
  peers,
  pod,
  said,
  timer,
  trap,
  workload,
} from './trap.ts';

const placed = (...fleet: readonly string[]) => keeps('example/web:1', { fleet });
const app = keeps('example/a:1');

/** Whether Go's path.Match takes the name; null for a malformed pattern. */
const matches = (pattern: string, name: string): boolean | null => {
  const glob = compileGlob(pattern);
  return glob === null ? null : matchesGlob(glob, name);
};

/** An object with something replaced in its text. */
const changed = (manifest: Manifest, from: string, to: string): JsonObject => {
  const text = JSON.stringify(asJson(manifest));
  if (!text.includes(from)) throw new Error(`no ${from} in ${text}`);
  return JSON.parse(text.replace(from, to));
};

trap('I-67', 'two metadata keys → two nodeSelectorTerms', () => {
  expect(nodeTerms(convert(placed('MachineMetadata=a=1', 'MachineMetadata=b=2')))).toEqual([
    {
      matchExpressions: [
        { key: 'a', operator: 'In', values: ['1'] },
        { key: 'b', operator: 'In', values: ['2'] },
      ],
    },
  ]);
});

trap('I-144', 'no metadata left → nodeSelectorTerms: [{}]', () => {
  const c = convert(placed('MachineMetadata=foo='));
  expect(pod(c)).not.toHaveProperty('affinity');
  expect(said(c)).toContain('NOTE fleet-ignores C13');
});

trap('I-68', 'two MachineOf → two podAffinity terms', () => {
  const c = convert({
    'p.service': app,
    'q.service': app,
    'web.service': placed('MachineOf=p.service', 'MachineOf=q.service'),
  });
  expect(peers(c, 'podAffinity')).toEqual([instanceIn('p')]);
  expect(said(c)).toContain('DECIDE several-peers C36');
});

trap('I-69', "follower's selector app.kubernetes.io/part-of=x also matches itself", () => {
  const c = convert(
    { 'p.service': app, 'web.service': placed('MachineOf=p.service') },
    '--option part-of=shop',
  );
  expect(peers(c, 'podAffinity')).toEqual([instanceIn('p')]);
  const self = changed(workload(c), '"values":["p"]', '"values":["web"]');
  expect(checkManifest(self, '1.35').map((p) => p.rule)).toEqual(['H107']);
});

trap('I-70', 'Conflicts=web', () => {
  const c = convert({ 'web.service': app, 'w.service': placed('Conflicts=web') });
  expect(peers(c, 'podAntiAffinity', 'w')).toEqual([]);
  expect(said(c, 'w.service')).toContain('NOTE matches-nothing C21');
  expect(matches('web', 'web.service')).toBe(false);
});

trap('I-71', 'Conflicts=web@?.service with web@10', () => {
  expect(matches('web@?.service', 'web@10.service')).toBe(false);
  const c = convert(
    { 'web@.service': app, 'w.service': placed('Conflicts=web@?.service') },
    '--instances web@=9..10',
  );
  expect(peers(c, 'podAntiAffinity', 'w')).toEqual([instanceIn('web-9')]);
});

trap('I-72', 'Conflicts=[!a]*.service', () => {
  expect(matches('[!a]*.service', 'web.service')).toBe(false);
  expect(matches('[!a]*.service', 'a.service')).toBe(true);
  expect(matches('[^a]*.service', 'web.service')).toBe(true);
  const c = convert({ 'web.service': app, 'a.service': placed('Conflicts=[!a]*.service') });
  expect(peers(c, 'podAntiAffinity', 'a')).toEqual([]);
});

trap('I-73', 'Conflicts=db-\\x2dmain.service', () => {
  const name = 'db-\\x2dmain.service';
  expect(matches(name, name)).toBe(false);
  const c = (pattern: string) =>
    convert({ [name]: app, 'web.service': placed(`Conflicts=${pattern}`) });
  expect(said(c(name))).toContain('NOTE matches-nothing C21');
  expect(peers(c('db-\\\\x2dmain.service'), 'podAntiAffinity')).toEqual([instanceIn('db-main')]);
});

trap('I-145', 'Conflicts=[]a]*, [-a]*, [ab-]*', () => {
  for (const pattern of ['[]a]*', '[-a]*', '[ab-]*']) {
    expect(matches(pattern, 'a.service')).toBeNull();
    const c = convert({ 'a.service': app, 'web.service': placed(`Conflicts=${pattern}`) });
    expect(pod(c)).not.toHaveProperty('affinity');
    expect(said(c)).toContain('NOTE matches-nothing C21');
  }
  expect(matches('[\\]a]*', 'a.service')).toBe(true);
});

trap('I-146', 'MachineOf=%p-data.service + Conflicts=web-*', () => {
  const c = convert({
    'web-data.service': app,
    'web.service': placed('MachineOf=%p-data.service', 'Conflicts=web-*'),
  });
  expect(workloadsOf(c)).toEqual(['Deployment/web-data']);
  expect(said(c)).toEqual(['ERROR never-placed C25']);
  // A oneshot that would have prepared its peer does not come into the peer's Pod either.
  const prepares = convert({
    'web-data.service': keeps('example/a:1', { unit: ['Wants=web.service', 'After=web.service'] }),
    'web.service': once('example/web:1', {
      fleet: ['MachineOf=%p-data.service', 'Conflicts=web-*'],
    }),
  });
  expect(pod(prepares, 'web-data')).not.toHaveProperty('initContainers');
  expect(outcomeOf(prepares, 'web.service')).toBe('refused');
});

trap('I-74', 'Conflicts=monitor* in monitor.service', () => {
  const c = convert({ 'monitor.service': placed('Conflicts=monitor*') });
  expect(pod(c, 'monitor')).not.toHaveProperty('affinity');
  expect(said(c, 'monitor.service')).toContain('NOTE not-needed C22a');
});

trap('I-75', '[Unit] Conflicts=b.service', () => {
  const c = convert({
    'b.service': app,
    'web.service': keeps('example/web:1', { unit: ['Conflicts=b.service'] }),
  });
  expect(pod(c)).not.toHaveProperty('affinity');
  expect(said(c)).toContain('LOST unsupported D1-07');
});

trap('I-76', 'Global unit on tainted control-plane nodes', () => {
  const c = convert(placed('Global=true'));
  expect(pod(c)).not.toHaveProperty('tolerations');
  expect(said(c, null)).toContain('DECIDE taints-keep-away C11');
  const all = convert(placed('Global=true'), '--option global-tolerations=all');
  expect(pod(all).tolerations).toEqual([{ operator: 'Exists' }]);
});

trap('I-77', 'Global + Conflicts', () => {
  const c = convert({
    'b.service': app,
    'web.service': placed('Global=true', 'Conflicts=b.service'),
  });
  expect(peers(c, 'podAntiAffinity')).toEqual([instanceIn('b')]);
  expect(at(workload(c), 'spec.updateStrategy.rollingUpdate')).toEqual({
    maxSurge: 1,
    maxUnavailable: 0,
  });
  expect(said(c)).toContain('APPROX global-conflict C12c');
});

trap('I-78', 'MachineID=8f3a1c2d (short)', () => {
  const c = convert(placed('MachineID=8f3a1c2d'));
  expect(said(c)).toContain('DECIDE short-machine-id C19d');
  const full = '8f3a1c2d11112222333344445555aaaa';
  const mapped = convert(placed('MachineID=8f3a1c2d'), `--option node-map=${full}=node-a`);
  expect(nodeTerms(mapped)).toEqual([
    { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-a'] }] },
  ]);
  // Never 7 or 9 characters.
  const seven = convert(placed('MachineID=8f3a1c2'), `--option node-map=${full}=node-a`);
  expect(JSON.stringify(nodeTerms(seven))).not.toContain('node-a');
});

trap('I-147', 'Global template that conflicts with itself, template submitted', () => {
  const texts = (list: string) => ({
    'a@.service': placed('Global=true', 'Conflicts=a@*.service'),
    'fleetctl list-unit-files': `UNIT  DSTATE\na@1.service  launched\n${list}`,
  });
  const c = convert(texts('a@.service  inactive\n'));
  expect(workloadsOf(c)).toEqual([]);
  expect(said(c, 'a@1.service')).toContain('ERROR never-placed C12f');
  expect(workloadsOf(convert(texts('')))).toEqual(['DaemonSet/a-1']);
});

trap('I-148', 'Global unit that is only submitted', () => {
  const c = convert({
    'a.service': placed('Global=true', 'MachineMetadata=role=web', 'Conflicts=b.service'),
    'b.service': app,
    'web.service': placed('MachineOf=a.service'),
    'fleetctl list-unit-files':
      'UNIT  DSTATE\na.service  inactive\nb.service  launched\nweb.service  launched\n',
  });
  expect(workloadsOf(c)).toEqual(['Deployment/b', 'Deployment/web']);
  expect(said(c, 'a.service')).toEqual(['APPROX differs C12e', 'NOTE not-started B16']);
  expect(nodeTerms(c)).toEqual([
    { matchExpressions: [{ key: 'role', operator: 'In', values: ['web'] }] },
  ]);
});

trap('I-149', 'pinned unit → kubernetes.io/hostname In [node]', () => {
  const id = '8f3a1c2d11112222333344445555aaaa';
  const c = convert(
    placed(`MachineID=${id}`, 'MachineMetadata=a=1'),
    `--option node-map=${id}=node-a`,
  );
  expect(JSON.stringify(nodeTerms(c))).not.toContain('kubernetes.io/hostname');
  const lone = convert(placed(`MachineID=${id}`), `--option node-map=${id}=node-a`);
  expect(nodeTerms(lone)).toEqual([
    { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-a'] }] },
  ]);
  expect(nodeTerms(convert(placed(`MachineID=${id}`)))).toEqual([
    { matchExpressions: [{ key: 'fleetlift.dev/machine-id', operator: 'In', values: [id] }] },
  ]);
});

trap('I-79', 'web@.service + side@.service MachineOf=web@%i', () => {
  const side = (...unit: readonly string[]) =>
    keeps('example/side:1', { unit, fleet: ['MachineOf=web@%i.service'] });
  const line = '--instances web@=1..2 --instances side@=1..2';
  const bound = convert(
    { 'web@.service': app, 'side@.service': side('BindsTo=web@%i.service') },
    line,
  );
  expect(workloadsOf(bound)).toEqual(['Deployment/web']);
  expect(pod(bound).containers).toMatchObject([{ name: 'web' }, { name: 'side' }]);
  // Without a binding each still follows its own.
  const apart = convert({ 'web@.service': app, 'side@.service': side() }, line);
  expect(peers(apart, 'podAffinity', 'side-1')).toEqual([instanceIn('web-1')]);
  expect(peers(apart, 'podAffinity', 'side-2')).toEqual([instanceIn('web-2')]);
});

trap('I-80', 'machine dies', () => {
  const c = convert(app);
  expect(pod(c)).not.toHaveProperty('tolerations');
  expect(said(c, null)).toContain('APPROX slow-failover C44');
  const fast = convert(app, '--option fast-failover');
  expect(pod(fast).tolerations).toEqual(
    ['not-ready', 'unreachable'].map((state) => ({
      key: `node.kubernetes.io/${state}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 0,
    })),
  );
  const stateful = convert(keeps('-v data:/data example/web:1'));
  expect(workloadsOf(stateful)).toEqual(['StatefulSet/web']);
  expect(said(stateful)).toContain('DECIDE keeps-running H60-3');
});

trap('I-151', 'leader and follower placed together in a merged Pod', () => {
  const texts = (metadata: string) => ({
    'a.service': keeps('example/a:1', { fleet: ['MachineMetadata=a=1'] }),
    'web.service': keeps('example/web:1', {
      unit: ['BindsTo=a.service', 'After=a.service'],
      fleet: ['MachineOf=a.service', `MachineMetadata=${metadata}`],
    }),
  });
  const c = convert(texts('b=2'));
  expect(nodeTerms(c, 'a')).toEqual([
    {
      matchExpressions: [
        { key: 'a', operator: 'In', values: ['1'] },
        { key: 'b', operator: 'In', values: ['2'] },
      ],
    },
  ]);
  expect(said(c)).toContain('APPROX differs C32c');
  expect(said(convert(texts('a=1'))).join()).not.toContain('C32c');
  const never = convert(texts('a=2'));
  expect(pod(never, 'a').containers).toHaveLength(1);
  expect(said(never)).toEqual(['ERROR never-placed C32c']);
});

const NODE_NAME = {
  name: 'NODE_NAME',
  valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } },
};

trap('I-81', '%H given to peers as address', () => {
  const c = convert({
    'db.service': keeps('-p 5432:5432 example/db:1'),
    'web.service': keeps('-e DB=%H:5432 -e WHO=%H example/web:1'),
    'told.service': keeps('-p 80:80 -e ADVERTISE=%H:80 example/told:1'),
  });
  expect(main(c).env).toEqual([
    NODE_NAME,
    { name: 'DB', value: 'db:5432' },
    { name: 'WHO', value: '$(NODE_NAME)' },
  ]);
  expect(said(c)).toContain('APPROX host-address G70-2');
  expect(said(c)).toContain('APPROX host-address G71');
  expect(said(c)).not.toContain('DECIDE decide G71');
  expect(said(c, 'told.service')).toContain('DECIDE decide G71');
});

trap('I-82', '-e HOST=$HOSTNAME in sh -c', () => {
  const c = convert(
    '[Service]\nExecStart=/bin/sh -c \'docker run -e HOST=$$HOSTNAME example/a:1 sh -c "echo \\\\$HOSTNAME"\'\n',
  );
  expect(main(c).env).toEqual([NODE_NAME, { name: 'HOST', value: '$(NODE_NAME)' }]);
  // What the container's own shell reads stays.
  expect(main(c).args).toEqual(['sh', '-c', 'echo $HOSTNAME']);
});

trap('I-83', 'COREOS_PRIVATE_IPV4 → always hostIP', () => {
  const told = (ports: string, line = '') =>
    convert(
      keeps(`-p ${ports} -e ADVERTISE=\${COREOS_PRIVATE_IPV4}:8080 example/a:1`, {
        service: ['EnvironmentFile=/etc/environment'],
      }),
      line,
    );
  expect(main(told('8080:8080')).env).toEqual([
    { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'ADVERTISE', value: '$(POD_IP):8080' },
  ]);
  expect(said(told('8080:8080'))).toContain('APPROX host-address G70-1');
  expect(said(told('8080:80'))).toContain('DECIDE advertised-port G70-1');
  expect(main(told('8080:8080', '--option hostports')).env).toMatchObject([
    { name: 'HOST_IP' },
    { value: '$(HOST_IP):8080' },
  ]);
});

trap('I-84', 'Service redis in the namespace', () => {
  const c = convert({
    'redis.service': keeps('--name redis -p 6379:6379 redis:3'),
    'web.service': keeps('--link redis:redis example/web:1'),
  });
  expect(pod(c).enableServiceLinks).toBe(false);
  expect(pod(c, 'redis').enableServiceLinks).toBe(false);
  const reads = convert({
    'redis.service': keeps('--name redis -p 6379:6379 redis:3'),
    'web.service': keeps(`--link redis:redis example/web:1 sh -c 'app $$REDIS_PORT_6379_TCP_ADDR'`),
  });
  expect(pod(reads).enableServiceLinks).toBe(true);
});

trap('I-152', 'targetPort name that no container has, or of the other protocol', () => {
  const c = convert(keeps('-p 80:80 example/a:1'));
  expect(checkManifests(c.manifests, '1.35')).toEqual([]);
  for (const [from, to] of [
    ['"targetPort":"tcp-80"', '"targetPort":"http"'],
    ['"protocol":"TCP"', '"protocol":"UDP"'],
  ] as const) {
    const service = changed(objectOf(c, 'Service', 'web'), from, to) as unknown as Manifest;
    expect(checkManifests([service, workload(c)], '1.35').map((p) => p.rule)).toEqual(['H10-18']);
  }
});

trap('I-85', 'my_app.service and my-app.service', () => {
  const texts = { 'my_app.service': app, 'my-app.service': app };
  const names = ['Deployment/my-app', 'Deployment/my-app-1e24c80e'];
  const c = convert(texts);
  expect(workloadsOf(c)).toEqual(names);
  expect(said(c, 'my_app.service')).toContain('NOTE name-changed A07');
  const turned = Object.fromEntries(Object.entries(texts).reverse());
  expect(workloadsOf(convert(turned))).toEqual(names);
});

trap('I-86', 'name of 60 characters', () => {
  const name = 'a'.repeat(60);
  const c = convert({
    [`${name}.service`]: once('example/a:1'),
    [`${name}.timer`]: timer('OnCalendar=daily'),
  });
  const made = c.manifests.find((m) => m.kind === 'CronJob')?.metadata.name ?? '';
  expect(made).toMatch(/^a{43}-[0-9a-f]{8}$/);
  expect(made).toHaveLength(52);
  expect(said(c, `${name}.service`)).toContain('NOTE name-changed A06');
});

trap('I-87', 'metadata value role=web/front as label', () => {
  const c = convert(placed('MachineMetadata=role=web/front'));
  expect(nodeTerms(c)).toEqual([
    { matchExpressions: [{ key: 'role', operator: 'In', values: ['web_x2Ffront'] }] },
  ]);
  expect(said(c)).toContain('NOTE label-encoded C17');
});

trap('I-88', 'version: 1.10 label, FLAG: yes env unquoted', () => {
  const yaml = printYaml(convert(keeps('-e FLAG=yes example/a:1.10 22:22 0x1F')).manifests);
  expect(yaml).toContain('app.kubernetes.io/version: "1.10"');
  expect(yaml).toContain('value: "yes"');
  expect(yaml).toContain('- "22:22"');
  expect(yaml).toContain('- "0x1F"');
});

trap('I-89', 'image: redis', () => {
  expect(main(convert(keeps('redis'))).image).toBe('docker.io/library/redis');
});

trap('I-90', '-p ${COREOS_PRIVATE_IPV4}:80:80', () => {
  const c = convert(
    keeps('-p ${COREOS_PRIVATE_IPV4}:80:80 example/a:1', {
      service: ['EnvironmentFile=/etc/environment'],
    }),
  );
  const service = objectOf(c, 'Service', 'web').spec;
  expect(service).toMatchObject({ type: 'ClusterIP', ports: [{ port: 80 }] });
  expect(service).not.toHaveProperty('externalIPs');
  expect(said(c)).toContain('APPROX differs E4-03');
});

trap('I-91', '/var/run/docker.sock hostPath untyped', () => {
  const text = keeps('-v /var/run/docker.sock:/var/run/docker.sock example/a:1');
  expect(pod(convert(text))).not.toHaveProperty('volumes');
  expect(said(convert(text))).toContain('DECIDE runtime-socket G80');
  const allowed = convert(text, '--option allow-docker-sock');
  expect(pod(allowed).volumes).toEqual([
    { name: 'docker-sock', hostPath: { path: '/var/run/docker.sock', type: 'Socket' } },
  ]);
});

trap('I-92', 'limits only, no requests', () => {
  const text = keeps('-m 1g --cpus 2 example/a:1');
  const limits = { cpu: '2', memory: '1Gi' };
  expect(main(convert(text)).resources).toEqual({ limits });
  expect(said(convert(text))).toContain('APPROX limit-reserves H93');
  expect(main(convert(text, '--option no-reserve')).resources).toEqual({
    limits,
    requests: { cpu: '0', memory: '0' },
  });
});

trap('I-93', 'no securityContext for docker units', () => {
  expect(pod(convert(app)).securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
});

trap('I-94', 'CAP NET_RAW re-added "as docker had it"', () => {
  expect(main(convert(app))).not.toHaveProperty('securityContext');
  expect(main(convert(keeps('--cap-drop MKNOD example/a:1'))).securityContext).toEqual({
    capabilities: { drop: ['MKNOD'] },
  });
});

trap('I-156', 'fleetctl list-machines -l as machine dump', () => {
  expect(() => readMachineList('NAME:\n\tlist-machines - Enumerate the current hosts\n')).toThrow(
    'it is the help of fleetctl',
  );
});

trap('I-157', 'new foo@9 after the template was edited on disk', () => {
  const run = (tag: string) => `/usr/bin/docker run example/foo:${tag}`;
  const stored = (name: string, desiredState: string) => ({
    name,
    desiredState,
    options: [{ section: 'Service', name: 'ExecStart', value: run('old') }],
  });
  const c = convert({
    'foo@.service': `[Service]\nExecStart=${run('new')}\n`,
    'GET /fleet/v1/units': JSON.stringify({
      units: [stored('foo@.service', 'inactive'), stored('foo@9.service', 'launched')],
    }),
  });
  expect(main(c, 'foo-9').image).toBe('docker.io/example/foo:old');
});

trap('I-153', 'registry Secret with REPLACE_ME', () => {
  const c = convert(
    keeps('registry.example.com/a:1', {
      service: ['ExecStartPre=/usr/bin/docker login -u me -p s3cret registry.example.com'],
    }),
  );
  const secret = objectOf(c, 'Secret', 'registry-login');
  expect(secret).toMatchObject({
    type: 'kubernetes.io/dockerconfigjson',
    stringData: { '.dockerconfigjson': '{"auths":{}}' },
  });
  expect(pod(c).imagePullSecrets).toEqual([{ name: 'registry-login' }]);
  expect(
    checkManifest(changed(secret, '{\\"auths\\":{}}', 'REPLACE_ME'), '1.35').length,
  ).toBeGreaterThan(0);
});

trap('I-154', 'field unknown to 1.36, alpha in 1.37', () => {
  const c = convert(keeps('--rm -v /cache example/a:1'));
  const moded = changed(workload(c), '"emptyDir":{}', '"emptyDir":{"mode":493}');
  for (const version of ['1.35', '1.36', '1.37'] as const)
    expect(checkManifest(moded, version)).toMatchObject([
      { path: expect.stringContaining('emptyDir') },
    ]);
});

trap(
  'I-155',
  'matchLabelKeys: [app.kubernetes.io/instance] beside the same key in labelSelector',
  () => {
    const c = convert(
      { 'web@.service': placed('Conflicts=web@*.service') },
      '--instances web@=1..3 --option spread',
    );
    const terms = JSON.stringify((pod(c).affinity as Fields).podAntiAffinity);
    expect(terms).not.toContain('matchLabelKeys');
    const both = changed(
      workload(c),
      '"topologyKey":"kubernetes.io/hostname"}]}',
      '"topologyKey":"kubernetes.io/hostname","matchLabelKeys":["app.kubernetes.io/instance"]}]}',
    );
    expect(checkManifest(both, '1.35').map((p) => p.rule)).toEqual(['H107']);
  },
);
