import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { printYamlValue } from '../../src/manifest/print-yaml.ts';
import { pathOf } from '../cluster/api.ts';
import type { ControlPlane } from '../cluster/control-plane.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

export interface Where {
  readonly directory: string;
  readonly plane: ControlPlane;
  /** Address and kubeconfig file: the server itself, or the proxy in front of it. */
  readonly server: string;
  readonly kubeconfig: string;
}

/** Milliseconds of a whole process; throws when it ends with another status than one of `allowed`. */
async function time(
  file: string,
  args: readonly string[],
  allowed: readonly number[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const start = performance.now();
  const child = spawn(file, args, {
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 300_000,
  });
  let [said, wrong] = ['', ''];
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    wrong += chunk;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const took = performance.now() - start;
  if (status === null || !allowed.includes(status))
    throw new Error(
      `${file} ${args.join(' ')} ended with ${status}\n${said.slice(-1000)}${wrong.slice(-1000)}`,
    );
  return took;
}

/** The program as it was built, copied, so that a build in the meantime does not disturb. */
export function copyProgram(directory: string): string {
  const home = path.join(ROOT, 'node_modules', '.cache', path.basename(directory));
  mkdirSync(home, { recursive: true });
  for (const file of ['package.json', 'bin', 'dist', 'oclif.manifest.json'])
    cpSync(path.join(ROOT, file), path.join(home, file), { recursive: true });
  return home;
}

export const fleetlift = (
  home: string,
  where: Where,
  namespace: string,
  args: readonly string[],
  options: readonly string[] = [],
): Promise<number> =>
  time(
    process.execPath,
    [...options, path.join(home, 'bin', 'run.js'), ...args, '-n', namespace, '--set', 'bench'],
    args[0] === 'diff' ? [0, 1] : [0],
    { KUBECONFIG: where.kubeconfig },
  );

export const kubectl = (
  where: Where,
  namespace: string,
  args: readonly string[],
): Promise<number> =>
  time(
    where.plane.kubectl,
    ['--kubeconfig', where.kubeconfig, '-n', namespace, ...args],
    args[0] === 'diff' ? [0, 1] : [0],
    { KUBECTL_APPLYSET: 'true' },
  );

export interface BareRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

export async function bareLoop(
  where: Where,
  phases: readonly (readonly BareRequest[])[],
): Promise<number> {
  const file = path.join(where.directory, 'requests.json');
  const { authority, admin } = where.plane;
  writeFileSync(file, JSON.stringify({ server: where.server, authority, ...admin, phases }));
  return await time(process.execPath, [path.join(import.meta.dirname, 'bare-loop.mjs'), file], [0]);
}

export function patches(
  objects: readonly JsonObject[],
  namespace: string,
  dryRun: boolean,
): readonly BareRequest[] {
  const query = `fieldManager=fleetlift&force=true&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`;
  return objects.map((object) => ({
    method: 'PATCH',
    path: `${pathOf(object, namespace)}?${query}`,
    body: JSON.stringify(object),
  }));
}

export const deletes = (
  objects: readonly JsonObject[],
  namespace: string,
): readonly BareRequest[] =>
  objects.map((object) => ({ method: 'DELETE', path: pathOf(object, namespace) }));

/** One file an object, as `convert --out` writes them. */
export function writeManifests(place: string, objects: readonly JsonObject[]): string {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  for (const object of objects) {
    const { name } = object.metadata as { readonly name: string };
    writeFileSync(path.join(place, `${name}-${String(object.kind)}.yaml`), printYamlValue(object));
  }
  return place;
}

/** Peak of the resident memory of a fleetlift run, in megabytes. */
export async function peakMemory(
  home: string,
  where: Where,
  namespace: string,
  args: readonly string[],
): Promise<number> {
  const result = path.join(where.directory, 'peak');
  const hook = path.join(where.directory, 'peak.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(result)}, String(process.resourceUsage().maxRSS)));`,
  );
  await fleetlift(home, where, namespace, args, ['--require', hook]);
  return Number(readFileSync(result, 'utf8')) / 1024;
}
