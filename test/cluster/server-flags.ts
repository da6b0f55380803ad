import path from 'node:path';
import type { Kwok } from './programs.ts';

/** Flags by name, without the dashes. */
export type Flags = Readonly<Record<string, string>>;

/** Ports of the servers: etcd for clients and for peers, kube-apiserver, kwok. */
export interface Ports {
  readonly client: number;
  readonly peer: number;
  readonly secure: number;
  readonly kwok: number;
}

export const asWords = (flags: Flags): readonly string[] =>
  Object.entries(flags).map(([name, value]) => `--${name}=${value}`);

export const etcdFlags = (directory: string, { client, peer }: Ports): Flags => ({
  'data-dir': path.join(directory, 'etcd'),
  'listen-client-urls': `http://127.0.0.1:${client}`,
  'advertise-client-urls': `http://127.0.0.1:${client}`,
  'listen-peer-urls': `http://127.0.0.1:${peer}`,
  'initial-advertise-peer-urls': `http://127.0.0.1:${peer}`,
  'initial-cluster': `default=http://127.0.0.1:${peer}`,
  'unsafe-no-fsync': 'true',
});

/** Services get addresses of 10.0.0.0/16. */
export function apiserverFlags(directory: string, address: string, ports: Ports): Flags {
  const file = (name: string) => path.join(directory, name);
  return {
    'etcd-servers': `http://127.0.0.1:${ports.client}`,
    'secure-port': String(ports.secure),
    'bind-address': address,
    'advertise-address': address,
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
  };
}

export const controllerManagerFlags = (directory: string): Flags => ({
  kubeconfig: path.join(directory, 'kubeconfig'),
  'service-account-private-key-file': path.join(directory, 'service-account.key'),
  'root-ca-file': path.join(directory, 'ca.crt'),
  'use-service-account-credentials': 'true',
  'leader-elect': 'false',
  'secure-port': '0',
});

export const schedulerFlags = (directory: string): Flags => ({
  kubeconfig: path.join(directory, 'kubeconfig'),
  'leader-elect': 'false',
  'secure-port': '0',
});

const STAGES = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
  'pod/fast/pod-ready.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
];

export const kwokFlags = (directory: string, kwok: Kwok, ports: Ports): Flags => ({
  kubeconfig: path.join(directory, 'kubeconfig'),
  'manage-nodes-with-label-selector': 'type=kwok',
  'node-lease-duration-seconds': '40',
  'server-address': `127.0.0.1:${ports.kwok}`,
  config: STAGES.map((stage) => path.join(kwok.stages, stage)).join(','),
});
