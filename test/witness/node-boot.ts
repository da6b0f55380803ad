import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { request } from '../cluster/api.ts';
import type { ControlPlane, Place } from '../cluster/control-plane.ts';
import type { Machine } from './machine.ts';
import { DNS, type NodeFiles, POD_NETWORK, SYSTEM, UNITS } from './node-files.ts';
import { writeBelow } from './write-below.ts';

/** Runs a command that has to succeed. */
export async function must(machine: Machine, argv: readonly string[]): Promise<void> {
  const { status, stderr } = await machine.run(argv);
  if (status !== 0) throw new Error(`${argv.join(' ')} in ${machine.name}: ${status}: ${stderr}`);
}

export function writeNodeFiles(machine: Machine, { units, config }: NodeFiles): void {
  writeBelow(machine.outside(UNITS), units);
  writeBelow(machine.directory, config);
  writeBelow(path.join(machine.directory, 'system'), SYSTEM);
}

const QUICK = { 'kube-api-qps': '1000', 'kube-api-burst': '2000' };
const WIDE = { 'concurrent-service-endpoint-syncs': '20', 'concurrent-namespace-syncs': '20' };
const SYNCS = ['deployment', 'statefulset', 'daemonset', 'job', 'cron-job', 'replicaset'];

/** A control plane inside a machine, with the ports that it has everywhere; controllers that keep up with many Pods. */
export const placeIn = (machine: Machine): Place => ({
  directory: path.join(machine.directory, 'plane'),
  address: machine.address,
  ports: { client: 2379, peer: 2380, secure: 6443, kwok: 10247 },
  flags: {
    'kube-controller-manager': {
      ...QUICK,
      ...WIDE,
      ...Object.fromEntries(SYNCS.map((name) => [`concurrent-${name}-syncs`, '20'])),
      'enable-hostpath-provisioner': 'true',
    },
    'kube-scheduler': QUICK,
  },
  enter: (argv) => machine.enter(['env', 'GOGC=400', ...argv]),
});

/** containerd with the images; and what the kubelet and the network of the Pods need of the machine. */
export async function startRuntime(machine: Machine, ctr: string, archive: string): Promise<void> {
  for (const place of ['cpu/online', 'node']) {
    const pretended = path.join(machine.directory, 'system', place);
    await must(machine, ['mount', '--bind', pretended, `/sys/devices/system/${place}`]);
  }
  await must(machine, ['systemctl', 'daemon-reload']);
  await must(machine, ['ip', 'address', 'add', `${DNS}/32`, 'dev', 'lo']);
  const leaves = ['-s', POD_NETWORK, '-o', 'eth0', '-j', 'MASQUERADE'];
  await must(machine, ['iptables', '-t', 'nat', '-A', 'POSTROUTING', ...leaves]);
  await must(machine, ['systemctl', 'start', 'containerd']);
  const inside = path.join(machine.directory, 'images.tar');
  copyFileSync(archive, inside);
  await must(machine, [ctr, '--namespace', 'k8s.io', 'images', 'import', inside]);
  rmSync(inside);
}

/** The default class of storage: a directory of the machine for each claim, made when a Pod needs it. */
export async function addStorage(plane: ControlPlane): Promise<void> {
  const storage = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: 'standard',
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: 'kubernetes.io/host-path',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  const { status, body } = await request(
    plane,
    'POST',
    '/apis/storage.k8s.io/v1/storageclasses',
    storage,
  );
  if (status !== 201) throw new Error(`the StorageClass was not made: ${JSON.stringify(body)}`);
}
