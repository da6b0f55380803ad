import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from './api.ts';
import { createAuthority, type Identity, issue } from './certificates.ts';
import type { Programs } from './programs.ts';

/** A running control plane. Plain data, so that it can be handed to the processes of the tests. */
export interface ControlPlane {
  /** `https://127.0.0.1:6443` */
  readonly server: string;
  /** Its directory: keys, logs, kubeconfigs. */
  readonly directory: string;
  /** kubeconfig of a member of system:masters. */
  readonly kubeconfig: string;
  /** PEM of the authority that signed everything. */
  readonly authority: string;
  readonly admin: Identity;
  readonly kubectl: string;
}

export interface Running {
  readonly plane: ControlPlane;
  stop(): Promise<void>;
}

/** Starts etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok on ports of their own of 127.0.0.1. */
export async function startControlPlane(programs: Programs): Promise<Running> {
  const directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-cluster-'));
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const child of children.toReversed()) await stopOne(child);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    return { plane: await startAll(programs, directory, children), stop };
  } catch (error) {
    const logs = lastLines(directory);
    await stop();
    throw new Error(`the control plane did not start: ${String(error)}\n${logs}`);
  }
}

async function startAll(
  programs: Programs,
  directory: string,
  children: ChildProcess[],
): Promise<ControlPlane> {
  const start = (name: string, program: string, args: readonly string[]): void => {
    children.push(startOne(directory, name, program, args));
  };
  const [client, peer, secure, kwok] = await freePorts(4);
  const plane = writeKeys(directory, `https://127.0.0.1:${secure}`, programs);
  start('etcd', programs.etcd, [
    ...flags({
      'data-dir': path.join(directory, 'etcd'),
      'listen-client-urls': `http://127.0.0.1:${client}`,
      'advertise-client-urls': `http://127.0.0.1:${client}`,
      'listen-peer-urls': `http://127.0.0.1:${peer}`,
      'initial-advertise-peer-urls': `http://127.0.0.1:${peer}`,
      'initial-cluster': `default=http://127.0.0.1:${peer}`,
    }),
    '--unsafe-no-fsync',
  ]);
  start(
    'kube-apiserver',
    programs.apiserver,
    apiserverFlags(directory, Number(client), Number(secure)),
  );
  await waitUntilReady(plane, children);
  start(
    'kube-controller-manager',
    programs.controllerManager,
    flags({
      kubeconfig: plane.kubeconfig,
      'service-account-private-key-file': path.join(directory, 'service-account.key'),
      'root-ca-file': path.join(directory, 'ca.crt'),
      'use-service-account-credentials': 'true',
      'leader-elect': 'false',
      'secure-port': '0',
    }),
  );
  start(
    'kube-scheduler',
    programs.scheduler,
    flags({ kubeconfig: plane.kubeconfig, 'leader-elect': 'false', 'secure-port': '0' }),
  );
  start('kwok', programs.kwok, kwokFlags(plane, programs, Number(kwok)));
  await waitForDefaultAccount(plane);
  return plane;
}

function apiserverFlags(directory: string, etcd: number, port: number): readonly string[] {
  const file = (name: string) => path.join(directory, name);
  return flags({
    'etcd-servers': `http://127.0.0.1:${etcd}`,
    'secure-port': String(port),
    'bind-address': '127.0.0.1',
    'advertise-address': '127.0.0.1',
    'tls-cert-file': file('serving.crt'),
    'tls-private-key-file': file('serving.key'),
    'client-ca-file': file('ca.crt'),
    'service-account-key-file': file('service-account.key'),
    'service-account-signing-key-file': file('service-account.key'),
    'service-account-issuer': 'https://kubernetes.default.svc',
    'authorization-mode': 'RBAC',
    'service-cluster-ip-range': '10.0.0.0/16',
    'endpoint-reconciler-type': 'none',
    'allow-privileged': 'true',
  });
}

const STAGES = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
  'pod/fast/pod-ready.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
];

function kwokFlags(plane: ControlPlane, programs: Programs, port: number): readonly string[] {
  return flags({
    kubeconfig: plane.kubeconfig,
    'manage-nodes-with-label-selector': 'type=kwok',
    'node-lease-duration-seconds': '40',
    'server-address': `127.0.0.1:${port}`,
    config: STAGES.map((stage) => path.join(programs.stages, stage)).join(','),
  });
}

const flags = (values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).map(([name, value]) => `--${name}=${value}`);

function writeKeys(directory: string, server: string, programs: Programs): ControlPlane {
  const authority = createAuthority('fleetlift-test');
  const serving = issue(authority, {
    commonName: 'kube-apiserver',
    names: ['localhost'],
    addresses: ['127.0.0.1', '10.0.0.1'],
  });
  const admin = issue(authority, { commonName: 'admin', organization: 'system:masters' });
  const account = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const write = (name: string, text: string) =>
    writeFileSync(path.join(directory, name), text, { mode: 0o600 });
  write('ca.crt', authority.certificate);
  write('ca.key', authority.key);
  write('serving.crt', serving.certificate);
  write('serving.key', serving.key);
  write('service-account.key', account.export({ type: 'sec1', format: 'pem' }).toString());
  write('kubeconfig', kubeconfigText(server, authority.certificate, admin));
  return {
    server,
    directory,
    kubeconfig: path.join(directory, 'kubeconfig'),
    authority: authority.certificate,
    admin,
    kubectl: programs.kubectl,
  };
}

/** A kubeconfig is YAML, and JSON is YAML. */
export function kubeconfigText(server: string, authority: string, user: Identity): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const name = 'fleetlift-test';
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': base64(authority) } }],
    users: [
      {
        name,
        user: {
          'client-certificate-data': base64(user.certificate),
          'client-key-data': base64(user.key),
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}

function startOne(
  directory: string,
  name: string,
  program: string,
  args: readonly string[],
): ChildProcess {
  const log = openSync(path.join(directory, `${name}.log`), 'a');
  const child = spawn(program, args, { stdio: ['ignore', log, log], cwd: directory });
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}

async function stopOne(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(late);
}

/** All at once, so that no two are the same. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((s) => new Promise((resolve) => s.close(resolve))));
  return ports;
}

async function waitUntilReady(
  plane: ControlPlane,
  children: readonly ChildProcess[],
): Promise<void> {
  await until('kube-apiserver to be ready', async () => {
    const dead = children.find((child) => child.exitCode !== null);
    if (dead !== undefined) throw new Error(`${dead.spawnfile} ended with ${dead.exitCode}`);
    return (await request(plane, 'GET', '/readyz')).status === 200;
  });
}

/** Without it no Pod can be made: the controllers are at work once it is there. */
async function waitForDefaultAccount(plane: ControlPlane): Promise<void> {
  await until('the default service account', async () => {
    const path = '/api/v1/namespaces/default/serviceaccounts/default';
    return (await request(plane, 'GET', path)).status === 200;
  });
}

/** Asks ten times a second for up to two minutes. A refused connection counts as no. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (await holds().catch(refusedIsNo)) return;
    await sleep(100);
  }
  throw new Error(`waited two minutes for ${what}`);
}

function refusedIsNo(error: unknown): false {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return false;
  throw error;
}

function lastLines(directory: string): string {
  return ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok']
    .map((name) => path.join(directory, `${name}.log`))
    .filter(existsSync)
    .map((file) => `${file}:\n${readFileSync(file, 'utf8').split('\n').slice(-8).join('\n')}`)
    .join('\n');
}
