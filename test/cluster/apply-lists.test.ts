import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { type FaultProxy, type Seen, startFaultProxy } from '../support/fault-proxy.ts';
import type { ControlPlane } from './control-plane.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, deployment, openSetScene, type SetScene, service } from './set-scene.ts';

const plane = inject('plane');
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never'];

/** What `apply --yes` asks, and what it does not (docs/decisions/010). */
describe.skipIf(plane === null)('apply that trusts lists', () => {
  const control = plane as ControlPlane;
  let program: Program;
  let proxy: FaultProxy;
  beforeAll(async () => {
    program = await bundleProgram('apply-lists');
    proxy = await startFaultProxy(control);
  });
  afterAll(async () => {
    program.remove();
    await proxy.stop();
  });

  const dryRuns = (seen: readonly Seen[]) => seen.filter((s) => s.path.includes('dryRun=All'));
  /** Objects only: the inventory is apart. */
  const writes = (seen: readonly Seen[]) =>
    seen.filter((s) => s.isWrite && !s.path.includes('/fleetlift-m'));
  const names = (seen: readonly Seen[]) =>
    seen.map(({ path: asked }) => asked.replace(/\?.*/, '').split('/').at(-1)).sort();

  async function run(scene: SetScene, ...args: readonly string[]) {
    const kubeconfig = path.join(scene.directory, 'kubeconfig');
    writeFileSync(kubeconfig, proxy.kubeconfigText);
    proxy.behave(() => null);
    const place = path.join(scene.directory, 'm');
    return scene.as(kubeconfig, ...args, '--from-manifests', place);
  }

  test('one request an object that changes, none for others; a dry run of each where a person looks', async () => {
    const scene = await openSetScene(control, program, 'lists-count');
    const others = Array.from({ length: 20 }, (_, i) => configMap(`c${i}`, { key: 'a' }));
    const all = [...others, service('s'), deployment('d')];
    scene.manifests('m', all);
    const first = await run(scene, 'apply', ...QUICK);
    expect([first.status, first.stdout]).toEqual([0, expect.stringContaining('22 created')]);
    expect([dryRuns(proxy.seen).length, writes(proxy.seen).length]).toEqual([0, 22]);
    // Names of ConfigMaps were listed, the two others asked for by name.
    expect(
      proxy.seen.filter(
        (s) => /\/(configmaps\/c|services\/s|deployments\/d)/.test(s.path) && s.method === 'GET',
      ),
    ).toHaveLength(2);

    scene.manifests('m', [configMap('c0', { key: 'b' }), ...all.slice(1)]);
    const second = await run(scene, 'apply', ...QUICK);
    expect([second.status, second.stdout]).toEqual([
      0,
      expect.stringMatching(/data\.key: a → b\n[\s\S]*1 changed, 21 unchanged/),
    ]);
    expect([dryRuns(proxy.seen).length, names(writes(proxy.seen))]).toEqual([0, ['c0']]);

    scene.manifests('m', [configMap('c0', { key: 'c' }), ...all.slice(1)]);
    const shown = await run(scene, 'apply', ...QUICK, '--dry-run');
    expect([shown.status, shown.stdout]).toEqual([0, expect.stringContaining('b → c')]);
    expect([dryRuns(proxy.seen).length, writes(proxy.seen).length]).toEqual([22, 0]);
    scene.remove();
  });

  test('a field that is taken away is asked for, and goes', async () => {
    const scene = await openSetScene(control, program, 'lists-gone');
    scene.manifests('m', [configMap('x', { a: '1', b: '2' }), configMap('y')]);
    expect((await run(scene, 'apply', ...QUICK)).status).toBe(0);
    scene.manifests('m', [configMap('x', { a: '1' }), configMap('y')]);
    const { status, stdout } = await run(scene, 'apply', ...QUICK);
    expect([status, stdout]).toEqual([0, expect.stringContaining('data.b: 2 → (none)')]);
    expect([names(dryRuns(proxy.seen)), names(writes(proxy.seen))]).toEqual([['x'], ['x']]);
    expect((await scene.get('configmaps', 'x'))?.data).toEqual({ a: '1' });
    scene.remove();
  });

  test('what somebody changed by hand is set right', async () => {
    const scene = await openSetScene(control, program, 'lists-drift');
    scene.manifests('m', [configMap('x', { a: '1' }), deployment('d')]);
    expect((await run(scene, 'apply', ...QUICK)).status).toBe(0);
    await scene.kubectl(null, 'patch', 'configmap', 'x', '-p', '{"data":{"a":"9"}}');
    await scene.kubectl(null, 'scale', 'deployment', 'd', '--replicas', '4');
    // Whoever wrote it owns it now: it is a conflict, told before anything is written.
    const { status, stdout } = await run(scene, 'apply', ...QUICK);
    expect(status).toBe(3);
    expect(stdout).toContain('.data.a: owned by kubectl-patch, there 9, here 1');
    expect(stdout).toContain('.spec.replicas: owned by kubectl, there 4, here 1');
    expect(writes(proxy.seen)).toEqual([]);
    const forced = await run(scene, 'apply', ...QUICK, '--force-conflicts');
    expect(forced.status).toBe(0);
    expect((await scene.get('configmaps', 'x'))?.data).toEqual({ a: '1' });
    scene.remove();
  });

  test('what the server drops is said, and not written again and again', async () => {
    const scene = await openSetScene(control, program, 'lists-lost');
    const pod = deployment('d', 'localhost/x:1', 0);
    const { spec } = (pod.spec as { template: { spec: JsonObject } }).template;
    Object.assign(spec as object, { schedulingGroup: { podGroupName: 'g' } });
    scene.manifests('m', [pod]);
    const lost = 'the server drops spec.template.spec.schedulingGroup';
    const first = await run(scene, 'apply', ...QUICK);
    expect([first.status, first.stderr]).toEqual([
      0,
      expect.stringContaining(`created Deployment/lists-lost/d: ${lost}`),
    ]);
    const again = await run(scene, 'apply', ...QUICK);
    expect([again.status, again.stdout]).toEqual([0, expect.stringContaining(lost)]);
    expect(writes(proxy.seen)).toEqual([]);
    scene.remove();
  });

  test('what is refused at the write is told as diff tells it', async () => {
    const scene = await openSetScene(control, program, 'lists-refused');
    const bad = { ...service('s'), spec: { ports: [{ port: 99_999, protocol: 'TCP' }] } };
    scene.manifests('m', [bad, configMap('x')]);
    const { status, stdout, stderr } = await run(scene, 'apply', ...QUICK);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/failed Service.*99999/)]);
    expect(stdout).toMatch(/refused at first\nx blocked {3}Service\/lists-refused\/s: .*99999/);
    expect(stdout).toMatch(/1 created, 1 failed/);
    expect(await scene.get('configmaps', 'x')).not.toBeNull();
    scene.remove();
  });

  test('--replace is found out at the write too', async () => {
    const scene = await openSetScene(control, program, 'lists-replace');
    scene.manifests('m', [deployment('d', 'localhost/x:1', 0)]);
    expect((await run(scene, 'apply', ...QUICK)).status).toBe(0);
    const other = deployment('d', 'localhost/x:1', 0);
    Object.assign(other.spec as object, {
      selector: { matchLabels: { app: 'd', more: '1' } },
      template: {
        metadata: { labels: { app: 'd', more: '1' } },
        spec: { containers: [{ name: 'c', image: 'localhost/x:1' }] },
      },
    });
    scene.manifests('m', [other]);
    const refused = await run(scene, 'apply', ...QUICK);
    expect([refused.status, refused.stdout]).toEqual([
      3,
      expect.stringContaining('--replace Deployment deletes and makes it anew'),
    ]);
    const replaced = await run(scene, 'apply', ...QUICK, '--replace', 'Deployment');
    expect([replaced.status, replaced.stdout]).toEqual([0, expect.stringContaining('1 replaced')]);
    scene.remove();
  });
});
