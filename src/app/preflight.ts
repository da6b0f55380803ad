import { podSpecOf } from '../change/pod-spec.ts';
import type { Cluster } from './cluster-port.ts';
import type { Desired } from './desired.ts';
import { missingThings } from './missing-things.ts';
import type { Plan } from './plan.ts';
import { namespaceRequest } from './pod-security.ts';
import { missingRights, rightsForInput, rightsForPlan } from './rights.ts';

/** What stands in the way, found out before the first write. */
export interface Preflight {
  /** Each stops the run. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** One request a question, all at once: rights, the server's version, what workloads name. */
export async function preflight(
  plan: Plan,
  kubeVersion: string | null,
  cluster: Cluster,
): Promise<Preflight> {
  const [problems, version, missing] = await Promise.all([
    missingRights(rightsForPlan(plan.rows), cluster),
    kubeVersion === null ? [] : versionWarning(kubeVersion, cluster),
    missingThings(plan, cluster),
  ]);
  return { problems, warnings: [...version, ...missing] };
}

/** Questions that need no look at the input. What fails is told to whoever asks again. */
export function askFirst(namespace: string, kubeVersion: string | null, once: Cluster): void {
  const asked = [
    once.send(namespaceRequest(namespace)),
    ...(kubeVersion === null ? [] : [versionWarning(kubeVersion, once)]),
  ];
  for (const answer of asked) answer.catch(() => undefined);
}

/** The questions that a change of what is there needs, asked while other things are still to be found out. */
export function askAhead(desired: readonly Desired[], once: Cluster): void {
  void missingRights(rightsForInput(desired, ['get', 'patch']), once);
  const withPods = desired.filter(({ body }) => podSpecOf(body) !== null);
  for (const namespace of new Set(withPods.flatMap(({ id }) => id.namespace ?? [])))
    void once.send(namespaceRequest(namespace));
}

async function versionWarning(wanted: string, cluster: Cluster): Promise<readonly string[]> {
  const { body } = await cluster.send({ method: 'GET', path: '/version' });
  const [major, minor] = [body?.major, body?.minor].map((part) =>
    String(part ?? '').replace(/\D.*$/, ''),
  );
  const found = `${major}.${minor}`;
  if (body === null || found === wanted || major === '') return [];
  return [
    `the manifests are for Kubernetes ${wanted}, and the server is ${found}; --kube-version ${found} converts for it`,
  ];
}
