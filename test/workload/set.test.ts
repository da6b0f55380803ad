import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printYaml } from '../../src/manifest/print.ts';
import {
  at,
  convertSet,
  expectAccounted,
  findingsOf,
  kindsOf,
  objectOf,
  outcomeOf,
  service,
  type Texts,
  workloadsOf,
} from './converted-set.ts';

/** The worked example of the contract (mapping J). */
const WEB = `[Unit]
Requires=docker.service
After=docker.service
[Service]
EnvironmentFile=/etc/environment
TimeoutStartSec=0
KillMode=none
Restart=always
ExecStartPre=-/usr/bin/docker rm -f %p-%i
ExecStartPre=/usr/bin/docker pull example/web:1.4
ExecStart=/usr/bin/docker run --name %p-%i -m 512m -e DB_PASSWORD=s3cret \\
  -e ADVERTISE=\${COREOS_PRIVATE_IPV4} -p 8080:80 example/web:1.4 serve --workers 2
ExecStop=/usr/bin/docker stop -t 20 %p-%i
[X-Fleet]
Conflicts=%p@*.service
MachineMetadata=role=web
`;
const ANNOUNCE = `[Unit]
BindsTo=web@%i.service
After=web@%i.service
[Service]
EnvironmentFile=/etc/environment
ExecStart=/bin/sh -c "while true; do etcdctl set /services/web/%i \${COREOS_PRIVATE_IPV4}:8080 --ttl 60; sleep 45; done"
ExecStop=/usr/bin/etcdctl rm /services/web/%i
[X-Fleet]
MachineOf=web@%i.service
`;
const EXAMPLE: Texts = { 'web@.service': WEB, 'web-announce@.service': ANNOUNCE };
const THREE = '--instances web@=1..3 --instances web-announce@=1..3';

describe('the worked example (J)', () => {
  const c = convertSet(EXAMPLE, THREE);
  it('is a Deployment, a Service, a Secret and a budget', () => {
    expect(kindsOf(c)).toEqual([
      'Deployment/web',
      'PodDisruptionBudget/web',
      'Secret/web-secret',
      'Service/web',
    ]);
  });

  it('has the Pod of the contract', () => {
    const web = objectOf(c, 'Deployment', 'web');
    expect(at(web, 'spec')).toMatchObject({
      replicas: 3,
      revisionHistoryLimit: 3,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      template: {
        metadata: {
          labels: { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'web' },
        },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 20,
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  { matchExpressions: [{ key: 'role', operator: 'In', values: ['web'] }] },
                ],
              },
            },
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                {
                  topologyKey: 'kubernetes.io/hostname',
                  labelSelector: {
                    matchExpressions: [
                      { key: 'app.kubernetes.io/instance', operator: 'In', values: ['web'] },
                    ],
                  },
                },
              ],
            },
          },
          containers: [
            {
              name: 'web',
              image: 'docker.io/example/web:1.4',
              imagePullPolicy: 'Always',
              args: ['serve', '--workers', '2'],
              env: [
                { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
                {
                  name: 'DB_PASSWORD',
                  valueFrom: { secretKeyRef: { name: 'web-secret', key: 'DB_PASSWORD' } },
                },
                { name: 'ADVERTISE', value: '$(POD_IP)' },
              ],
              ports: [{ name: 'tcp-80', containerPort: 80, protocol: 'TCP' }],
              resources: { limits: { memory: '512Mi' } },
            },
          ],
        },
      },
    });
    expect(at(objectOf(c, 'Service', 'web'), 'spec.ports')).toEqual([
      { name: 'tcp-80', port: 8080, targetPort: 'tcp-80', protocol: 'TCP' },
    ]);
    expect(at(objectOf(c, 'PodDisruptionBudget', 'web'), 'spec')).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
    expect(printYaml(c.manifests)).not.toContain('s3cret');
  });

  it('reports what the contract says', () => {
    expect(findingsOf(c, 'web@1.service')).toEqual(
      expect.arrayContaining([
        'instances-alike B23',
        'decide H10-08',
        'advertised-port G70-1',
        'outside-clients H10-01',
        'secret-moved H20-4',
        'limit-reserves H93',
      ]),
    );
    expect(findingsOf(c, 'web-announce@1.service')).toContain('announces G50');
    expect(findingsOf(c, null)).toEqual(
      expect.arrayContaining(['placement-frozen C16', 'slow-failover C44']),
    );
    expect(outcomeOf(c, 'web@2.service')).toBe('workload');
    expect(outcomeOf(c, 'web-announce@2.service')).toBe('replaced web@2.service');
    expectAccounted(c);
  });
});

describe('sidekicks', () => {
  const leader = service({ run: '--name web-%i -p 80:80 example/web:1' });
  const log = (unit: readonly string[]) =>
    service({
      unit,
      run: '--name log-%i example/log:1',
      fleet: ['MachineOf=web@%i.service'],
    });

  it('that are bound share the Pod of their leader (C32, B28, I-79)', () => {
    const c = convertSet(
      {
        'web@.service': leader,
        'log@.service': log(['BindsTo=web@%i.service', 'After=web@%i.service']),
      },
      '--instances web@=1..2 --instances log@=1..2',
    );
    expect(workloadsOf(c)).toEqual(['Deployment/web']);
    const web = objectOf(c, 'Deployment', 'web');
    expect(at(web, 'spec.replicas')).toBe(2);
    expect(at(web, 'spec.template.spec.containers.1.image')).toBe('docker.io/example/log:1');
    expect(outcomeOf(c, 'log@2.service')).toBe('merged web@2.service');
    expect(findingsOf(c, 'log@1.service')).toEqual(
      expect.arrayContaining(['shares-pod C32', 'not-enforced C34']),
    );
  });

  it('that are not bound stay apart, instance by instance (B28a, C41)', () => {
    const c = convertSet(
      { 'web@.service': leader, 'log@.service': log([]) },
      '--instances web@=1..2 --instances log@=1..2',
    );
    expect(workloadsOf(c)).toEqual([
      'Deployment/log-1',
      'Deployment/log-2',
      'Deployment/web-1',
      'Deployment/web-2',
    ]);
    expect(
      JSON.stringify(at(objectOf(c, 'Deployment', 'log-2'), 'spec.template.spec.affinity')),
    ).toContain('"values":["web-2"]');
    expect(findingsOf(c, 'log@1.service')).toContain('merge-or-apart B28a');
  });

  it('that start before their leader are native sidecars (C33)', () => {
    const c = convertSet({
      'web.service': service({ unit: ['After=proxy.service'], run: 'example/web:1' }),
      'proxy.service': service({
        unit: ['BindsTo=web.service'],
        run: 'example/proxy:1',
        fleet: ['MachineOf=web.service'],
      }),
    });
    const web = objectOf(c, 'Deployment', 'web');
    expect(at(web, 'spec.template.spec.initContainers.0')).toMatchObject({
      image: 'docker.io/example/proxy:1',
      restartPolicy: 'Always',
    });
  });

  it('with the same port or metadata that excludes theirs are not merged (C32, C32c)', () => {
    const texts = (run: string, fleet: readonly string[]) => ({
      'web.service': service({
        run: '-p 80:80 example/web:1',
        fleet: ['MachineMetadata=role=web'],
      }),
      'side.service': service({
        unit: ['BindsTo=web.service'],
        run,
        fleet: ['MachineOf=web.service', ...fleet],
      }),
    });
    expect(workloadsOf(convertSet(texts('-p 81:80 example/side:1', [])))).toEqual([
      'Deployment/side',
      'Deployment/web',
    ]);
    const never = convertSet(texts('example/side:1', ['MachineMetadata=role=db']));
    expect(workloadsOf(never)).toEqual(['Deployment/web']);
    expect(findingsOf(never, 'side.service')).toContain('never-placed C32c');
  });
});

describe('instances of a template', () => {
  it('are one workload when they are alike (B23)', () => {
    const c = convertSet({ 'w@.service': service({ run: 'example/w:1' }) }, '--instances w@=a,b');
    expect(at(objectOf(c, 'Deployment', 'w'), 'spec.replicas')).toBe(2);
    expect(findingsOf(c, 'w@a.service')).toContain('instances-alike B23');
  });

  it('that use their number in env and arguments are one StatefulSet (B24)', () => {
    const c = convertSet(
      { 'w@.service': service({ run: '--name w-%i -e ID=%i example/w:1 --shard %i' }) },
      '--instances w@=1..3',
    );
    const w = objectOf(c, 'StatefulSet', 'w');
    expect(at(w, 'spec')).toMatchObject({
      replicas: 3,
      ordinals: { start: 1 },
      podManagementPolicy: 'Parallel',
    });
    expect(at(w, 'spec.template.spec.containers.0')).toMatchObject({
      args: ['--shard', '$(INSTANCE)'],
    });
    expect(at(w, 'spec.template.spec.containers.0.env')).toEqual([
      {
        name: 'INSTANCE',
        valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } },
      },
      { name: 'ID', value: '$(INSTANCE)' },
    ]);
    expect(findingsOf(c, 'w@1.service')).toContain('instances-numbered B24');
  });

  it('of two digits are numbered as well (B24)', () => {
    const c = convertSet(
      { 'w@.service': service({ run: '-e ID=%i example/w:1' }) },
      '--instances w@=10..12',
    );
    expect(at(objectOf(c, 'StatefulSet', 'w'), 'spec.template.spec.containers.0.env.1')).toEqual({
      name: 'ID',
      value: '$(INSTANCE)',
    });
  });

  it.each([
    ['a host port (B25)', '-p 808%i:80 example/w:1', '1..2', 'instances-apart B25'],
    ['an image (B25)', 'example/w:%i', '1..2', 'instances-apart B25'],
    ['words (B26)', '-e COLOR=%i example/w:1', 'blue,green', 'instances-apart B26'],
    ['gaps (B26)', '-e ID=%i example/w:1', '1,3', 'instances-apart B26'],
  ])('that use %s are workloads of their own', (_, run, instances, finding) => {
    const c = convertSet({ 'w@.service': service({ run }) }, `--instances w@=${instances}`);
    expect(workloadsOf(c)).toHaveLength(2);
    expect(findingsOf(c, c.outcomes[0]?.unit ?? '')).toContain(finding);
  });

  it('of which others use some only are workloads of their own (B27)', () => {
    const c = convertSet(
      {
        'w@.service': service({ run: 'example/w:1' }),
        'x.service': service({ fleet: ['Conflicts=w@1.service'] }),
      },
      '--instances w@=1..2',
    );
    expect(workloadsOf(c)).toEqual(['Deployment/w-1', 'Deployment/w-2', 'Deployment/x']);
  });

  it('that are not known are one, and a question (B20, I-22)', () => {
    const c = convertSet({ 'w@.service': service({ run: 'example/w:1' }) });
    expect(workloadsOf(c)).toEqual(['Deployment/w']);
    expect(findingsOf(c, 'w@.service')).toContain('how-many-instances B20');
  });

  it('of quorum software are a StatefulSet (B29)', () => {
    const c = convertSet(
      { 'zk@.service': service({ run: 'example/zookeeper:3.4' }) },
      '--instances zk@=1..3',
    );
    expect(workloadsOf(c)).toEqual(['StatefulSet/zk']);
    expect(findingsOf(c, 'zk@1.service')).toContain('decide B29');
  });
});

describe('names', () => {
  it('are told apart by a hash (A07, I-85), and shortened (A06, I-86)', () => {
    const long = `${'long-'.repeat(12)}name.service`;
    const c = convertSet({
      'my_app.service': service(),
      'my-app.service': service(),
      [long]: service(),
    });
    expect(workloadsOf(c)).toContain('Deployment/my-app');
    expect(workloadsOf(c).every((name) => name.length <= 'Deployment/'.length + 52)).toBe(true);
    expect(findingsOf(c, 'my_app.service')).toContain('name-changed A07');
    expect(findingsOf(c, long)).toContain('name-changed A06');
  });

  it('of Services are taken once', () => {
    const c = convertSet({
      'db.service': service({ run: '--name db -p 5432:5432 example/db:1' }),
      'other.service': service({ run: '--name other -p 9:9 example/other:1' }),
      'app.service': service({ run: '--link other:db example/app:1' }),
    });
    expect(kindsOf(c).filter((kind) => kind === 'Service/db')).toHaveLength(1);
    expect(c.findings.map(({ code }) => code)).toContain('name-taken');
  });
});

describe('a data container', () => {
  it('gives its volumes to its users (B67)', () => {
    const c = convertSet({
      'db-data.service': service({
        service: ['Type=oneshot'],
        run: '--name db-data -v /srv/db:/var/lib/db busybox true',
      }),
      'db.service': service({ run: '--volumes-from db-data example/db:1' }),
    });
    expect(workloadsOf(c)).toEqual(['Deployment/db']);
    expect(
      at(
        objectOf(c, 'Deployment', 'db'),
        'spec.template.spec.containers.0.volumeMounts.0.mountPath',
      ),
    ).toBe('/var/lib/db');
    expect(outcomeOf(c, 'db-data.service')).toBe('replaced db.service');
  });

  const DATA = service({
    service: ['Type=oneshot'],
    run: '--name data -v /srv/data:/data -v /scratch busybox true',
  });

  it('makes one Pod of its users, so that they share what it holds (B67)', () => {
    const c = convertSet({
      'data.service': DATA,
      'a.service': service({ run: '--name a --volumes-from data example/a:1' }),
      'b.service': service({ run: '--name b --volumes-from data:ro example/b:1' }),
    });
    expect(workloadsOf(c)).toEqual(['Deployment/a']);
    const mounts = (i: number): unknown =>
      at(objectOf(c, 'Deployment', 'a'), `spec.template.spec.containers.${i}.volumeMounts`);
    expect(mounts(0)).toEqual([
      { name: 'data', mountPath: '/data' },
      { name: 'scratch', mountPath: '/scratch' },
    ]);
    expect(mounts(1)).toEqual([
      { name: 'data', mountPath: '/data', readOnly: true },
      { name: 'scratch', mountPath: '/scratch', readOnly: true },
    ]);
  });

  it('is asked about where its users cannot share a Pod (B67)', () => {
    const c = convertSet({
      'data.service': DATA,
      'a.service': service({ run: '--name a -p 80:80 --volumes-from data example/a:1' }),
      'b.service': service({ run: '--name b -p 81:80 --volumes-from data example/b:1' }),
    });
    expect(workloadsOf(c)).toEqual(['Deployment/a', 'Deployment/b']);
    for (const unit of ['a.service', 'b.service'])
      expect(
        c.findings.filter((f) => f.unit === unit && f.code === 'decide' && f.rule === 'B67'),
      ).toHaveLength(1);
  });
});

/** All fixtures, each as one set. */
const FIXTURES = readdirSync('fixtures', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }): readonly [string, Texts] => [
    name,
    Object.fromEntries(
      readdirSync(`fixtures/${name}`, { withFileTypes: true })
        .filter((file) => file.isFile() && !file.name.endsWith('.md'))
        .map((file) => [file.name, readFileSync(`fixtures/${name}/${file.name}`, 'utf8')]),
    ),
  ]);

describe('the order of the input', () => {
  it.each([...FIXTURES, ['worked example', EXAMPLE] as const])(
    'makes no difference: %s',
    (_, texts) => {
      const names = Object.keys(texts);
      expect(names.length).toBeGreaterThan(0);
      const printed = (order: readonly string[]): string => {
        const c = convertSet(Object.fromEntries(order.map((name) => [name, texts[name] ?? ''])));
        return printYaml(c.manifests) + JSON.stringify([c.findings, c.outcomes]);
      };
      const first = printed(names);
      fc.assert(
        fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (order) => {
          expect(printed(order)).toBe(first);
        }),
        { numRuns: 5 },
      );
    },
  );
});
