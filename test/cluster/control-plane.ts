import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from './api.ts';
import { type Access, writeKeys } from './keys.ts';
import type { Kwok, Servers } from './programs.ts';
import {
  apiserverFlags,
  asWords,
  controllerManagerFlags,
  etcdFlags,
  type Flags,
  kwokFlags,
  type Ports,
  schedulerFlags,
} from './server-flags.ts';

/** A running control plane. Plain data, so that it can be handed to the processes of the tests. */
export interface ControlPlane extends Access {
  /** Its directory: keys, logs, kubeconfigs. */
  readonly directory: string;
  readonly kubectl: string;
}

export interface Running {
  readonly plane: ControlPlane;
  stop(): Promise<void>;
}

type Name = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok';

/** Where a control plane runs. */
export interface Place {
  /** For its keys, data and logs; removed in the end. */
  readonly directory: string;
  /** Of kube-apiserver, for those inside and outside. */
  readonly address: string;
  readonly ports: Ports;
  /** More flags, by program. */
  readonly flags: Readonly<Partial<Record<Name, Flags>>>;
  /** The command that runs a command there. */
  enter(argv: readonly string[]): readonly string[];
}

/** On ports of its own of 127.0.0.1. */
async function here(): Promise<Place> {
  const [client = 0, peer = 0, secure = 0, kwok = 0] = await freePorts(4);
  return {
    directory: mkdtempSync(path.join(tmpdir(), 'fleetlift-cluster-')),
    address: '127.0.0.1',
    ports: { client, peer, secure, kwok },
    flags: {},
    enter: (argv) => argv,
  };
}

/** Starts etcd, kube-apiserver, kube-controller-manager and kube-scheduler, and kwok unless the nodes are real (null). */
export async function startControlPlane(
  programs: Servers & { readonly kwok: Kwok | null },
  given?: Place,
): Promise<Running> {
  const place = given ?? (await here());
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const child of children.toReversed()) await stopOne(child);
    rmSync(place.directory, { recursive: true, force: true });
  };
  try {
    return { plane: await startAll(programs, place, children), stop };
  } catch (error) {
    const logs = lastLines(place.directory);
    await stop();
    throw new Error(`the control plane did not start: ${String(error)}\n${logs}`);
  }
}

async function startAll(
  programs: Servers & { readonly kwok: Kwok | null },
  place: Place,
  children: ChildProcess[],
): Promise<ControlPlane> {
  const { directory, address, ports } = place;
  const start = (name: Name, program: string, flags: Flags): void => {
    const words = asWords({ ...flags, ...place.flags[name] });
    children.push(startOne(directory, name, place.enter([program, ...words])));
  };
  mkdirSync(directory, { recursive: true });
  const access = writeKeys(directory, address, ports.secure);
  const plane = { ...access, directory, kubectl: programs.kubectl };
  start('etcd', programs.etcd, etcdFlags(directory, ports));
  start('kube-apiserver', programs.apiserver, apiserverFlags(directory, address, ports));
  await waitUntilReady(plane, children);
  start('kube-controller-manager', programs.controllerManager, controllerManagerFlags(directory));
  start('kube-scheduler', programs.scheduler, schedulerFlags(directory));
  const { kwok } = programs;
  if (kwok !== null) start('kwok', kwok.program, kwokFlags(directory, kwok, ports));
  await waitForDefaultAccount(plane);
  return plane;
}

function startOne(directory: string, name: Name, argv: readonly string[]): ChildProcess {
  const log = openSync(path.join(directory, `${name}.log`), 'a');
  const [program = '', ...args] = argv;
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
