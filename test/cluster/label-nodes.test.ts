import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { MERGE_PATCH } from '../../src/app/cluster-port.ts';
import { request } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { addNode } from './nodes.ts';
import { bundleProgram, type Program } from './program.ts';
import { openSetScene } from './set-scene.ts';

const plane = inject('plane');
const KNOWN = 'c0ffee01a1b2c3d4e5f60718293a4b5c';
const SAME = 'c0ffee02a1b2c3d4e5f60718293a4b5c';
const GONE = 'c0ffee03a1b2c3d4e5f60718293a4b5c';
const MACHINES = [
  'MACHINE\tIP\tMETADATA',
  `${KNOWN}\t10.0.0.1\tdisk=ssd,owner=it's "ours" $HOME,region=eu`,
  `${SAME}\t10.0.0.2\tregion=us`,
  `${GONE}\t10.0.0.3\tregion=us`,
  '',
].join('\n');
const unit = (name: string, fleet: string): string =>
  `[Service]\nRestart=always\nExecStart=/usr/bin/docker run --name ${name} example/${name}:1\n[X-Fleet]\n${fleet}\n`;

describe.skipIf(plane === null)('label-nodes.sh', () => {
  const control = plane as ControlPlane;
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('label-nodes');
  });
  afterAll(() => program.remove());
  const labelsOf = async (node: string): Promise<Record<string, string>> => {
    const { body } = await request(control, 'GET', `/api/v1/nodes/${node}`);
    return (body as { metadata: { labels: Record<string, string> } }).metadata.labels;
  };

  test('gives the nodes what the manifests ask for, and Pods go where their units ran', async () => {
    await addNode(control, 'node-of-known');
    await addNode(control, 'node-of-same');
    // What a kubelet says of its machine.
    const status = { status: { nodeInfo: { machineID: SAME } } };
    await request(control, 'PATCH', '/api/v1/nodes/node-of-same/status', status, MERGE_PATCH);
    const scene = await openSetScene(control, program, 'label-nodes');
    const units = scene.files('units', {
      'db.service': unit('db', 'MachineID=c0ffee01'),
      'web.service': unit('web', 'MachineMetadata=owner=it\'s "ours" $HOME'),
      'far.service': unit('far', 'MachineMetadata=region=us'),
    });
    const list = path.join(scene.files('lists', { machines: MACHINES }), 'machines');
    const out = path.join(scene.directory, 'out');
    const options = [
      '--option',
      `fleet-machines=${list}`,
      '--option',
      `node-map=${KNOWN}=node-of-known`,
    ];
    const converted = await program.run(
      ['convert', units, '--out', out, ...options, '--fail-on', 'never'],
      control.kubeconfig,
    );
    expect(converted.stderr).toContain(`which node did the machine ${GONE} become?`);
    expect(converted.stderr).not.toContain(`which node did the machine ${KNOWN} become?`);

    const { status: code, stderr } = spawnSync('sh', [path.join(out, 'label-nodes.sh')], {
      encoding: 'utf8',
      env: {
        PATH: `${path.dirname(control.kubectl)}:/usr/bin:/bin`,
        KUBECONFIG: control.kubeconfig,
      },
    });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`no node is known for the machine ${GONE}`),
    ]);
    expect(await labelsOf('node-of-known')).toMatchObject({
      disk: 'ssd',
      region: 'eu',
      'fleetlift.dev/machine-id': KNOWN,
    });
    expect(await labelsOf('node-of-same')).toMatchObject({
      region: 'us',
      'fleetlift.dev/machine-id': SAME,
    });

    const applied = await scene.fleetlift('apply', '--from-manifests', out, '--yes');
    expect([applied.status, applied.stderr]).toEqual([0, expect.any(String)]);
    const { stdout } = await scene.kubectl(
      null,
      ...[
        'get',
        'pods',
        '-o',
        'custom-columns=A:.metadata.labels.app\\.kubernetes\\.io/name,N:.spec.nodeName',
      ],
      '--no-headers',
    );
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/\s+/).join(' '))
        .sort(),
    ).toEqual(['db node-of-known', 'far node-of-same', 'web node-of-known']);
    scene.remove();
  });
});
