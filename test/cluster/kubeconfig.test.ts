import { createPrivateKey } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { isFine } from '../../src/app/cluster-port.ts';
import { connect } from '../../src/io/cluster/connect.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { request } from './api.ts';
import { createAuthority, issue } from './certificates.ts';
import type { ControlPlane } from './control-plane.ts';
import { bundleProgram, type Program } from './program.ts';

const plane = inject('plane');

describe.skipIf(plane === null)('kubeconfigs', () => {
  const control = plane as ControlPlane;
  const directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-kubeconfig-'));
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  let program: Program;
  let manifests: string;
  beforeAll(async () => {
    program = await bundleProgram('kubeconfig');
    manifests = path.join(directory, 'm.json');
    writeFileSync(
      manifests,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'kubeconfig-test' },
      }),
    );
    await request(control, 'POST', '/api/v1/namespaces/default/serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'kubeconfig-test' },
    });
    await request(control, 'POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'kubeconfig-test' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
      subjects: [{ kind: 'ServiceAccount', name: 'kubeconfig-test', namespace: 'default' }],
    });
  });
  afterAll(() => {
    program.remove();
    rmSync(directory, { recursive: true });
  });

  const CLUSTER = {
    server: control?.server ?? '',
    'certificate-authority-data': base64(control?.authority ?? ''),
  };
  const ADMIN = {
    'client-certificate-data': base64(control?.admin.certificate ?? ''),
    'client-key-data': base64(control?.admin.key ?? ''),
  };

  function kubeconfig(name: string, user: JsonObject, cluster: JsonObject = CLUSTER): string {
    const file = path.join(directory, name);
    writeFileSync(
      file,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': name,
        contexts: [{ name, context: { cluster: name, user: name } }],
        clusters: [{ name, cluster }],
        users: [{ name, user }],
      }),
    );
    return file;
  }

  async function token(): Promise<string> {
    const account = '/api/v1/namespaces/default/serviceaccounts/kubeconfig-test/token';
    const { body } = await request(control, 'POST', account, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3600 },
    });
    return (body as { status: { token: string } }).status.token;
  }

  async function diff(file: string, ...more: string[]) {
    const ended = await program.run(
      ['diff', '--from-manifests', manifests, '--request-timeout', '3', ...more],
      file,
    );
    return { ...ended, stderr: ended.stderr.replaceAll(/[\s›]+/g, ' ').trim() };
  }

  const WORKS = { status: 1, stderr: '', stdout: expect.stringContaining('1 create') };

  test('client certificates, in the file and beside it', async () => {
    expect(await diff(kubeconfig('inline', ADMIN))).toEqual(WORKS);
    writeFileSync(path.join(directory, 'admin.crt'), control.admin.certificate);
    writeFileSync(path.join(directory, 'admin.key'), control.admin.key);
    writeFileSync(path.join(directory, 'authority.crt'), control.authority);
    const beside = kubeconfig(
      'beside',
      { 'client-certificate': 'admin.crt', 'client-key': 'admin.key' },
      { server: control.server, 'certificate-authority': 'authority.crt' },
    );
    expect(await diff(beside)).toEqual(WORKS);
  });

  test('impersonation: the groups count', async () => {
    const groups = { ...ADMIN, as: 'somebody', 'as-groups': ['system:masters', 'other'] };
    const alone = { ...ADMIN, as: 'somebody' };
    expect((await diff(kubeconfig('as-groups', groups))).status).toBe(1);
    expect((await diff(kubeconfig('as-alone', alone))).status).toBe(3);
  });

  test('an exec plugin that gives a certificate, and one that gives a token', async () => {
    const script = (name: string, status: JsonObject): string => {
      const credential = {
        apiVersion: 'client.authentication.k8s.io/v1',
        kind: 'ExecCredential',
        status,
      };
      writeFileSync(
        path.join(directory, name),
        `#!/bin/sh\ntest -n "$KUBERNETES_EXEC_INFO" || exit 3\ncat <<'EOF'\n${JSON.stringify(credential)}\nEOF\n`,
      );
      chmodSync(path.join(directory, name), 0o755);
      return `./${name}`;
    };
    const exec = (command: string): JsonObject => ({
      exec: { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never', command },
    });
    const certificate = script('certificate.sh', {
      clientCertificateData: control.admin.certificate,
      clientKeyData: control.admin.key,
    });
    expect(await diff(kubeconfig('exec-certificate', exec(certificate)))).toEqual(WORKS);
    const byToken = script('token.sh', { token: await token() });
    expect(await diff(kubeconfig('exec-token', exec(byToken)))).toEqual(WORKS);
  });

  test('a plugin that fails or is not there: one sentence', async () => {
    writeFileSync(path.join(directory, 'fails.sh'), '#!/bin/sh\necho "log in first" >&2\nexit 1\n');
    chmodSync(path.join(directory, 'fails.sh'), 0o755);
    const exec = (command: string): JsonObject => ({
      exec: { apiVersion: 'client.authentication.k8s.io/v1', command },
    });
    const failed = await diff(kubeconfig('exec-fails', exec('./fails.sh')));
    expect(failed.status).toBe(3);
    expect(failed.stderr).toMatch(
      /^Error: the credential plugin \S+fails\.sh failed: log in first$/,
    );
    const missing = await diff(kubeconfig('exec-missing', exec('no-such-plugin')));
    expect([missing.status, missing.stderr]).toEqual([
      3,
      'Error: the credential plugin no-such-plugin failed: no such file or directory',
    ]);
  });

  test('a token file that rotates is read again', async () => {
    const tokenFile = path.join(directory, 'token');
    writeFileSync(tokenFile, 'stale\n');
    const file = kubeconfig('token-file', { tokenFile: 'token' });
    const stale = await diff(file);
    expect([stale.status, stale.stderr]).toEqual([
      3,
      `Error: ${control.server} does not accept our credentials (401)`,
    ]);
    const [cluster] = await connect([], { concurrency: 1, timeout: 3000 }, { KUBECONFIG: file });
    expect((await cluster?.send({ method: 'GET', path: '/api/v1/nodes' }))?.status).toBe(401);
    writeFileSync(tokenFile, `${await token()}\n`);
    const answer = await cluster?.send({ method: 'GET', path: '/api/v1/nodes' });
    expect(answer !== undefined && isFine(answer)).toBe(true);
    cluster?.close();
    expect(await diff(file)).toEqual(WORKS);
  });

  test('several files: the first to say something wins', async () => {
    const first = kubeconfig('several', ADMIN);
    const second = path.join(directory, 'several-second');
    writeFileSync(
      second,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'other',
        contexts: [{ name: 'other', context: { cluster: 'several', user: 'several' } }],
        clusters: [{ name: 'several', cluster: { server: 'https://127.0.0.1:1' } }],
        users: [{ name: 'several', user: {} }],
      }),
    );
    const missing = path.join(directory, 'not-there');
    const files = [missing, first, second].join(path.delimiter);
    expect(await diff(files)).toEqual(WORKS);
    const both = await diff(files, '--context', 'several,other');
    expect(both.status).toBe(1);
    expect(both.stdout).toContain('context several\n');
    expect(both.stdout).toContain('context other\n');
    const unknown = await diff(files, '--context', 'third');
    expect([unknown.status, unknown.stderr]).toEqual([
      3,
      'Error: the kubeconfig has no context third; it has other, several',
    ]);
  });

  test('no kubeconfig, and one that is no YAML map', async () => {
    const missing = await diff(path.join(directory, 'not-there'));
    expect([missing.status, missing.stderr]).toEqual([
      3,
      expect.stringContaining('no kubeconfig found'),
    ]);
    const file = path.join(directory, 'broken');
    writeFileSync(file, 'token: [verysecret');
    const broken = await diff(file);
    expect([broken.status, broken.stderr]).toEqual([3, expect.stringContaining('is no YAML map')]);
    expect(broken.stderr).not.toContain('verysecret');
  });

  test('a wrong authority', async () => {
    const wrong = base64(createAuthority('somebody else').certificate);
    const file = kubeconfig('wrong-ca', ADMIN, {
      server: control.server,
      'certificate-authority-data': wrong,
    });
    const { status, stderr } = await diff(file);
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /^Error: cannot reach https:\S+ its certificate is signed by an.* authority/,
    );
  });

  function authorityOf(): Parameters<typeof issue>[0] {
    const key = readFileSync(path.join(control.directory, 'ca.key'), 'utf8');
    const name = 'fleetlift-test';
    return { name, certificate: control.authority, key, privateKey: createPrivateKey(key) };
  }

  test('an expired client certificate', async () => {
    const expired = issue(authorityOf(), {
      commonName: 'admin',
      organization: 'system:masters',
      hours: -1,
    });
    const { status, stderr } = await diff(
      kubeconfig('expired', {
        'client-certificate-data': base64(expired.certificate),
        'client-key-data': base64(expired.key),
      }),
    );
    expect([status, stderr]).toEqual([
      3,
      `Error: the client certificate of context expired has expired`,
    ]);
  });

  test('an expired certificate of the server', async () => {
    const serving = issue(authorityOf(), { commonName: 'x', addresses: ['127.0.0.1'], hours: -1 });
    const server = createServer({ cert: serving.certificate, key: serving.key });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { readonly port: number };
    const file = kubeconfig('expired-server', ADMIN, {
      ...CLUSTER,
      server: `https://127.0.0.1:${port}`,
    });
    const { status, stderr } = await diff(file);
    server.close();
    expect([status, stderr]).toEqual([
      3,
      `Error: cannot reach https://127.0.0.1:${port}: its certificate has expired`,
    ]);
  });

  test('a server that is not there, and a name that nobody knows', async () => {
    const nobody = kubeconfig('nobody', ADMIN, { ...CLUSTER, server: 'https://127.0.0.1:1' });
    const refused = await diff(nobody);
    expect([refused.status, refused.stderr]).toEqual([
      3,
      'Error: cannot reach https://127.0.0.1:1: nothing listens there (connection refused)',
    ]);
    const unknown = kubeconfig('unknown', ADMIN, { ...CLUSTER, server: 'https://x.invalid:6443' });
    const lost = await diff(unknown);
    expect(lost.status).toBe(3);
    expect(lost.stderr).toMatch(/^Error: cannot reach https:\/\/x\.invalid:6443: .*DNS/);
  });
});
