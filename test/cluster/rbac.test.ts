import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { request } from './api.ts';
import { issue } from './certificates.ts';
import type { ControlPlane } from './control-plane.ts';
import { kubeconfigText } from './keys.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, deployment, openSetScene, type SetScene } from './set-scene.ts';

const plane = inject('plane');
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never'];

describe.skipIf(plane === null)('rights', () => {
  const control = plane as ControlPlane;
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('rbac');
  });
  afterAll(() => program.remove());

  function kubeconfigFor(scene: SetScene, user: string): string {
    const key = readFileSync(path.join(control.directory, 'ca.key'), 'utf8');
    const authority = {
      name: 'fleetlift-test',
      certificate: control.authority,
      key,
      privateKey: createPrivateKey(key),
    };
    const file = path.join(scene.directory, `${user}.kubeconfig`);
    const identity = issue(authority, { commonName: user });
    writeFileSync(file, kubeconfigText(control.server, control.authority, identity));
    return file;
  }

  async function allow(namespace: string, user: string, rules: readonly object[]): Promise<void> {
    const root = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    await request(control, 'POST', `${root}/roles`, {
      apiVersion,
      kind: 'Role',
      metadata: { name: user },
      rules,
    });
    const { status } = await request(control, 'POST', `${root}/rolebindings`, {
      apiVersion,
      kind: 'RoleBinding',
      metadata: { name: user },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: user },
      subjects: [{ kind: 'User', name: user, apiGroup: 'rbac.authorization.k8s.io' }],
    });
    expect(status).toBe(201);
  }

  const ALL = ['get', 'list', 'create', 'patch', 'delete'];

  test('a user of one namespace can diff, apply and prune there', async () => {
    const scene = await openSetScene(control, program, 'rbac-one');
    await allow('rbac-one', 'limited', [
      { apiGroups: [''], resources: ['configmaps'], verbs: ALL },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ALL },
    ]);
    const kubeconfig = kubeconfigFor(scene, 'limited');
    const place = scene.manifests('m', [configMap('a'), configMap('b'), deployment('d')]);
    const input = ['--from-manifests', place];
    const first = await scene.as(kubeconfig, 'diff', ...input);
    expect([first.status, first.stdout]).toEqual([1, expect.stringContaining('3 create')]);
    expect((await scene.as(kubeconfig, 'apply', ...input, ...QUICK)).status).toBe(0);
    scene.manifests('m', [configMap('a'), deployment('d')]);
    const pruned = await scene.as(kubeconfig, 'apply', ...input, ...QUICK);
    expect([pruned.status, pruned.stdout]).toEqual([0, expect.stringContaining('1 pruned')]);
    expect((await scene.as(kubeconfig, 'diff', ...input)).stdout).toBe('2 unchanged\n');
    scene.remove();
  });

  test('a user without rights is told all that is missing, and nothing is written', async () => {
    const scene = await openSetScene(control, program, 'rbac-none');
    const kubeconfig = kubeconfigFor(scene, 'nobody');
    const place = scene.manifests('m', [configMap('a'), deployment('d')]);
    const { status, stderr } = await scene.as(
      kubeconfig,
      ...['apply', '--from-manifests', place, ...QUICK],
    );
    expect(status).toBe(3);
    for (const what of ['patch configmaps', 'create deployments.apps', 'patch deployments.apps'])
      expect(stderr).toContain(`no permission to ${what}`);
    expect([...(await scene.snapshot()).keys()]).toEqual([]);
    scene.remove();
  });

  test('rights for a part: the rest is named, and nothing is written', async () => {
    const scene = await openSetScene(control, program, 'rbac-part');
    await allow('rbac-part', 'partial', [
      { apiGroups: [''], resources: ['configmaps'], verbs: ALL },
    ]);
    const kubeconfig = kubeconfigFor(scene, 'partial');
    const place = scene.manifests('m', [configMap('a'), deployment('d')]);
    const { status, stderr } = await scene.as(
      kubeconfig,
      ...['apply', '--from-manifests', place, ...QUICK],
    );
    expect(status).toBe(3);
    expect(stderr).toContain('no permission to patch deployments.apps in namespace rbac-part');
    expect(stderr).not.toContain('configmaps');
    expect([...(await scene.snapshot()).keys()]).toEqual([]);
    scene.remove();
  });
});
