import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Fault, type FaultProxy, type Seen, startFaultProxy } from '../support/fault-proxy.ts';
import type { ControlPlane } from './control-plane.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, deployment, openSetScene, type SetScene, service } from './set-scene.ts';

const plane = inject('plane');
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never', '--request-timeout', '2'];

const FAULTS: Readonly<Record<string, Fault>> = {
  latency: { kind: 'latency', milliseconds: 300 },
  'connection reset': { kind: 'reset' },
  'answer lost': { kind: 'lost-answer' },
  'body cut': { kind: 'cut-body' },
  '429 with Retry-After': { kind: 'status', status: 429, retryAfter: 1 },
  '500 of etcd': { kind: 'status', status: 500, message: 'etcdserver: leader changed' },
  503: { kind: 'status', status: 503 },
  504: { kind: 'status', status: 504 },
  hang: { kind: 'hang' },
};

describe.skipIf(plane === null)('through a bad connection', () => {
  const control = plane as ControlPlane;
  let program: Program;
  let proxy: FaultProxy;
  beforeAll(async () => {
    program = await bundleProgram('fault');
    proxy = await startFaultProxy(control);
  });
  afterAll(async () => {
    program.remove();
    await proxy.stop();
  });

  async function open(name: string): Promise<SetScene & { kubeconfig: string }> {
    const scene = await openSetScene(control, program, `fault-${name}`);
    const kubeconfig = path.join(scene.directory, 'kubeconfig');
    writeFileSync(kubeconfig, proxy.kubeconfigText);
    return { ...scene, kubeconfig };
  }

  const OBJECTS = ['a', 'b', 'c', 'd'].flatMap((name) => [
    configMap(name, { key: '1' }),
    service(name),
    deployment(name, 'localhost/x:1', 0),
  ]);

  test.each(Object.entries(FAULTS))('%s that passes: the run ends right', async (name, fault) => {
    const scene = await open(`once-${Object.keys(FAULTS).indexOf(name)}`);
    const place = scene.manifests('m', OBJECTS);
    // Every third request fails, the first time that it is made.
    const choose = (seen: Seen) => (seen.repeated === 0 && seen.index % 3 === 1 ? fault : null);
    proxy.behave(choose);
    const first = await scene.as(scene.kubeconfig, 'apply', '--from-manifests', place, ...QUICK);
    expect(proxy.seen.length).toBeGreaterThan(OBJECTS.length * 2);
    expect([first.status, first.stdout]).toEqual([0, expect.stringContaining('12 created')]);
    scene.manifests('m', [configMap('a', { key: '2' }), ...OBJECTS.slice(2)]);
    proxy.behave(choose);
    const second = await scene.as(scene.kubeconfig, 'apply', '--from-manifests', place, ...QUICK);
    expect([second.status, second.stdout]).toEqual([
      0,
      expect.stringContaining('1 changed, 1 pruned, 10 unchanged'),
    ]);
    proxy.behave(() => null);
    const diff = await scene.as(scene.kubeconfig, 'diff', '--from-manifests', place);
    expect([diff.status, diff.stdout]).toEqual([0, '11 unchanged\n']);
    scene.remove();
  });

  const LASTING = ['connection reset', '503', 'hang', '429 with Retry-After'] as const;

  test.each(LASTING)(
    '%s that lasts for one object: exit 3, its row, and all others',
    async (name) => {
      const fault = FAULTS[name] ?? null;
      const scene = await open(`one-${LASTING.indexOf(name)}`);
      const place = scene.manifests('m', OBJECTS);
      proxy.behave(({ path: url, isWrite }) =>
        isWrite && url.includes('/configmaps/b?') ? fault : null,
      );
      const { status, stderr, stdout } = await scene.as(
        scene.kubeconfig,
        ...['apply', '--from-manifests', place, ...QUICK],
      );
      expect(status).toBe(3);
      expect(stderr).toMatch(/failed ConfigMap\/fault-one-\d\/b: .+/);
      expect(stdout).toContain('11 created, 1 failed');
      expect([...(await scene.snapshot()).keys()].length).toBe(12);
      scene.remove();
    },
  );

  test.each(['connection reset', '503', 'hang'])(
    '%s of everything: one sentence, exit 3',
    async (name) => {
      const fault = FAULTS[name] ?? null;
      const scene = await open(`all-${name.replace(/\W/g, '')}`);
      const place = scene.manifests('m', OBJECTS);
      proxy.behave(() => fault);
      const { status, stderr } = await scene.as(
        scene.kubeconfig,
        ...['diff', '--from-manifests', place, '--request-timeout', '2'],
      );
      expect(status).toBe(3);
      expect(stderr.replaceAll(/[\s›]+/g, ' ')).toMatch(/Error: (cannot reach )?https:\/\/127/);
      scene.remove();
    },
  );
});
