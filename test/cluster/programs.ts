import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** The servers of a Kubernetes control plane and its client, by absolute path. */
export interface Servers {
  readonly etcd: string;
  readonly apiserver: string;
  readonly controllerManager: string;
  readonly scheduler: string;
  readonly kubectl: string;
}

/** What plays nodes without a kubelet. */
export interface Kwok {
  readonly program: string;
  /** How nodes and Pods behave: a directory of YAML files. */
  readonly stages: string;
}

/** What a real node runs, by absolute path. */
export interface NodePrograms {
  readonly kubelet: string;
  readonly kubeProxy: string;
  readonly containerd: string;
  /** containerd looks for it in its PATH. */
  readonly shim: string;
  readonly ctr: string;
  readonly coredns: string;
}

interface Module {
  /** Module whose release counts. */
  readonly required: string;
  readonly tags: string;
}

const GO = path.join(import.meta.dirname, 'go');
/** Go modules of ours, a directory of `go` each: their dependencies do not agree with one another. */
const MODULES = {
  kubernetes: { required: 'k8s.io/kubernetes', tags: '' },
  kwok: { required: 'sigs.k8s.io/kwok', tags: '' },
  containerd: {
    required: 'github.com/containerd/containerd/v2',
    tags: 'no_btrfs,no_zfs,no_devmapper',
  },
  coredns: { required: 'github.com/coredns/coredns', tags: '' },
} as const satisfies Record<string, Module>;

/** Programs, by module and package. */
const PACKAGES = {
  etcd: ['kubernetes', 'go.etcd.io/etcd/server/v3'],
  'kube-apiserver': ['kubernetes', 'k8s.io/kubernetes/cmd/kube-apiserver'],
  'kube-controller-manager': ['kubernetes', 'k8s.io/kubernetes/cmd/kube-controller-manager'],
  'kube-scheduler': ['kubernetes', 'k8s.io/kubernetes/cmd/kube-scheduler'],
  kubectl: ['kubernetes', 'k8s.io/kubernetes/cmd/kubectl'],
  kubelet: ['kubernetes', 'k8s.io/kubernetes/cmd/kubelet'],
  'kube-proxy': ['kubernetes', 'k8s.io/kubernetes/cmd/kube-proxy'],
  kwok: ['kwok', 'sigs.k8s.io/kwok/cmd/kwok'],
  containerd: ['containerd', 'github.com/containerd/containerd/v2/cmd/containerd'],
  'containerd-shim-runc-v2': [
    'containerd',
    'github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2',
  ],
  ctr: ['containerd', 'github.com/containerd/containerd/v2/cmd/ctr'],
  coredns: ['coredns', 'github.com/coredns/coredns'],
} as const satisfies Record<string, readonly [keyof typeof MODULES, string]>;
type ProgramName = keyof typeof PACKAGES;

/** Release of the servers, from the module that builds them: `1.37.1`. */
export const KUBE_RELEASE = releaseOf('kubernetes');

function releaseOf(module: keyof typeof MODULES): string {
  const { required } = MODULES[module];
  const text = readFileSync(path.join(GO, module, 'go.mod'), 'utf8');
  const release = new RegExp(`^(?:require|\\t)\\s*${required} v(\\S+)`, 'm').exec(text)?.[1];
  if (release === undefined) throw new Error(`${module}/go.mod does not require ${required}`);
  return release;
}

type Say = (line: string) => void;

/**
 * The servers: those in the folder that `KUBEBUILDER_ASSETS` names, the rest built once from their Go modules into
 * `~/.cache/fleetlift` (several minutes). Throws when there is something to build and no Go; so do the others here.
 */
export const findServers = (say: Say): Servers => ({
  etcd: program('etcd', say),
  apiserver: program('kube-apiserver', say),
  controllerManager: program('kube-controller-manager', say),
  scheduler: program('kube-scheduler', say),
  kubectl: program('kubectl', say),
});

/** The servers, and nodes without a kubelet. */
export const findPrograms = (say: Say): Servers & { readonly kwok: Kwok } => ({
  ...findServers(say),
  kwok: { program: program('kwok', say), stages: stagesOfKwok() },
});

/** What runs Pods for real. runc and the CNI plugins are the machine's own. */
export const findNodePrograms = (say: Say): NodePrograms => ({
  kubelet: program('kubelet', say),
  kubeProxy: program('kube-proxy', say),
  containerd: program('containerd', say),
  shim: program('containerd-shim-runc-v2', say),
  ctr: program('ctr', say),
  coredns: program('coredns', say),
});

function program(name: ProgramName, say: Say): string {
  const given = path.join(process.env.KUBEBUILDER_ASSETS ?? '', name);
  return process.env.KUBEBUILDER_ASSETS && existsSync(given) ? given : built(name, say);
}

const cacheOf = (module: keyof typeof MODULES): string =>
  path.join(
    process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'),
    'fleetlift',
    `${module}-${releaseOf(module)}`,
  );

function built(name: ProgramName, say: Say): string {
  const [module, main] = PACKAGES[name];
  const target = path.join(cacheOf(module), name);
  if (existsSync(target)) return target;
  say(`building ${name} into ${path.dirname(target)}`);
  mkdirSync(path.dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}`;
  const args = ['-tags', MODULES[module].tags, '-ldflags', linkerFlags(releaseOf(module))];
  execFileSync('go', ['build', ...args, '-o', unfinished, main], {
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
  const target = path.join(cacheOf('kwok'), 'stages');
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
