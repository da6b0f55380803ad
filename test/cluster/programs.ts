import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Programs of a Kubernetes control plane, by absolute path. */
export interface Programs {
  readonly etcd: string;
  readonly apiserver: string;
  readonly controllerManager: string;
  readonly scheduler: string;
  readonly kubectl: string;
  readonly kwok: string;
  /** kwok's stages, which say how nodes and Pods behave: a directory of YAML files. */
  readonly stages: string;
}

const GO = path.join(import.meta.dirname, 'go');
const PACKAGES = {
  etcd: ['kubernetes', 'go.etcd.io/etcd/server/v3'],
  'kube-apiserver': ['kubernetes', 'k8s.io/kubernetes/cmd/kube-apiserver'],
  'kube-controller-manager': ['kubernetes', 'k8s.io/kubernetes/cmd/kube-controller-manager'],
  'kube-scheduler': ['kubernetes', 'k8s.io/kubernetes/cmd/kube-scheduler'],
  kubectl: ['kubernetes', 'k8s.io/kubernetes/cmd/kubectl'],
  kwok: ['kwok', 'sigs.k8s.io/kwok/cmd/kwok'],
} as const;
type ProgramName = keyof typeof PACKAGES;

/** Release of the servers, from the module that builds them: `1.37.1`. */
export const KUBE_RELEASE = releaseOf('kubernetes', 'k8s.io/kubernetes');
const KWOK_RELEASE = releaseOf('kwok', 'sigs.k8s.io/kwok');

function releaseOf(module: string, required: string): string {
  const text = readFileSync(path.join(GO, module, 'go.mod'), 'utf8');
  const release = new RegExp(`^(?:require|\\t)\\s*${required} v(\\S+)`, 'm').exec(text)?.[1];
  if (release === undefined) throw new Error(`${module}/go.mod does not require ${required}`);
  return release;
}

/**
 * The programs: those in the folder that `KUBEBUILDER_ASSETS` names, the rest built once from their Go modules into
 * `~/.cache/fleetlift` (several minutes). Throws when there is something to build and no Go.
 */
export function findPrograms(say: (line: string) => void): Programs {
  const program = (name: ProgramName): string => {
    const given = path.join(process.env.KUBEBUILDER_ASSETS ?? '', name);
    return process.env.KUBEBUILDER_ASSETS && existsSync(given) ? given : built(name, say);
  };
  return {
    etcd: program('etcd'),
    apiserver: program('kube-apiserver'),
    controllerManager: program('kube-controller-manager'),
    scheduler: program('kube-scheduler'),
    kubectl: program('kubectl'),
    kwok: program('kwok'),
    stages: stagesOfKwok(),
  };
}

const cache = (): string =>
  path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'fleetlift');

function built(name: ProgramName, say: (line: string) => void): string {
  const [module, main] = PACKAGES[name];
  const release = module === 'kwok' ? KWOK_RELEASE : KUBE_RELEASE;
  const target = path.join(cache(), `${module}-${release}`, name);
  if (existsSync(target)) return target;
  say(`building ${name} ${release} into ${path.dirname(target)}`);
  mkdirSync(path.dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}`;
  execFileSync('go', ['build', '-ldflags', linkerFlags(release), '-o', unfinished, main], {
    cwd: path.join(GO, module),
    stdio: 'inherit',
  });
  renameSync(unfinished, target);
  return target;
}

/** kube-apiserver knows its version only if told. */
function linkerFlags(release: string): string {
  const [major, minor] = release.split('.');
  const set = { gitVersion: `v${release}`, gitMajor: major, gitMinor: minor };
  const flags = Object.entries(set).map(([k, v]) => `-X k8s.io/component-base/version.${k}=${v}`);
  return ['-s', '-w', ...flags].join(' ');
}

/** The stages are part of kwok's module; kept beside the programs, so that a later run needs no Go. */
function stagesOfKwok(): string {
  const target = path.join(cache(), `kwok-${KWOK_RELEASE}`, 'stages');
  if (existsSync(target)) return target;
  const module = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/kwok'], {
    cwd: path.join(GO, 'kwok'),
    encoding: 'utf8',
  }).trim();
  const unfinished = `${target}.${process.pid}`;
  cpSync(path.join(module, 'kustomize', 'stage'), unfinished, { recursive: true });
  execFileSync('chmod', ['-R', 'u+w', unfinished]);
  renameSync(unfinished, target);
  return target;
}

export const hasGo = (): boolean => spawnSync('go', ['version']).status === 0;
