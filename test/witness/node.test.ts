import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../cluster/control-plane.ts';
import { buildImages } from './images.ts';
import { type KubeNode, startNode } from './node.ts';
import type { RunLog } from './pod-logs.ts';
import { runsOf } from './runs.ts';
import type { Event } from './statement.ts';
import { writeBelow } from './write-below.ts';

const ADDRESS = '10.88.7.2';
let node: KubeNode;

beforeAll(async () => {
  const images = buildImages((line) => process.stderr.write(`${line}\n`));
  const place = { name: 'nodet', address: ADDRESS };
  node = await startNode(images, { place, labels: { role: 'web' } });
}, 900_000);
afterAll(() => node?.stop());

interface Pod {
  readonly status: {
    readonly phase: string;
    readonly startTime: string;
    readonly containerStatuses?: readonly {
      readonly containerID: string;
      readonly restartCount: number;
    }[];
  };
}

async function get<T>(...words: readonly string[]): Promise<T> {
  const { status, stdout, stderr } = await node.kubectl(['get', ...words, '--output', 'json']);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

async function create(...objects: readonly object[]): Promise<void> {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const { status, stderr } = await node.kubectl(['create', '-f', '-'], list);
  if (status !== 0) throw new Error(stderr);
}

/** A Pod of the witness that acts like this; `more` goes into its container. */
const pod = (name: string, acts: string, more: object = {}, spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name } },
  spec: {
    ...spec,
    terminationGracePeriodSeconds: 1,
    containers: [
      { name: 'main', image: 'localhost/witness:1', args: ['--do', ...acts.split(' ')], ...more },
    ],
  },
});

const eventsOf = ({ lines }: RunLog): readonly Event[] =>
  runsOf(lines.map(({ text }) => `${text}\n`).join('')).flat();

async function saidBy(name: string, namespace = 'default'): Promise<readonly Event[]> {
  const runs = await node.events(namespace);
  return runs.filter((run) => run.pod === name).flatMap(eventsOf);
}

/** A Pod without a probe is ready before it listens. */
async function bodyOf(url: string): Promise<unknown> {
  let body: unknown;
  await until(url, async () => {
    const answer = await fetch(url).catch(() => null);
    body = await answer?.json();
    return answer !== null;
  });
  return body;
}

describe('the node', () => {
  test('is ready, with the labels that were asked for', async () => {
    const { metadata, status } = await get<{ metadata: object; status: object }>('node', 'witness');
    expect(metadata).toMatchObject({
      labels: { role: 'web', 'kubernetes.io/hostname': 'witness' },
    });
    expect(status).toMatchObject({ capacity: { cpu: '64', pods: '500' } });
  });

  test('has services by name and address, hostPorts and nodePorts', async () => {
    const ports = [{ containerPort: 8080, hostPort: 8181 }];
    const server = pod('server', 'serve 8080 , wait', { ports });
    const spec = {
      type: 'NodePort',
      selector: { app: 'server' },
      clusterIP: '10.0.7.7',
      ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    };
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop' }, spec };
    const asked = [
      'http://shop/hostname',
      'http://shop.default.svc.cluster.local/hostname',
      'http://10.0.7.7/hostname',
      `http://${ADDRESS}:8181/hostname`,
      `http://${ADDRESS}:30080/hostname`,
    ];
    const acts = asked.map((url) => `await ${url}`).join(' , ');
    const ofHost = acts.slice(acts.indexOf('http://10.')).replaceAll(ADDRESS, '127.0.0.1');
    await create(server, service, pod('client', acts));
    await create(pod('host', `await ${ofHost}`, {}, { hostNetwork: true }));
    const answers = async (name: string) =>
      (await saidBy(name)).filter(({ event }) => event === 'got').map((event) => event);
    await until(
      'all answers',
      async () =>
        [(await answers('client')).length, (await answers('host')).length].join() === '5,3',
    );
    for (const got of [...(await answers('client')), ...(await answers('host'))])
      expect(got).toMatchObject({ status: 200, body: '"server"\n' });
    for (const port of [8181, 30080])
      expect(await bodyOf(`http://${ADDRESS}:${port}/hostname`)).toBe('server');
  });

  test('knows no names of outside, and says so at once', async () => {
    await create(pod('asks', 'resolve example.com times 1'));
    await until('an answer', async () => (await saidBy('asks')).length > 1);
    expect((await saidBy('asks'))[1]).toMatchObject({ event: 'refused' });
  });

  test('a restart of the kubelet leaves Pods running', async () => {
    await create(
      pod('stays', 'serve 8080 , wait', { ports: [{ containerPort: 8080, hostPort: 8282 }] }),
    );
    await node.kubectl(['wait', '--for=condition=Ready', 'pod/stays', '--timeout=60s']);
    const before = await get<Pod>('pod', 'stays');
    const { pid } = (await bodyOf(`http://${ADDRESS}:8282/`)) as { pid: number };
    await node.restartKubelet();
    expect(await bodyOf(`http://${ADDRESS}:8282/`)).toMatchObject({ pid });
    await create(pod('after', 'wait'));
    await node.kubectl(['wait', '--for=condition=Ready', 'pod/after', '--timeout=60s']);
    const after = await get<Pod>('pod', 'stays');
    expect(after.status.containerStatuses).toEqual(before.status.containerStatuses);
  });

  test('gives storage to claims', async () => {
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    const mounts = { volumeMounts: [{ name: 'data', mountPath: '/claimed' }] };
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    await create(
      claim,
      pod('keeper', 'write /claimed/a kept , read /claimed/a', mounts, { volumes }),
    );
    await until('the file', async () => (await saidBy('keeper')).length > 2);
    expect((await saidBy('keeper'))[2]).toMatchObject({ event: 'read', body: 'kept\n' });
  });

  test('keeps what each run of a container printed, and after the Pod is gone', async () => {
    await create(pod('again', 'exit 7'));
    const runs = async () => (await node.events('default')).filter((run) => run.pod === 'again');
    await until('two runs', async () => (await runs()).flatMap(eventsOf).length === 4);
    await node.kubectl(['delete', 'pod', 'again']);
    const events = (await runs()).map((run) => [run.run, eventsOf(run).map(({ event }) => event)]);
    expect(events.slice(0, 2)).toEqual([
      [0, ['statement', 'exit']],
      [1, ['statement', 'exit']],
    ]);
  });

  test('runs what fleetlift makes of units, and says which unit speaks', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-node-units-'));
    writeBelow(directory, UNITS);
    try {
      const words = ['--instances', 'shop@=1..2', '--instances', 'twin@=1..2'];
      const choices = ['--namespace', 'shop', '--fail-on', 'never', ...words];
      await node.kubectl(['create', 'namespace', 'shop']);
      const converted = await node.fleetlift(['convert', directory, ...choices]);
      expect(converted).toMatchObject({ status: 0 });
      expect(converted.stdout).toContain('kind: StatefulSet');
      const applied = await node.fleetlift(['apply', directory, '--yes', ...choices]);
      expect(applied, applied.stderr).toMatchObject({ status: 0 });
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
    const units = async (event: string) =>
      (await node.events('shop'))
        .filter((run) => eventsOf(run).some((one) => one.event === event))
        .map((run) => run.unit)
        .sort();
    await until('answers', async () => (await units('got')).length === 3);
    expect(await units('got')).toEqual(['mailer.service', 'shop@1.service', 'shop@2.service']);
    const all = ['cart', 'mailer', 'shop@1', 'shop@2', 'twin@1', 'twin@2'];
    expect(await units('statement')).toEqual(all.map((unit) => `${unit}.service`));
    const [first] = (await node.events('shop')).filter(({ unit }) => unit === 'shop@2.service');
    expect(first?.lines[0]?.text).toContain('"argv":["/witness","number","2",');
  });
});

const run = (name: string, words: string) =>
  `[Service]\nRestart=always\nExecStart=/usr/bin/docker run --rm --name ${name} ${words}\n`;

/** Like the web shop of the fixtures, played by the witness. */
const UNITS = {
  'cart.service': `${run('cart', '-v /srv/cart:/data -p 6379:6379 localhost/witness:1 --do serve 6379 , wait')}
[X-Fleet]
MachineMetadata=role=web
`,
  'mailer.service': `${run('mails', '--link cart:redis localhost/witness:1 --do await http://redis:6379/pid , wait')}
[X-Fleet]
MachineOf=cart.service
`,
  'shop@.service': run(
    'shop-%i',
    'localhost/witness:1 number %i --do await http://cart:6379/pid , wait',
  ),
  'twin@.service': run('twin-%i', 'localhost/witness:1 --do wait'),
};
