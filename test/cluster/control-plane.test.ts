import { execFileSync } from 'node:child_process';
import { describe, expect, inject, test } from 'vitest';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { asJson } from '../../src/manifest/print.ts';
import { renderManifests } from '../../src/manifest/render.ts';
import { conversion, decisions, workload } from '../manifest/sample.ts';
import { apply, pathOf, request } from './api.ts';
import { type ControlPlane, until } from './control-plane.ts';
import { addNode } from './nodes.ts';
import { KUBE_RELEASE } from './programs.ts';

const plane = inject('plane');

describe.skipIf(plane === null)('the control plane of the suite', () => {
  const cluster = plane as ControlPlane;

  test('is the release it was built from', async () => {
    const { body } = await request(cluster, 'GET', '/version');
    expect(body).toMatchObject({ gitVersion: `v${KUBE_RELEASE}` });
  });

  test('answers kubectl', () => {
    const args = ['--kubeconfig', cluster.kubeconfig, 'get', 'namespaces', '-o', 'name'];
    const names = execFileSync(cluster.kubectl, args, { encoding: 'utf8' });
    expect(names).toContain('namespace/default');
  });

  test('runs a workload on a node of kwok', async () => {
    await addNode(cluster, 'smoke', { role: 'smoke' });
    const [deployment] = renderManifests(conversion([workload({ name: 'smoke' })]), decisions());
    if (deployment === undefined) throw new Error('no Deployment was rendered');
    const object = asJson(deployment);
    expect((await apply(cluster, object, { dryRun: false })).status).toBe(201);
    await until('the Deployment to be available', async () => {
      const { body } = await request(cluster, 'GET', pathOf(object));
      return (body as { status?: JsonObject }).status?.availableReplicas === 1;
    });
    expect((await request(cluster, 'DELETE', pathOf(object))).status).toBe(200);
    expect((await request(cluster, 'DELETE', '/api/v1/nodes/smoke')).status).toBe(200);
  });
});
