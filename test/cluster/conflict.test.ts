import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { request } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, deployment, openSetScene, type SetScene } from './set-scene.ts';

const plane = inject('plane');
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never'];

describe.skipIf(plane === null)('fields that others own', () => {
  const control = plane as ControlPlane;
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('conflict');
  });
  afterAll(() => program.remove());

  /** Another manager takes these fields. */
  async function take(path: string, body: JsonObject): Promise<void> {
    const query = 'fieldManager=other&force=true';
    const type = 'application/apply-patch+yaml';
    const { status } = await request(control, 'PATCH', `${path}?${query}`, body, type);
    expect(status).toBe(200);
  }

  async function contested(namespace: string): Promise<SetScene & { place: string }> {
    const scene = await openSetScene(control, program, namespace);
    const objects = [configMap('x', { a: 'ours', 'b.conf': 'ours', c: 'ours' }), deployment('d')];
    const place = scene.manifests('m', objects);
    const { status } = await scene.fleetlift('apply', '--from-manifests', place, ...QUICK);
    expect(status).toBe(0);
    await take(`/api/v1/namespaces/${namespace}/configmaps/x`, {
      ...configMap('x', { a: 'theirs', 'b.conf': 'theirs' }),
    });
    await take(`/apis/apps/v1/namespaces/${namespace}/deployments/d`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: { replicas: 5 },
    });
    return { ...scene, place };
  }

  test('are shown with both values, and left alone', async () => {
    const scene = await contested('conflict-shown');
    const { status, stdout } = await scene.fleetlift('diff', '--from-manifests', scene.place);
    expect(status).toBe(1);
    expect(stdout).toContain('.data.a: owned by other, there theirs, here ours');
    expect(stdout).toContain('.data.b.conf: owned by other, there theirs, here ours');
    expect(stdout).toContain('.spec.replicas: owned by other, there 5, here 1');
    const applied = await scene.fleetlift('apply', '--from-manifests', scene.place, ...QUICK);
    expect([applied.status, applied.stderr]).toEqual([
      3,
      expect.stringContaining('others own .data.a (other), .data.b.conf (other)'),
    ]);
    expect((await scene.get('configmaps', 'x'))?.data).toMatchObject({ a: 'theirs' });
    scene.remove();
  });

  test('--force-conflicts=FIELD takes just that one', async () => {
    const scene = await contested('conflict-one');
    const one = ['--force-conflicts', '.data.b.conf'];
    const { status } = await scene.fleetlift(
      ...['apply', '--from-manifests', scene.place, ...one, ...QUICK],
    );
    expect(status).toBe(3);
    const data = { a: 'theirs', 'b.conf': 'ours', c: 'ours' };
    expect((await scene.get('configmaps', 'x'))?.data).toEqual(data);
    expect((await scene.get('deployments', 'd'))?.spec).toMatchObject({ replicas: 5 });
    scene.remove();
  });

  test('--force-conflicts=*,MANAGER takes all of that manager', async () => {
    const scene = await contested('conflict-manager');
    const apply = (rule: string) =>
      scene.fleetlift(
        ...['apply', '--from-manifests', scene.place, '--force-conflicts', rule, ...QUICK],
      );
    expect((await apply('*,somebody')).status).toBe(3);
    expect((await apply('*,other')).status).toBe(0);
    expect((await scene.get('configmaps', 'x'))?.data).toMatchObject({ a: 'ours' });
    expect((await scene.get('deployments', 'd'))?.spec).toMatchObject({ replicas: 1 });
    const { status } = await scene.fleetlift('diff', '--from-manifests', scene.place);
    expect(status).toBe(0);
    scene.remove();
  });

  test('what we say no longer and another says too stays, and is pointed out', async () => {
    const scene = await openSetScene(control, program, 'conflict-kept');
    const first = [configMap('x', { a: '1', shared: 'same' })];
    const place = scene.manifests('m', first);
    const run = (...args: string[]) => scene.fleetlift(...args, '--from-manifests', place);
    expect((await run('apply', ...QUICK)).status).toBe(0);
    await take('/api/v1/namespaces/conflict-kept/configmaps/x', {
      ...configMap('x', { shared: 'same' }),
    });
    scene.manifests('m', [configMap('x', { a: '1' })]);
    const kept = 'others own what we say no longer, it stays: .data.shared (other)';
    for (const args of [['diff'], ['apply', ...QUICK]]) {
      const { status, stdout } = await run(...args);
      expect([status, stdout]).toEqual([0, expect.stringContaining(kept)]);
      expect(stdout).toContain('1 unchanged');
    }
    scene.manifests('m', [configMap('x', { a: '2' })]);
    const changed = await run('apply', ...QUICK);
    expect([changed.status, changed.stdout]).toEqual([0, expect.stringContaining(kept)]);
    expect((await scene.get('configmaps', 'x'))?.data).toEqual({ a: '2', shared: 'same' });
    const after = await run('diff');
    expect([after.status, after.stdout]).toEqual([0, '1 unchanged\n']);
    scene.remove();
  });
});
