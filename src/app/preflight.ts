import { isMap } from '../change/compare.ts';
import { mapOf } from '../change/pod-spec.ts';
import type { Json } from '../manifest/manifest.ts';
import { type Cluster, isFine } from './cluster-port.ts';
import { groupResourceOf, type Resource } from './discovery.ts';
import type { Plan, PlannedRow } from './plan.ts';

/** What stands in the way, found out before the first write. */
export interface Preflight {
  /** Each stops the run. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** One request a question, all at once: rights, the server's version. */
export async function preflight(
  plan: Plan,
  kubeVersion: string | null,
  cluster: Cluster,
): Promise<Preflight> {
  const [problems, version] = await Promise.all([
    missingRights(plan, cluster),
    kubeVersion === null ? [] : versionWarning(kubeVersion, cluster),
  ]);
  return { problems, warnings: version };
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

/** One thing that has to be allowed. */
interface Right {
  readonly verb: string;
  readonly resource: Resource;
  readonly namespace: string | null;
}

const CONFIG_MAPS: Resource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
  verbs: [],
};

/** A server that will not say (403, 404) is not asked to: the writes themselves will show it. */
async function missingRights(plan: Plan, cluster: Cluster): Promise<readonly string[]> {
  const rights = neededRights(plan);
  const answers = await Promise.all(
    rights.map(async (right) => ({ right, allowed: await isAllowed(right, cluster) })),
  );
  return answers
    .filter(({ allowed }) => !allowed)
    .map(({ right: { verb, resource, namespace } }) => {
      const where = namespace === null ? 'in the whole cluster' : `in namespace ${namespace}`;
      return `no permission to ${verb} ${groupResourceOf(resource)} ${where}`;
    })
    .sort();
}

function neededRights(plan: Plan): readonly Right[] {
  const rights = new Map<string, Right>();
  const need = (right: Right): void => {
    rights.set([right.verb, groupResourceOf(right.resource), right.namespace].join(' '), right);
  };
  for (const row of plan.rows)
    for (const verb of verbsOf(row))
      if (row.resource !== null)
        need({ verb, resource: row.resource, namespace: row.object.namespace });
  for (const namespace of new Set(plan.rows.filter(writes).map((row) => row.setNamespace)))
    for (const verb of ['get', 'create', 'patch']) need({ verb, resource: CONFIG_MAPS, namespace });
  return [...rights.values()];
}

const writes = (row: PlannedRow): boolean => row.step !== null;

function verbsOf({ step, live }: PlannedRow): readonly string[] {
  if (step === null) return [];
  if (step.kind === 'delete') return ['delete'];
  if (step.kind === 'replace') return ['delete', 'create', 'patch'];
  return live === null ? ['create', 'patch'] : ['get', 'patch'];
}

async function isAllowed({ verb, resource, namespace }: Right, cluster: Cluster): Promise<boolean> {
  const answer = await cluster.send({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          verb,
          group: resource.group,
          resource: resource.plural,
          ...(namespace !== null && { namespace }),
        } satisfies Json,
      },
    },
  });
  if (!isFine(answer) || answer.body === null) return true;
  const status = mapOf(answer.body, 'status');
  return isMap(answer.body.status) ? status.allowed === true : true;
}
