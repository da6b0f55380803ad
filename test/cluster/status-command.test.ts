import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ControlPlane } from './control-plane.ts';
import { addNode } from './nodes.ts';
import { bundleProgram, type Program } from './program.ts';
import { openScene } from './wait-scene.ts';

const plane = inject('plane');

describe.skipIf(plane === null)('apply, wait and status on the command line', () => {
  const control = plane as ControlPlane;
  const directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-command-'));
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('status');
    await addNode(control, 'command-node');
  });
  afterAll(() => {
    program.remove();
    rmSync(directory, { recursive: true });
  });
  const fleetlift = (...args: string[]) => program.run(args, control.kubeconfig);

  function units(name: string, texts: Readonly<Record<string, string>>): string {
    const place = path.join(directory, name);
    mkdirSync(place);
    for (const [file, text] of Object.entries(texts)) writeFileSync(path.join(place, file), text);
    return place;
  }

  const WEB = '[Service]\nExecStart=/usr/bin/docker run --name web nginx:1.27\n';
  const AGENT =
    '[Service]\nExecStart=/usr/bin/docker run --name agent shop/agent:1\n[X-Fleet]\nGlobal=true\nMachineMetadata=region=nowhere\n';
  const PINNED =
    '[Service]\nExecStart=/usr/bin/docker run --name pinned shop/pinned:1\n[X-Fleet]\nMachineMetadata=region=nowhere\n';

  test('what is ready ends with 0, a warning and plain lines', async () => {
    const { namespace } = await openScene(control, 'command-ready');
    const place = units('ready', { 'web.service': WEB, 'agent.service': AGENT });
    const { status, stderr } = await fleetlift(
      'apply',
      place,
      '-n',
      namespace,
      '--yes',
      '--fail-on',
      'never',
    );
    expect(stderr).toContain(`Deployment/${namespace}/web is ready\n`);
    expect(stderr).toMatch(
      /Current {5}DaemonSet\/command-ready\/agent: 0 of 0 nodes have a ready Pod {2}\(agent\.service\)\n {4}warning: no node matches .*: it runs nowhere/,
    );
    expect(stderr).toMatch(/1 ready with a warning, \d+ ready after \d+ m?s\n$/);
    expect(stderr).not.toContain('\u001b');
    expect(status).toBe(0);

    const shown = await fleetlift('status', place, '-n', namespace);
    expect(shown.stdout).toMatch(/^context fleetlift-test\n/);
    expect(shown.stdout).toContain(
      `Current     Deployment/${namespace}/web: 1 of 1 Pods are ready  (web.service)`,
    );
    expect(shown.status).toBe(0);

    const json = JSON.parse(
      (await fleetlift('status', '--set', 'ready', '-n', namespace, '--output', 'json')).stdout,
    );
    expect(
      json[0].rows.map((row: { object: { kind: string }; state: string }) => [
        row.object.kind,
        row.state,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['DaemonSet', 'Current'],
        ['Deployment', 'Current'],
      ]),
    );
  });

  test('what is not ready in time ends with 3, the cause and its unit; --no-wait does not ask', async () => {
    const { namespace } = await openScene(control, 'command-late');
    const place = units('late', { 'pinned.service': PINNED });
    const args = ['apply', place, '-n', namespace, '--yes', '--fail-on', 'never'];
    const { status, stderr } = await fleetlift(...args, '--timeout', '3s');
    expect(stderr).toMatch(
      /InProgress {2}Deployment\/command-late\/pinned: .* {2}\(pinned\.service\)\n {4}no node takes the Pod: .*nodes are available/,
    );
    expect(stderr).toMatch(/1 not ready in time(, \d+ ready)? after 3 s\n$/);
    expect(status).toBe(3);
    expect((await fleetlift(...args, '--no-wait')).status).toBe(0);
    const shown = await fleetlift('status', place, '-n', namespace);
    expect(shown.stdout).toContain('no node takes the Pod: ');
    expect(shown.status).toBe(1);
  });

  test('pinned units get their nodes before those that conflict with them (C48)', async () => {
    const { namespace } = await openScene(control, 'command-order');
    for (const name of ['order-a', 'order-b']) await addNode(control, name, { order: name });
    const unit = (name: string, fleet: string) =>
      `[Service]\nExecStart=/usr/bin/docker run --name ${name} shop/${name}:1\n[X-Fleet]\n${fleet}\n`;
    const place = units('order', {
      'a.service': unit('a', 'Conflicts=z.service\nMachineMetadata=order=order-a'),
      'z.service': unit('z', 'Conflicts=a.service'),
      'every.service': unit(
        'every',
        'Global=true\nConflicts=a.service\nMachineMetadata=order=order-a\nMachineMetadata=order=order-b',
      ),
    });
    const { status, stderr } = await fleetlift(
      'apply',
      place,
      '-n',
      namespace,
      '--yes',
      '--fail-on',
      'never',
    );
    const created = [...stderr.matchAll(/^created (\S+)$/gm)].map((match) => match[1]);
    expect(created).toEqual([
      'Deployment/command-order/a',
      'Deployment/command-order/z',
      'DaemonSet/command-order/every',
    ]);
    expect(stderr).toMatch(
      /DaemonSet\/command-order\/every.*\n {4}warning: units in conflict have \d of its 2 nodes/,
    );
    expect(status).toBe(0);
  });

  test.each([
    ['--timeout', 'soon'],
    ['--no-progress-timeout', '0s'],
    ['--timeout', '-5s'],
  ])('%s %s is wrong use', async (flag, value) => {
    const { status, stderr } = await fleetlift('apply', directory, `${flag}=${value}`);
    expect(stderr).toContain(`${value} is no duration such as 90s, 5m or 1h30m`);
    expect(status).toBe(2);
  });
});
