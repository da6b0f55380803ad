import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { request } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { kubeconfigText } from './keys.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, openSetScene, runProgram, type SetScene } from './set-scene.ts';

const plane = inject('plane');
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never'];
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

interface Proxy {
  readonly url: string;
  /** What it was asked to connect to: `10.0.0.1:6443`. */
  readonly asked: readonly string[];
  stop(): void;
}

/** A proxy as companies have them: CONNECT alone, and all hosts are the one server that there is. */
async function startProxy(server: string, password: string | null): Promise<Proxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const proxy = createServer((_, answer) => answer.writeHead(405).end());
  proxy.on('connect', ({ url, headers }, near: Socket, head: Buffer) => {
    asked.push(url ?? '');
    near.on('error', () => near.destroy());
    const wanted =
      password === null ? undefined : `Basic ${Buffer.from(password).toString('base64')}`;
    if (headers['proxy-authorization'] !== wanted) {
      near.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const far = connect(Number(new URL(server).port), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.write(head);
      far.pipe(near);
      near.pipe(far);
    });
    far.on('error', () => far.destroy());
    open.add(near).add(far);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  return {
    url: `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    asked,
    stop: () => {
      for (const socket of open) socket.destroy();
      proxy.close();
    },
  };
}

/** A mount namespace of one's own, in which the files of a Pod can be where they are in a Pod. */
const hasNamespaces =
  process.platform === 'linux' && spawnSync('unshare', ['-rm', 'true']).status === 0;

describe.skipIf(plane === null)('ways in', () => {
  const control = plane as ControlPlane;
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('ways-in');
  });
  afterAll(() => program.remove());

  const start = (scene: SetScene, env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
    runProgram(process.execPath, [program.file, ...args, '-n', scene.namespace], null, {
      NO_COLOR: '1',
      ...env,
    });

  /** The name by which Pods know the server, which nobody outside reaches. */
  const farServer = (): string => `https://10.0.0.1:${new URL(control.server).port}`;

  function kubeconfig(scene: SetScene, server: string, proxyUrl?: string): string {
    const config = JSON.parse(kubeconfigText(server, control.authority, control.admin));
    if (proxyUrl !== undefined) config.clusters[0].cluster['proxy-url'] = proxyUrl;
    const file = path.join(scene.directory, `kubeconfig-${proxyUrl === undefined}`);
    writeFileSync(file, JSON.stringify(config));
    return file;
  }

  test('a proxy of the environment, and one of the kubeconfig; connections are kept', async () => {
    const scene = await openSetScene(control, program, 'ways-proxy');
    const proxy = await startProxy(control.server, 'user:word');
    const objects = Array.from({ length: 40 }, (_, i) => configMap(`x${i}`));
    const input = ['--from-manifests', scene.manifests('m', objects)];
    const far = kubeconfig(scene, farServer());
    const byEnv = { KUBECONFIG: far, HTTPS_PROXY: `http://user:word@${proxy.url}` };
    const words = ['apply', ...input, '--concurrency', '8', ...QUICK];
    const applied = await start(scene, byEnv, ...words);
    expect([applied.status, applied.stdout]).toEqual([0, expect.stringContaining('40 created')]);
    expect(new Set(proxy.asked)).toEqual(new Set([new URL(farServer()).host]));
    expect(proxy.asked.length).toBeLessThanOrEqual(8);

    const named = kubeconfig(scene, control.server, `http://user:word@${proxy.url}`);
    const before = proxy.asked.length;
    const diff = await start(scene, { KUBECONFIG: named, NO_PROXY: '*' }, 'diff', ...input);
    expect([diff.status, diff.stdout]).toEqual([0, '40 unchanged\n']);
    expect(proxy.asked.length).toBeGreaterThan(before);
    proxy.stop();
    scene.remove();
  });

  test('a proxy that is not there, or wants to know who we are: one sentence without its password', async () => {
    const scene = await openSetScene(control, program, 'ways-refused');
    const proxy = await startProxy(control.server, 'user:other');
    const far = kubeconfig(scene, farServer());
    const input = ['--from-manifests', scene.manifests('m', [configMap('x')])];
    for (const url of [`http://user:word@${proxy.url}`, 'http://user:word@127.0.0.1:1']) {
      const env = { KUBECONFIG: far, https_proxy: url };
      const { status, stderr } = await start(scene, env, 'diff', ...input);
      const said = stderr.replaceAll(/[\s›]+/g, ' ');
      expect([status, said]).toEqual([
        3,
        expect.stringContaining('through the proxy http://127.0.0.1'),
      ]);
      expect(said).not.toMatch(/word|at .*\.js/);
    }
    proxy.stop();
    scene.remove();
  });

  test('NO_PROXY', async () => {
    const scene = await openSetScene(control, program, 'ways-none');
    const input = ['--from-manifests', scene.manifests('m', [configMap('x')])];
    // This machine is never reached through a proxy of the environment, as with kubectl.
    const env = { KUBECONFIG: control.kubeconfig, HTTPS_PROXY: 'http://127.0.0.1:1' };
    expect((await start(scene, env, 'diff', ...input)).status).toBe(1);
    scene.remove();
  });

  test.skipIf(!hasNamespaces)('the service account of a Pod', async () => {
    const scene = await openSetScene(control, program, 'ways-pod');
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${scene.namespace}/rolebindings`;
    await request(control, 'POST', rbac, {
      metadata: { name: 'admin' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: scene.namespace }],
    });
    const account = `/api/v1/namespaces/${scene.namespace}/serviceaccounts/default/token`;
    const { body } = await request(control, 'POST', account, { spec: { expirationSeconds: 3600 } });
    const { token } = (body as { status: { token: string } }).status;
    const files = path.join(scene.directory, 'account');
    mkdirSync(files);
    writeFileSync(path.join(files, 'token'), token);
    writeFileSync(path.join(files, 'ca.crt'), control.authority);
    writeFileSync(path.join(files, 'namespace'), scene.namespace);
    const place = scene.manifests('m', [configMap('x')]);
    const script = `mount -t tmpfs none /run && mkdir -p ${ACCOUNT} && cp ${files}/* ${ACCOUNT} && exec "$@"`;
    const ended = await runProgram(
      'unshare',
      // The namespace is the Pod's own: it is not said.
      ['-rm', 'sh', '-c', script, 'sh', process.execPath, program.file].concat([
        'apply',
        '--from-manifests',
        place,
        ...QUICK,
      ]),
      null,
      {
        KUBECONFIG: undefined,
        HOME: scene.directory,
        KUBERNETES_SERVICE_HOST: '127.0.0.1',
        KUBERNETES_SERVICE_PORT: new URL(control.server).port,
      },
    );
    expect([ended.status, ended.stdout]).toEqual([0, expect.stringContaining('1 created')]);
    expect(await scene.get('configmaps', 'x')).not.toBeNull();
    scene.remove();
  });
});
