import { isMap } from '../change/compare.ts';
import type { Json } from '../manifest/manifest.ts';
import { type Cluster, isFine } from './cluster-port.ts';
import type { Desired } from './desired.ts';
import { groupResourceOf, type Resource } from './discovery.ts';
import type { PlannedRow } from './plan.ts';

/** One thing that has to be allowed. */
export interface Right {
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
export async function missingRights(
  rights: readonly Right[],
  cluster: Cluster,
): Promise<readonly string[]> {
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

/** What carrying out a plan needs; rows that the server forbade too, so that the list is whole. */
export function rightsForPlan(rows: readonly PlannedRow[]): readonly Right[] {
  const moving = rows.filter((row) => row.step !== null || isStopped(row));
  return unique([
    ...moving.flatMap((row) =>
      verbsOf(row).flatMap((verb) => rightOn(row.resource, verb, row.object.namespace)),
    ),
    ...rightsForSets(moving.map(({ setNamespace }) => setNamespace)),
  ]);
}

const isStopped = ({ action, body }: PlannedRow): boolean => action === 'blocked' && body !== null;

/** What a first look at a set needs, and what applying it would. */
export const rightsForInput = (
  desired: readonly Desired[],
  verbs: readonly string[] = ['get', 'create', 'patch'],
): readonly Right[] =>
  unique([
    ...desired.flatMap(({ resource, id }) =>
      verbs.flatMap((verb) => rightOn(resource, verb, id.namespace)),
    ),
    ...rightsForSets(desired.map(({ setNamespace }) => setNamespace)),
  ]);

const rightsForSets = (namespaces: readonly string[]): readonly Right[] =>
  namespaces.flatMap((namespace) =>
    ['get', 'create', 'patch'].map((verb) => ({ verb, resource: CONFIG_MAPS, namespace })),
  );

const rightOn = (
  resource: Resource | null,
  verb: string,
  namespace: string | null,
): readonly Right[] => (resource === null ? [] : [{ verb, resource, namespace }]);

const unique = (rights: readonly Right[]): readonly Right[] => [
  ...new Map(
    rights.map((r) => [[r.verb, groupResourceOf(r.resource), r.namespace].join(' '), r]),
  ).values(),
];

function verbsOf({ step, live }: PlannedRow): readonly string[] {
  if (step?.kind === 'delete') return ['delete'];
  if (step?.kind === 'replace') return ['delete', 'create', 'patch'];
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
  const { status } = answer.body;
  return isMap(status) ? status.allowed === true : true;
}
