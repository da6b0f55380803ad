import type { Container, Pod } from '../pod.ts';
import { isDetached, serviceTypeOf } from './life.ts';
import type { Placed } from './placed.ts';

/** A global oneshot (mapping B10): work once a node, done by a DaemonSet's init container. */
export const isNodeTask = ({ group, plan }: Placed): boolean =>
  group.kind === 'DaemonSet' &&
  serviceTypeOf(plan.pod.leader) === 'oneshot' &&
  !isDetached(plan.pod.leader);

/** The containers become init containers, without probes and hooks (mapping H84), and one that only waits follows. */
export function asNodeTask(pod: Pod): Pod {
  const work = pod.containers.map((container) => ({
    ...container,
    readinessProbe: null,
    livenessProbe: null,
    startupProbe: null,
    postStart: null,
    preStop: null,
  }));
  return { ...pod, initContainers: [...pod.initContainers, ...work], containers: [PAUSE] };
}

const PAUSE: Container = {
  name: 'pause',
  image: 'registry.k8s.io/pause:3.10',
  imagePullPolicy: 'IfNotPresent',
  command: null,
  args: null,
  workingDir: null,
  env: [],
  envFrom: [],
  ports: [],
  resources: null,
  volumeMounts: [],
  securityContext: null,
  readinessProbe: null,
  livenessProbe: null,
  startupProbe: null,
  postStart: null,
  preStop: null,
  stopSignal: null,
  stdin: false,
  tty: false,
  restartPolicy: null,
  restartPolicyRules: [],
};
