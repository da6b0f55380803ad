import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { BUNDLE_OPTIONS } from '../../bin/bundle-options.js';

const ROOT = path.join(import.meta.dirname, '..', '..');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stderr(): string;
}

export interface Program {
  /** What node runs. */
  readonly file: string;
  run(args: readonly string[], kubeconfig: string): Promise<Ended>;
  /** The same, with the process at hand and what it has written to stderr until now. */
  start(args: readonly string[], kubeconfig: string): Started;
  remove(): void;
}

/** The program as users start it, bundled for one test file; in `home`, or inside the tree. */
export async function bundleProgram(
  name: string,
  home = path.join(ROOT, 'node_modules', '.cache', `fleetlift-${name}-${process.pid}`),
): Promise<Program> {
  mkdirSync(home, { recursive: true });
  // Where it finds its packages.
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(home, 'node_modules'));
  for (const file of ['package.json', 'bin'])
    cpSync(path.join(ROOT, file), path.join(home, file), { recursive: true });
  await build({
    ...BUNDLE_OPTIONS,
    absWorkingDir: ROOT,
    outfile: path.join(home, 'dist', 'main.cjs'),
    logLevel: 'error',
  });
  const file = path.join(home, 'bin', 'run.js');
  return {
    file: path.join(home, 'bin', 'run.js'),
    run: (args, kubeconfig) => start(file, args, kubeconfig).ended,
    start: (args, kubeconfig) => start(file, args, kubeconfig),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

function start(file: string, args: readonly string[], kubeconfig: string): Started {
  const env = { ...process.env, NO_COLOR: '1', KUBECONFIG: kubeconfig };
  const child = spawn(process.execPath, [file, ...args], { env, timeout: 100_000 });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  return { child, ended, stderr: () => stderr };
}
