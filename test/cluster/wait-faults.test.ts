import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect as dial, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { request } from './api.ts';
import { type ControlPlane, until } from './control-plane.ts';
import { kubeconfigText } from './keys.ts';
import { addNode } from './nodes.ts';
import { bundleProgram, type Program } from './program.ts';
import { deployment, openScene } from './wait-scene.ts';

const plane = inject('plane');

/** A way to the server whose connections can all be cut; TLS goes through untouched. */
interface Way {
  readonly server: string;
  cut(): number;
  close(): void;
}

async function openWay(target: string): Promise<Way> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = dial(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as { port: number };
  return {
    server: `https://127.0.0.1:${address.port}`,
    cut: () => {
      const count = sockets.size;
      for (const socket of sockets) socket.resetAndDestroy();
      return count;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe.skipIf(plane === null)('a wait in bad conditions', () => {
  const control = plane as ControlPlane;
  const directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-faults-'));
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('faults');
  });
  afterAll(() => {
    program.remove();
    rmSync(directory, { recursive: true });
  });
  const file = (name: string, text: string): string => {
    writeFileSync(path.join(directory, name), text);
    return path.join(directory, name);
  };

  test('survives connections that are cut again and again', async () => {
    const scene = await openScene(control, 'faults-cut');
    await scene.put(deployment('web', { nodeSelector: { faults: 'late' } }, 3));
    const way = await openWay(control.server);
    const kubeconfig = file('cut', kubeconfigText(way.server, control.authority, control.admin));
    let cuts = 0;
    const scissors = setInterval(() => {
      cuts += way.cut();
    }, 400);
    const node = new Promise((resolve) => setTimeout(resolve, 2500)).then(() =>
      addNode(control, 'faults-late', { faults: 'late' }),
    );
    const rows = await scene.wait({ late: 60_000 }, kubeconfig);
    clearInterval(scissors);
    await node;
    way.close();
    expect(rows.map((row) => row.verdict)).toEqual(['ready']);
    expect(cuts).toBeGreaterThan(4);
  });

  test.each([
    ['in the stream', { kind: 'expired-watch' }],
    ['as the answer', { kind: 'status', status: 410, message: 'too old resource version' }],
  ] as const)(
    'reads anew when the server has forgotten where a watch goes on, said %s',
    async (_, fault) => {
      const scene = await openScene(control, `faults-expired-${fault.kind}`);
      const label = `faults-${fault.kind}`;
      await scene.put(deployment('web', { nodeSelector: { faults: label } }));
      const proxy = await startFaultProxy(control);
      let expired = 0;
      proxy.behave(({ path: asked }) => {
        if (!asked.includes('watch=true') || expired >= 12) return null;
        expired += 1;
        return fault;
      });
      const node = new Promise((resolve) => setTimeout(resolve, 1500)).then(() =>
        addNode(control, `node-${fault.kind}`, { faults: label }),
      );
      const kubeconfig = file(label, proxy.kubeconfigText);
      const rows = await scene.wait({ late: 60_000 }, kubeconfig);
      await node;
      const lists = proxy.seen.filter(({ path: asked }) => asked.includes('/deployments?limit'));
      await proxy.stop();
      expect(rows.map((row) => row.verdict)).toEqual(['ready']);
      expect(expired).toBeGreaterThan(2);
      expect(lists.length).toBeGreaterThan(1);
    },
  );

  test('says that the server is gone when its time is over', async () => {
    const scene = await openScene(control, 'faults-gone');
    await scene.put(deployment('web', { nodeSelector: { faults: 'never' } }));
    const way = await openWay(control.server);
    const kubeconfig = file('gone', kubeconfigText(way.server, control.authority, control.admin));
    setTimeout(() => way.close(), 1500);
    const [row] = await scene.wait({ timeout: 6000, late: 60_000 }, kubeconfig);
    expect(row?.verdict).toBe('timeout');
    expect(row?.reason).toMatch(/, when last heard of: cannot reach https:\/\/127\.0\.0\.1:\d+: /);
  });

  test('does without Pods and events for a user who may not read them', async () => {
    const scene = await openScene(control, 'faults-limited');
    await addNode(control, 'faults-node', { faults: 'node' });
    await scene.put(deployment('web', { nodeSelector: { faults: 'node' } }));
    const kubeconfig = await limitedUser('faults-limited', [
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch'] },
    ]);
    expect((await scene.wait({}, kubeconfig)).map((row) => row.verdict)).toEqual(['ready']);
  });

  test('says what a user may not read at all', async () => {
    const scene = await openScene(control, 'faults-forbidden');
    await scene.put(deployment('web', { nodeSelector: { faults: 'never' } }));
    const [row] = await scene.wait({}, await limitedUser('faults-forbidden', []));
    expect(row).toMatchObject({ verdict: 'unknown', state: 'Unknown' });
    expect(row?.reason).toMatch(
      /deployments\.apps is forbidden: User "system:serviceaccount:faults-forbidden:limited" cannot list/,
    );
  });

  /** kubeconfig of a service account with a Role of these rules. */
  async function limitedUser(namespace: string, rules: readonly JsonObject[]): Promise<string> {
    const core = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    const metadata = { name: 'limited' };
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'limited' };
    await request(control, 'POST', core, { metadata });
    await request(control, 'POST', `${rbac}/roles`, { metadata, rules });
    await request(control, 'POST', `${rbac}/rolebindings`, {
      metadata,
      roleRef,
      subjects: [{ kind: 'ServiceAccount', name: 'limited', namespace }],
    });
    const { body } = await request(control, 'POST', `${core}/limited/token`, {
      spec: { expirationSeconds: 3600 },
    });
    const { token } = (body as { status: { token: string } }).status;
    const config = JSON.parse(kubeconfigText(control.server, control.authority, control.admin));
    config.users[0].user = { token };
    return file(`limited-${namespace}`, JSON.stringify(config));
  }

  test('ends with 130 on Ctrl-C, and says what is left', async () => {
    await openScene(control, 'faults-interrupt');
    const unit = file(
      'slow.service',
      '[Service]\nExecStart=/usr/bin/docker run --name slow shop/slow:1\n[X-Fleet]\nMachineMetadata=faults=never\n',
    );
    const { child, ended, stderr } = program.start(
      ['apply', unit, '-n', 'faults-interrupt', '--set', 'slow', '--yes', '--fail-on', 'never'],
      control.kubeconfig,
    );
    await until('the wait', async () => stderr().includes('no node takes the Pod'));
    child.kill('SIGINT');
    const { status, stderr: text } = await ended;
    expect(status).toBe(130);
    expect(text).toMatch(
      /InProgress {2}Deployment\/faults-interrupt\/slow: .*\n {4}no node takes the Pod/,
    );
    expect(text).toContain('the same command goes on from here');
    expect(text).not.toMatch(/Warning|at .*\.js/);
  });
});
