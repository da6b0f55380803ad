import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type ControlPlane, type Running, startControlPlane } from '../cluster/control-plane.ts';
import { untilReady } from '../cluster/nodes.ts';
import { bundleProgram, type Ended, type Program } from '../cluster/program.ts';
import {
  findNodePrograms,
  findServers,
  type NodePrograms,
  type Servers,
} from '../cluster/programs.ts';
import type { Images } from './images.ts';
import { type Machine, type MachineOptions, startMachine } from './machine.ts';
import { addStorage, must, placeIn, startRuntime, writeNodeFiles } from './node-boot.ts';
import {
  CONTAINERD_ROOT,
  KUBELET_ROOT,
  NODE,
  nodeFiles,
  POD_LOGS,
  SERVICES,
  UNITS,
} from './node-files.ts';
import { followPodLogs, type PodLogs } from './pod-logs.ts';
import { type Outcome, runCommand } from './run-command.ts';
import { type RunOfUnit, type Source, sourcesIn, withUnits } from './source-of-pod.ts';

export interface NodeOptions {
  /** Labels of the node, as the metadata of a fleet machine would be: `role: 'web'`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Name and address; `node` and 10.97.0.2 unless given. */
  readonly place?: Pick<MachineOptions, 'name' | 'address'>;
  /** More of what lies inside, as in `MachineOptions`. */
  readonly binds?: Readonly<Record<string, string | null>>;
}

/** A Kubernetes cluster of one node, the right side of each comparison. */
export interface KubeNode {
  readonly machine: Machine;
  readonly plane: ControlPlane;
  kubectl(args: readonly string[], input?: string): Promise<Outcome>;
  /** The program of this project, with the kubeconfig of the cluster. */
  fleetlift(args: readonly string[]): Promise<Ended>;
  /** What every run of every container in a namespace has printed until now, also of Pods that are gone. */
  events(namespace: string): Promise<readonly RunOfUnit[]>;
  /** Ends when the node is ready again. */
  restartKubelet(): Promise<void>;
  stop(): Promise<void>;
}

const say = (line: string) => process.stderr.write(`${line}\n`);
const OWN = [UNITS, KUBELET_ROOT, CONTAINERD_ROOT, POD_LOGS, '/srv'];

/**
 * Starts it: a machine with the images, which has the witness at /usr/bin/witness, and a control plane in it.
 * The node is ready in the end. Takes about five seconds.
 */
export async function startNode(images: Images, options: NodeOptions = {}): Promise<KubeNode> {
  const programs = { ...findServers(say), ...findNodePrograms(say) };
  const machine = await startMachine({
    ...(options.place ?? { name: 'node', address: '10.97.0.2' }),
    binds: {
      ...Object.fromEntries(OWN.map((place) => [place, null])),
      '/usr/bin/witness': images.program,
      ...options.binds,
    },
    unitPath: [UNITS],
  });
  const logs = followPodLogs(machine.outside(POD_LOGS));
  const ends = [() => machine.stop(), async () => logs.close()];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0)) await end();
  };
  try {
    const [running, program] = await startServices(machine, programs, images, options);
    ends.push(
      () => running.stop(),
      async () => program.remove(),
    );
    return nodeOf(machine, running.plane, program, logs, stop);
  } catch (error) {
    const said = lastLines(machine.directory);
    const left = await stop().catch(String);
    throw new Error(`the node did not start: ${error}\n${said}\n${left ?? ''}`);
  }
}

async function startServices(
  machine: Machine,
  programs: Servers & NodePrograms,
  images: Images,
  { labels = {} }: NodeOptions,
): Promise<readonly [Running, Program]> {
  const place = placeIn(machine);
  const kubeconfig = path.join(place.directory, 'kubeconfig');
  const { directory, address } = machine;
  writeNodeFiles(machine, nodeFiles({ programs, directory, kubeconfig, address, labels }));
  const begun = [
    startControlPlane({ ...programs, kwok: null }, place),
    bundleProgram('witness', path.join(machine.directory, 'program')),
    startRuntime(machine, programs.ctr, images.archive),
  ] as const;
  // If one fails, no other is still at work in the machine when that ends.
  await Promise.allSettled(begun);
  const [running, program] = await Promise.all(begun);
  await must(machine, ['systemctl', 'start', 'kubelet', 'kube-proxy', 'coredns']);
  await Promise.all([untilReady(running.plane, NODE), addStorage(running.plane)]);
  return [running, program];
}

const lastLines = (directory: string): string =>
  SERVICES.map((name) => path.join(directory, `${name}.log`))
    .filter((file) => existsSync(file))
    .map((file) => `${file}:\n${readFileSync(file, 'utf8').split('\n').slice(-8).join('\n')}`)
    .join('\n');

function nodeOf(
  machine: Machine,
  plane: ControlPlane,
  program: Program,
  logs: PodLogs,
  stop: () => Promise<void>,
): KubeNode {
  const { kubeconfig } = plane;
  /** By namespace and workload: Pods outlive what made them, and what they printed is read after a stop. */
  const known = new Map<string, Map<string, Source>>();
  return {
    machine,
    plane,
    kubectl: (args, input = '') =>
      runCommand([plane.kubectl, '--kubeconfig', kubeconfig, ...args], { input }),
    fleetlift: (args) => program.run(args, kubeconfig),
    events: async (namespace) => {
      const sources = known.get(namespace) ?? new Map<string, Source>();
      known.set(namespace, sources);
      for (const source of await sourcesIn(plane, namespace)) sources.set(source.workload, source);
      return withUnits(logs.read(namespace), [...sources.values()]);
    },
    restartKubelet: async () => {
      await must(machine, ['systemctl', 'restart', 'kubelet']);
      await untilReady(plane, NODE);
    },
    stop,
  };
}
