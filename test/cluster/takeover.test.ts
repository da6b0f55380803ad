import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ControlPlane } from './control-plane.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, deployment, openSetScene, runProgram, service } from './set-scene.ts';

const plane = inject('plane');
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never'];

describe.skipIf(plane === null)('handover', () => {
  const control = plane as ControlPlane;
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('takeover');
  });
  afterAll(() => program.remove());

  test('to kubectl: it changes and prunes the set, and fleetlift keeps its hands off', async () => {
    const scene = await openSetScene(control, program, 'takeover');
    const all = [configMap('keep', { a: '1' }), configMap('gone'), service('s'), deployment('d')];
    const place = scene.manifests('m', all);
    const apply = () => scene.fleetlift('apply', '--from-manifests', place, ...QUICK);
    expect((await apply()).status).toBe(0);
    const given = await scene.fleetlift('handover', '--set', 'm', '--to', 'kubectl', '--yes');
    expect([given.status, given.stdout]).toEqual([
      0,
      expect.stringContaining('takeover/fleetlift-m: 4 objects handed over'),
    ]);
    const kubectl = await runProgram(
      control.kubectl,
      [
        ...['--kubeconfig', control.kubeconfig, '-n', 'takeover', 'apply', '--server-side'],
        ...['--prune', '--applyset=configmap/fleetlift-m', '-f', '-'],
      ],
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [configMap('keep', { a: '2' }), deployment('d')],
      }),
      { KUBECTL_APPLYSET: 'true' },
    );
    expect(kubectl.stderr).toBe('');
    expect(kubectl.stdout).toContain('configmap/gone pruned');
    expect(kubectl.stdout).toContain('service/s pruned');
    expect((await scene.get('configmaps', 'keep'))?.data).toEqual({ a: '2' });
    expect([...(await scene.snapshot()).keys()]).toEqual([
      'configmaps/fleetlift-m',
      'configmaps/keep',
      'deployments/d',
    ]);
    const refused = await apply();
    expect([refused.status, refused.stderr.replaceAll(/[\s›]+/g, ' ')]).toEqual([
      3,
      expect.stringContaining('is managed by kubectl, not by fleetlift'),
    ]);
    scene.remove();
  });

  test('to nobody: the objects stay', async () => {
    const scene = await openSetScene(control, program, 'takeover-none');
    const place = scene.manifests('m', [configMap('a'), configMap('b')]);
    await scene.fleetlift('apply', '--from-manifests', place, ...QUICK);
    const given = await scene.fleetlift('handover', '--set', 'm', '--to', 'none', '--yes');
    expect(given.status).toBe(0);
    expect([...(await scene.snapshot()).keys()]).toEqual(['configmaps/a', 'configmaps/b']);
    expect(JSON.stringify(await scene.get('configmaps', 'a'))).not.toContain('part-of":');
    const again = await scene.fleetlift('handover', '--set', 'm', '--to', 'none', '--yes');
    expect([again.status, again.stderr]).toEqual([3, expect.stringContaining('there is no set')]);
    scene.remove();
  });
});
