import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { printYamlValue } from '../../src/manifest/print-yaml.ts';
import { between } from '../manifest/tricky-objects.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { request } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { addNode } from './nodes.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, deployment, openSetScene, service } from './set-scene.ts';

const plane = inject('plane');
const FIXTURES = path.join(import.meta.dirname, '..', '..', 'fixtures');
const LABEL = 'applyset.kubernetes.io/part-of';
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never'];

describe.skipIf(plane === null)('apply', () => {
  const control = plane as ControlPlane;
  let program: Program;
  let proxy: FaultProxy;
  beforeAll(async () => {
    program = await bundleProgram('apply');
    proxy = await startFaultProxy(control);
    await addNode(control, 'apply-node');
  });
  afterAll(async () => {
    program.remove();
    await proxy.stop();
  });
  const open = (namespace: string) => openSetScene(control, program, namespace);

  test.each(['webshop', 'batch', 'agents', 'database', 'shell'])(
    'fixtures/%s: a second apply and a diff send no write and find nothing, and kubectl agrees',
    async (name) => {
      const scene = await open(`apply-${name}`);
      const units = path.join(FIXTURES, name);
      const first = await scene.fleetlift('apply', units, ...QUICK);
      expect([first.status, first.stderr]).toEqual([0, expect.stringContaining('created')]);

      const kubeconfig = path.join(scene.directory, 'kubeconfig');
      writeFileSync(kubeconfig, proxy.kubeconfigText);
      proxy.behave(() => null);
      const second = await scene.as(kubeconfig, 'apply', units, ...QUICK);
      expect(second.stdout).toMatch(/^\d+ unchanged\n/m);
      expect(second.status).toBe(0);
      const diff = await scene.as(kubeconfig, 'diff', units);
      expect(diff.stdout).toMatch(/^\d+ unchanged\n$/);
      expect(diff.status).toBe(0);
      expect(proxy.seen.filter(({ isWrite }) => isWrite)).toEqual([]);
      expect(proxy.seen.length).toBeGreaterThan(4);

      // The judge compares what we sent: the manifests with the label of the set.
      const converted = await program.run(
        ['convert', units, '--format', 'json', '-n', scene.namespace, '--fail-on', 'never'],
        control.kubeconfig,
      );
      const id = [...(await scene.snapshot()).values()]
        .map((object) => (object.metadata as { labels?: Record<string, string> }).labels?.[LABEL])
        .find((label) => label !== undefined);
      const labelled = await scene.kubectl(
        converted.stdout,
        ...['label', '--local', '-f', '-', `${LABEL}=${id}`, '-o', 'json'],
      );
      const judged = await scene.kubectl(
        labelled.stdout,
        ...['diff', '--server-side', '--field-manager', 'fleetlift', '-f', '-'],
      );
      expect([judged.status, judged.stdout]).toEqual([0, '']);
      scene.remove();
    },
  );

  test('a change to one unit changes exactly its objects', async () => {
    const scene = await open('apply-change');
    const unit = (name: string, tag: string) =>
      `[Service]\nExecStart=/usr/bin/docker run --name ${name} -p 80:80 shop/${name}:${tag}\n`;
    const texts = { 'a.service': unit('a', '1'), 'b.service': unit('b', '1') };
    const units = scene.files('units', texts);
    expect((await scene.fleetlift('apply', units, ...QUICK)).status).toBe(0);
    const before = await scene.snapshot();
    scene.files('units', { ...texts, 'a.service': unit('a', '2') });
    const diff = await scene.fleetlift('diff', units, '--output', 'json');
    expect(diff.status).toBe(1);
    const rows: readonly {
      action: string;
      object: { name: string };
      fields: { path: string }[];
    }[] = JSON.parse(diff.stdout)[0].rows;
    const changed = rows.filter(({ action }) => action !== 'unchanged');
    expect(changed.map(({ action, object }) => [action, object.name])).toEqual([['change', 'a']]);
    expect(changed[0]?.fields.map(({ path: field }) => field)).toContain(
      'spec.template.spec.containers[a].image',
    );
    expect((await scene.fleetlift('apply', units, ...QUICK)).status).toBe(0);
    const after = await scene.snapshot();
    const generations = (of: typeof before) =>
      [...of].map(
        ([key, object]) => [key, (object.metadata as { generation?: number }).generation] as const,
      );
    expect(new Map(generations(after))).toEqual(
      new Map([...generations(before), ['deployments/a', 2] as const]),
    );
    scene.remove();
  });

  test('what a set has no longer is pruned, and nothing else', async () => {
    const scene = await open('apply-prune');
    await request(control, 'POST', `/api/v1/namespaces/${scene.namespace}/configmaps`, {
      ...configMap('foreign'),
    });
    const all = [configMap('a'), configMap('b'), service('c'), deployment('d')];
    const place = scene.manifests('m', all);
    expect((await scene.fleetlift('apply', '--from-manifests', place, ...QUICK)).status).toBe(0);
    const other = scene.manifests('other', [configMap('other')]);
    expect((await scene.fleetlift('apply', '--from-manifests', other, ...QUICK)).status).toBe(0);
    scene.manifests('m', [configMap('a')]);
    const kept = await scene.fleetlift('apply', '--from-manifests', place, '--no-prune', ...QUICK);
    expect([kept.status, (await scene.snapshot()).has('services/c')]).toEqual([0, true]);
    const pruned = await scene.fleetlift('apply', '--from-manifests', place, ...QUICK);
    expect([pruned.status, pruned.stdout]).toEqual([0, expect.stringContaining('3 pruned')]);
    expect([...(await scene.snapshot()).keys()].filter((key) => !key.startsWith('pods'))).toEqual([
      'configmaps/a',
      'configmaps/fleetlift-m',
      'configmaps/fleetlift-other',
      'configmaps/foreign',
      'configmaps/other',
    ]);
    const inventory = await scene.get('configmaps', 'fleetlift-m');
    expect(inventory?.metadata).toMatchObject({
      annotations: { 'applyset.kubernetes.io/contains-group-kinds': 'ConfigMap' },
    });

    const deleted = await scene.fleetlift('delete', '--set', 'm', '--yes');
    expect([deleted.status, deleted.stdout]).toEqual([0, expect.stringContaining('1 deleted')]);
    expect([...(await scene.snapshot()).keys()]).toEqual([
      'configmaps/fleetlift-other',
      'configmaps/foreign',
      'configmaps/other',
    ]);
    scene.remove();
  });

  test('a large prune has to be asked for; no objects at all is wrong use', async () => {
    const scene = await open('apply-large');
    const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => configMap(name));
    const place = scene.manifests('m', all);
    const apply = (...more: string[]) =>
      scene.fleetlift('apply', '--from-manifests', place, ...QUICK, ...more);
    expect((await apply()).status).toBe(0);
    scene.manifests('m', [configMap('a')]);
    const refused = await apply();
    expect([refused.status, refused.stdout]).toEqual([
      3,
      expect.stringContaining('6 of 7 objects of the set would go; --allow-large-prune'),
    ]);
    expect((await scene.snapshot()).has('configmaps/g')).toBe(true);
    expect((await apply('--allow-large-prune')).status).toBe(0);
    expect((await scene.snapshot()).has('configmaps/g')).toBe(false);
    scene.remove();
  });

  const FOREIGN = [
    ['Helm', { annotations: { 'meta.helm.sh/release-name': 'r' } }],
    ['Helm', { labels: { 'app.kubernetes.io/managed-by': 'Helm' } }],
    ['Argo CD', { annotations: { 'argocd.argoproj.io/tracking-id': 'x' } }],
    ['Flux', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'x' } }],
    ['kapp', { labels: { 'kapp.k14s.io/app': '1' } }],
    ['Rancher Fleet', { annotations: { 'objectset.rio.cattle.io/id': 'x' } }],
    ['another set', { labels: { [LABEL]: 'applyset-other-v1' } }],
  ] as const;

  test.each(FOREIGN)('an object of %s is refused and untouched: %j', async (owner, marks) => {
    const index = FOREIGN.findIndex(([, m]) => m === marks);
    const scene = await open(`apply-foreign-${index}`);
    await request(control, 'POST', `/api/v1/namespaces/${scene.namespace}/configmaps`, {
      ...configMap('x', { key: 'theirs' }),
      metadata: { name: 'x', ...marks },
    });
    const before = await scene.get('configmaps', 'x');
    const place = scene.manifests('m', [configMap('x', { key: 'ours' }), configMap('y')]);
    for (const adopt of ['none', 'unowned']) {
      const refused = await scene.fleetlift(
        ...['apply', '--from-manifests', place, '--adopt', adopt, ...QUICK],
      );
      expect([refused.status, refused.stdout]).toEqual([
        3,
        expect.stringContaining(`it exists and belongs to ${owner}; --adopt any takes it over`),
      ]);
      expect(await scene.get('configmaps', 'x')).toEqual(before);
    }
    const adopted = await scene.fleetlift(
      ...['apply', '--from-manifests', place, '--adopt', 'any', ...QUICK],
    );
    expect(adopted.status).toBe(0);
    expect((await scene.get('configmaps', 'x'))?.data).toEqual({ key: 'ours' });
    scene.remove();
  });

  test('an object of kubectl apply is refused; adopted, a field that we drop goes', async () => {
    const scene = await open('apply-kubectl');
    await scene.kubectl(JSON.stringify(configMap('x', { a: '1', b: '2' })), 'apply', '-f', '-');
    const place = scene.manifests('m', [configMap('x', { a: '1', b: '3' })]);
    const apply = (...more: string[]) =>
      scene.fleetlift('apply', '--from-manifests', place, ...QUICK, ...more);
    const refused = await apply('--adopt', 'unowned');
    expect([refused.status, refused.stdout]).toEqual([
      3,
      expect.stringContaining('belongs to kubectl apply'),
    ]);
    expect((await apply('--adopt', 'any')).status).toBe(0);
    scene.manifests('m', [configMap('x', { a: '1' })]);
    expect((await apply()).status).toBe(0);
    const now = await scene.get('configmaps', 'x');
    expect(now?.data).toEqual({ a: '1' });
    expect(JSON.stringify(now)).not.toContain('last-applied');
    scene.remove();
  });

  test('each character is stored as it was, and nothing differs then', async () => {
    const scene = await open('apply-characters');
    const characters = [...between(1, 0x3000), '\ufeff', '\ufffd', '\ufffe', '\uffff'];
    const data = Object.fromEntries(characters.map((char, i) => [`k${i}`, `a${char} b`]));
    const place = scene.files('m', { 'x.yaml': printYamlValue(configMap('x', data)) });
    const input = ['--from-manifests', place];
    expect((await scene.fleetlift('apply', ...input, ...QUICK)).status).toBe(0);
    expect((await scene.get('configmaps', 'x'))?.data).toEqual(data);
    expect((await scene.fleetlift('diff', ...input)).status).toBe(0);
    scene.remove();
  });

  test('a saved plan is done, and refused when the live state has moved', async () => {
    const scene = await open('apply-plan');
    const place = scene.manifests('m', [configMap('x', { key: '1' })]);
    const plan = path.join(scene.directory, 'plan.json');
    const input = ['--from-manifests', place];
    const apply = () => scene.fleetlift('apply', ...input, '--plan', plan, ...QUICK);
    expect((await scene.fleetlift('diff', ...input, '--save', plan)).status).toBe(1);
    expect((await apply()).status).toBe(0);
    scene.manifests('m', [configMap('x', { key: '2' })]);
    expect((await scene.fleetlift('diff', ...input, '--save', plan)).status).toBe(1);
    await scene.kubectl(null, 'patch', 'configmap', 'x', '-p', '{"data":{"more":"1"}}');
    const refused = await apply();
    expect([refused.status, refused.stderr.replaceAll(/[\s›]+/g, ' ')]).toEqual([
      3,
      expect.stringMatching(/no longer holds/),
    ]);
    expect((await scene.get('configmaps', 'x'))?.data).toEqual({ key: '1', more: '1' });
    scene.remove();
  });

  test('one object that fails hides no other; what depends on it waits', async () => {
    const scene = await open('apply-fail');
    const pod = deployment('needs');
    const spec = (pod.spec as { template: { spec: { containers: object[] } } }).template.spec;
    Object.assign(spec.containers[0] ?? {}, { envFrom: [{ configMapRef: { name: 'bad' } }] });
    const bad = { ...configMap('bad'), unknown: true };
    const place = scene.manifests('m', [bad, pod, configMap('good'), deployment('alone')]);
    const { status, stdout, stderr } = await scene.fleetlift(
      ...['apply', '--from-manifests', place, ...QUICK],
    );
    expect(status).toBe(3);
    expect(stdout).toContain('.unknown: field not declared in schema');
    expect(stderr).toMatch(/failed ConfigMap\/apply-fail\/bad/);
    expect(stderr).toMatch(/blocked Deployment\/apply-fail\/needs: it needs ConfigMap/);
    expect([...(await scene.snapshot()).keys()]).toEqual([
      'configmaps/fleetlift-m',
      'configmaps/good',
      'deployments/alone',
    ]);
    scene.remove();
  });

  test('a change that is impossible in place is replaced when allowed', async () => {
    const scene = await open('apply-replace');
    const fixed = (value: string) => ({ ...configMap('x', { key: value }), immutable: true });
    const place = scene.manifests('m', [fixed('1')]);
    const apply = (...more: string[]) =>
      scene.fleetlift('apply', '--from-manifests', place, ...QUICK, ...more);
    expect((await apply()).status).toBe(0);
    scene.manifests('m', [fixed('2')]);
    const refused = await apply();
    expect([refused.status, refused.stdout]).toEqual([
      3,
      expect.stringMatching(/± replace\s+ConfigMap.*--replace ConfigMap/),
    ]);
    const replaced = await apply('--replace', 'ConfigMap');
    expect([replaced.status, replaced.stdout]).toEqual([0, expect.stringContaining('1 replaced')]);
    expect((await scene.get('configmaps', 'x'))?.data).toEqual({ key: '2' });
    scene.remove();
  });

  test('a namespace, a kind and its objects come in one run', async () => {
    const scene = await open('apply-crd');
    const group = 'fleetlift-test.example.com';
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `widgets.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: { type: 'object', properties: { size: { type: 'integer' } } },
            },
          },
        ],
      },
    };
    const widget = { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'w' }, size: 3 };
    const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'apply-crd-new' } };
    const inside = { ...configMap('in'), metadata: { name: 'in', namespace: 'apply-crd-new' } };
    const place = scene.manifests('m', [widget, inside, definition, space]);
    const diff = await scene.fleetlift('diff', '--from-manifests', place);
    expect(diff.stdout).toContain('its namespace is not there yet');
    expect(diff.stdout).toContain('its CustomResourceDefinition is not there yet');
    const first = await scene.fleetlift('apply', '--from-manifests', place, ...QUICK);
    expect([first.status, first.stdout]).toEqual([0, expect.stringContaining('4 created')]);
    const second = await scene.fleetlift('diff', '--from-manifests', place);
    expect([second.status, second.stdout]).toEqual([0, '4 unchanged\n']);
    const sibling = '/api/v1/namespaces/apply-crd-new/configmaps/fleetlift-m';
    expect((await request(control, 'GET', sibling)).status).toBe(200);
    // The definition stays: it would take all objects of its kind with it.
    scene.manifests('m', [definition, space, configMap('home')]);
    const third = await scene.fleetlift('apply', '--from-manifests', place, ...QUICK);
    expect([third.status, third.stdout]).toEqual([0, expect.stringContaining('2 pruned')]);
    expect((await request(control, 'GET', sibling)).status).toBe(404);
    scene.remove();
  });
});
