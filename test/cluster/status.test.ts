import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { applyPlan } from '../../src/app/apply.ts';
import { planFor } from '../../src/app/cluster-diff.ts';
import { convert } from '../../src/app/convert.ts';
import { lookAhead } from '../../src/app/look-ahead.ts';
import { CAREFUL } from '../../src/app/plan.ts';
import { statusOfSet } from '../../src/app/status-set.ts';
import { unitRelations } from '../../src/app/unit-relations.ts';
import { WAIT_DEFAULTS, waitFor } from '../../src/app/wait.ts';
import { targetsAfter } from '../../src/app/wait-applied.ts';
import { isBad, type StateRow } from '../../src/change/readiness/state-row.ts';
import { readDecisions } from '../../src/decision/read-options.ts';
import { CLOCK } from '../../src/io/clock.ts';
import { readInput } from '../../src/io/read-input.ts';
import { asJson } from '../../src/manifest/print.ts';
import { request } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { addNode } from './nodes.ts';
import { openClient, openScene } from './wait-scene.ts';

const plane = inject('plane');
const UNITS = {
  'web.service': '[Service]\nExecStart=/usr/bin/docker run --name web -p 8080:80 nginx:1.27\n',
  'worker.service': '[Service]\nExecStart=/usr/bin/docker run --name worker shop/worker:1\n',
  'agent.service':
    '[Service]\nExecStart=/usr/bin/docker run --name agent shop/agent:1\n[X-Fleet]\nGlobal=true\nMachineMetadata=region=nowhere\n',
};
const OLD = { 'old.service': '[Service]\nExecStart=/usr/bin/docker run --name old shop/old:1\n' };

describe.skipIf(plane === null)('status of a set', () => {
  const control = plane as ControlPlane;
  const directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-status-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  async function converted(units: Readonly<Record<string, string>>) {
    const place = mkdtempSync(path.join(directory, 'units-'));
    for (const [name, text] of Object.entries(units)) writeFileSync(path.join(place, name), text);
    const decisions = readDecisions({
      kubeVersion: '1.35',
      namespace: null,
      keepUnresolved: false,
      options: [],
    });
    const { manifests, inventory } = convert(await readInput([place], decisions), [], decisions);
    return { objects: manifests.map(asJson), relations: unitRelations(inventory) };
  }

  const kinds = (rows: readonly StateRow[]) =>
    rows.map(({ object, verdict }) => `${object.kind}/${object.name} ${verdict}`);

  async function applyAndWait(
    units: Readonly<Record<string, string>>,
    namespace: string,
    late?: string,
  ) {
    const { objects, relations } = await converted(units);
    const set = { name: 'fleetlift-status', home: namespace };
    const cluster = await openClient(control.kubeconfig);
    const signal = new AbortController().signal;
    const plan = await planFor(objects, {
      cluster,
      set,
      choices: CAREFUL,
      checks: 'each',
      ahead: lookAhead(cluster, set),
    });
    let rows: readonly StateRow[] = [];
    const applied = await applyPlan(plan, relations, {
      cluster,
      clock: CLOCK,
      signal,
      secrets: () => [],
      tooling: 'fleetlift/v0.0.0',
      onBegin: () => undefined,
      onEnd: () => undefined,
      untilReady: async (all) => {
        const targets = targetsAfter(all, set.name);
        const options = { ...WAIT_DEFAULTS, soon: 1000, late: 2000, timeout: 30_000 };
        ({ rows } = await waitFor(targets, cluster, CLOCK, options, signal, () => undefined));
        return late ?? (rows.some(isBad) ? 'not everything became ready' : null);
      },
    });
    const options = { jobs: true, loadBalancers: false, now: Date.now(), since: 0 };
    const status = {
      ofInput: (await statusOfSet(objects, set, cluster, options)).rows,
      ofSet: (await statusOfSet(null, set, cluster, options)).rows,
    };
    cluster.close();
    return { applied, rows, status };
  }

  test('is the end of the wait, with units and warnings, from the input as from the inventory', async () => {
    await openScene(control, 'status-set');
    await addNode(control, 'status-node');
    const { rows, status } = await applyAndWait(UNITS, 'status-set');
    const expected = ['DaemonSet/agent warning', 'Deployment/web ready', 'Deployment/worker ready'];
    expect(kinds(rows)).toEqual(expect.arrayContaining(expected));
    expect(kinds(status.ofInput)).toEqual(expect.arrayContaining(expected));
    expect(status.ofSet).toEqual(status.ofInput);
    expect(rows.every((row) => !isBad(row))).toBe(true);
    const agent = status.ofSet.find(({ object }) => object.kind === 'DaemonSet');
    expect(agent?.units).toEqual(['agent.service']);
    expect(agent?.warnings[0]).toMatch(/^no node matches .*nowhere.*: it runs nowhere$/);
  });

  test('names what is missing and what is in trouble at once', async () => {
    const scene = await openScene(control, 'status-trouble', {
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    const { status } = await applyAndWait(UNITS, scene.namespace);
    const web = status.ofSet.find(
      ({ object }) => object.kind === 'Deployment' && object.name === 'web',
    );
    expect(web).toMatchObject({ verdict: 'failed', state: 'InProgress', units: ['web.service'] });
    expect(web?.troubles.map(({ cause }) => cause)).toEqual(['pod-security']);
    const path = '/apis/apps/v1/namespaces/status-trouble/deployments/worker';
    await request(control, 'DELETE', path);
    const { objects } = await converted(UNITS);
    const cluster = await openClient(control.kubeconfig);
    const set = { name: 'fleetlift-status', home: 'status-trouble' };
    const options = { jobs: true, loadBalancers: false, now: Date.now(), since: 0 };
    const { rows } = await statusOfSet(objects, set, cluster, options);
    cluster.close();
    const worker = rows.find(
      ({ object }) => object.kind === 'Deployment' && object.name === 'worker',
    );
    expect(worker).toMatchObject({ verdict: 'failed', state: 'NotFound' });
  });

  test('what the input has no longer stays until the rest is ready', async () => {
    const scene = await openScene(control, 'status-prune');
    await applyAndWait({ ...UNITS, ...OLD }, scene.namespace);
    const early = await applyAndWait(UNITS, scene.namespace, 'not everything became ready');
    const old = early.applied.find(({ row }) => row.object.name === 'old');
    expect(old).toMatchObject({
      outcome: 'blocked',
      message: 'not pruned: not everything became ready',
    });
    expect(kinds(early.status.ofSet)).toContain('Deployment/old ready');
    const late = await applyAndWait(UNITS, scene.namespace);
    expect(late.applied.find(({ row }) => row.object.name === 'old')?.outcome).toBe('done');
    expect(kinds(late.status.ofSet).join()).not.toContain('old');
  });
});
