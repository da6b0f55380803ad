import { frame } from '../container/container-frame.ts';
import type { Pod } from '../pod.ts';
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

const PAUSE = frame('pause', 'registry.k8s.io/pause:3.10');
