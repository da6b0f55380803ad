import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { convert } from '../../src/app/convert.ts';
import { podSpecOf } from '../../src/change/pod-spec.ts';
import { readDecisions } from '../../src/decision/read-options.ts';
import { readFiles } from '../../src/io/read-files.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { podSecurityOf } from '../../src/manifest/pod-security.ts';
import { asJson } from '../../src/manifest/print.ts';
import { request } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, deployment, openSetScene, type SetScene } from './set-scene.ts';

const plane = inject('plane');
/** Our fixtures, and the repositories below FLEETLIFT_CORPUS where that is set. */
const CORPUS = process.env.FLEETLIFT_CORPUS;
const REPOSITORIES = [
  path.join(import.meta.dirname, '..', '..', 'fixtures'),
  ...(CORPUS === undefined ? [] : readdirSync(CORPUS).map((name) => path.join(CORPUS, name))),
];
const DECISIONS = readDecisions({
  kubeVersion: '1.37',
  namespace: null,
  keepUnresolved: true,
  options: [],
});
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never'];
const ENFORCE = 'pod-security.kubernetes.io/enforce';

const withPod = (name: string, more: JsonObject): JsonObject => {
  const made = deployment(name, 'localhost/x:1', 1) as { spec: { template: { spec: JsonObject } } };
  const spec = { ...made.spec.template.spec, ...more };
  return {
    ...made,
    spec: { ...made.spec, template: { ...made.spec.template, spec } },
  } as JsonObject;
};

describe.skipIf(plane === null)('before the first write', () => {
  const control = plane as ControlPlane;
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('preflight');
  });
  afterAll(() => program.remove());
  const open = (name: string): Promise<SetScene> =>
    openSetScene(control, program, `preflight-${name}`);
  const enforce = async (scene: SetScene, level: string): Promise<void> => {
    await scene.kubectl(
      null,
      'label',
      'namespace',
      scene.namespace,
      `${ENFORCE}=${level}`,
      '--overwrite',
    );
  };
  const warningsOf = async (scene: SetScene, objects: readonly JsonObject[]) => {
    const place = scene.manifests('m', objects);
    const { stderr } = await scene.fleetlift(
      ...['apply', '--from-manifests', place, '--kube-version', '1.37', ...QUICK],
    );
    const lines = stderr.split('\n');
    const first = lines.findIndex((line) => line.startsWith('created'));
    expect(first).toBeGreaterThan(0);
    expect(lines.slice(first).filter((line) => line.startsWith('warning'))).toEqual([]);
    return lines.slice(0, first);
  };

  test('what Pods need and the cluster does not have is said', async () => {
    const scene = await open('missing');
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: {
        storageClassName: 'no-such-class',
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    };
    const web = withPod('web', {
      nodeSelector: { 'no-such-label': 'yes' },
      serviceAccountName: 'no-such-account',
    });
    expect(await warningsOf(scene, [claim, web, configMap('a')])).toEqual([
      'warning: Deployment/preflight-missing/web names the ServiceAccount no-such-account: there is none',
      'warning: Deployment/preflight-missing/web waits for a node with no-such-label=yes: there is none',
      'warning: PersistentVolumeClaim/preflight-missing/data names the StorageClass no-such-class: there is none',
    ]);
    scene.remove();
  });

  test('a Pod Security level that does not admit the Pods is said', async () => {
    const scene = await open('security');
    await enforce(scene, 'restricted');
    const [warning, ...others] = await warningsOf(scene, [deployment('web', 'localhost/x:1', 1)]);
    expect(others).toEqual([]);
    expect(warning).toMatch(
      /^warning: namespace preflight-security enforces the Pod Security level restricted, and the Pods need baseline \(Deployment\/web: .+\): label it pod-security\.kubernetes\.io\/enforce=baseline$/,
    );
    scene.remove();
  });

  test('and not one that does, or a namespace of the set that says otherwise', async () => {
    const scene = await open('admitted');
    await enforce(scene, 'restricted');
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: scene.namespace, labels: { [ENFORCE]: 'baseline' } },
    };
    const place = scene.manifests('m', [namespace, deployment('web', 'localhost/x:1', 1)]);
    const { status, stderr } = await scene.fleetlift(
      ...['apply', '--from-manifests', place, '--kube-version', '1.37', '--adopt', 'any', ...QUICK],
    );
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('warning')]);
    scene.remove();
  });

  test('the level that we tell is the one that the server admits', async () => {
    const scene = await open('levels');
    const files = await Promise.all(REPOSITORIES.map((repository) => readFiles([repository])));
    const items = files.flatMap((found) => convert(found, [], DECISIONS).manifests.map(asJson));
    const pods = items.flatMap((item) => {
      const spec = podSpecOf(item);
      const level = podSecurityOf([item])?.level;
      return spec === null || level === undefined
        ? []
        : [{ spec: { ...spec, restartPolicy: 'Always' }, level }];
    });
    expect(new Set(pods.map(({ level }) => level)).size).toBeGreaterThan(1);
    for (const enforced of ['baseline', 'restricted'] as const) {
      await enforce(scene, enforced);
      for (const { spec, level } of pods) {
        const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec };
        const { status, body } = await request(
          control,
          'POST',
          `/api/v1/namespaces/${scene.namespace}/pods?dryRun=All`,
          pod,
        );
        const admits = level === 'restricted' || (level === 'baseline' && enforced === 'baseline');
        const said = JSON.stringify(body).includes('violates PodSecurity');
        expect([JSON.stringify(spec), status === 403 && said]).toEqual([
          JSON.stringify(spec),
          !admits,
        ]);
      }
    }
    scene.remove();
  });
});
