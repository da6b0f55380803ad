import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ControlPlane } from './control-plane.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, openSetScene, type SetScene } from './set-scene.ts';

const plane = inject('plane');
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never'];
const BRIEF = ['--yes', '--fail-on', 'never', '--timeout', '3s'];

const CLAIM = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const BALANCED = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }] },
};
/** No node is there that could run it. */
const JOB = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'once' },
  spec: {
    suspend: false,
    template: {
      spec: {
        restartPolicy: 'Never',
        nodeSelector: { nowhere: 'yes' },
        containers: [{ name: 'once', image: 'localhost/once:1' }],
      },
    },
  },
};

describe.skipIf(plane === null)('choices of a person', () => {
  const control = plane as ControlPlane;
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('choices');
  });
  afterAll(() => program.remove());
  const open = (name: string): Promise<SetScene> =>
    openSetScene(control, program, `choices-${name}`);
  const claimOf = async (scene: SetScene) =>
    (await scene.kubectl(null, 'get', 'pvc', '--ignore-not-found', '-o', 'name')).stdout.trim();

  test('a claim is kept unless --prune-kind names it', async () => {
    const scene = await open('claim');
    const objects = [CLAIM, configMap('a', {}), configMap('b', {})];
    const place = scene.manifests('m', objects);
    expect((await scene.fleetlift('apply', '--from-manifests', place, ...QUICK)).status).toBe(0);
    scene.manifests('m', [configMap('a', {})]);
    const first = await scene.fleetlift('apply', '--from-manifests', place, ...QUICK);
    expect([first.status, first.stdout]).toEqual([0, expect.stringContaining('1 pruned')]);
    expect(first.stdout).toContain('--prune-kind PersistentVolumeClaim lets it go');
    expect(await claimOf(scene)).toBe('persistentvolumeclaim/data');
    const kind = ['--prune-kind', 'PersistentVolumeClaim'];
    const second = await scene.fleetlift('apply', '--from-manifests', place, ...kind, ...QUICK);
    expect([second.status, second.stdout]).toEqual([0, expect.stringContaining('1 pruned')]);
    expect(await claimOf(scene)).toBe('');
    scene.remove();
  });

  test('an object without a known image is written by --keep-unresolved, and never applied', async () => {
    const scene = await open('unresolved');
    const units = scene.files('units', {
      'open.service':
        '[Service]\nExecStart=/bin/sh -c "docker run --name open $(etcdctl get /images/x)"\n',
      'web.service': '[Service]\nExecStart=/usr/bin/docker run --name web example/web:1\n',
    });
    const { status, stdout } = await scene.fleetlift('apply', units, '--keep-unresolved', ...QUICK);
    expect([status, stdout]).toEqual([3, expect.stringMatching(/blocked +Deployment\/\S*open/)]);
    expect(stdout).toContain('it is not resolved');
    const { stdout: there } = await scene.kubectl(null, 'get', 'deployments', '-o', 'name');
    expect(there).toBe('deployment.apps/web\n');
    scene.remove();
  });

  test('the version of the server is compared with the one that the manifests are for', async () => {
    const scene = await open('version');
    const place = scene.manifests('m', [configMap('a', {})]);
    const own = await scene.fleetlift(
      ...['apply', '--from-manifests', place, '--kube-version', '1.37', ...QUICK],
    );
    expect([own.status, own.stderr]).toEqual([0, expect.not.stringContaining('warning')]);
    scene.manifests('m', [configMap('a', { x: '1' })]);
    const other = await scene.fleetlift(
      ...['apply', '--from-manifests', place, '--kube-version', '1.36', ...QUICK],
    );
    expect([other.status, other.stderr]).toEqual([
      0,
      expect.stringContaining('the manifests are for Kubernetes 1.36, and the server is 1.37'),
    ]);
    scene.remove();
  });

  test.each([
    ['--wait-lb', BALANCED, 3, 0],
    ['--wait-jobs', JOB, 3, 0],
  ] as const)('%s waits, its opposite does not', async (flag, object, waits, waitsNot) => {
    const scene = await open(flag.slice(2));
    const place = scene.manifests('m', [object]);
    const no = flag === '--wait-lb' ? [] : ['--no-wait-jobs'];
    const without = await scene.fleetlift('apply', '--from-manifests', place, ...no, ...BRIEF);
    expect([without.status, without.stderr]).toEqual([waitsNot, expect.any(String)]);
    const status = await scene.fleetlift('status', '--set', 'm', flag);
    expect(status.stdout).toContain('InProgress');
    const again = scene.manifests('again', [
      { ...object, metadata: { ...object.metadata, annotations: { again: 'yes' } } },
    ]);
    const set = ['--set', 'm'];
    const with_ = await scene.fleetlift('apply', '--from-manifests', again, ...set, flag, ...BRIEF);
    expect([with_.status, with_.stderr]).toEqual([
      waits,
      expect.stringContaining(object.metadata.name),
    ]);
    scene.remove();
  });
});
