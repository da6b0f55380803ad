import { mapOf, mapsOf } from '../change/pod-spec.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { type Cluster, ClusterProblem, isFine } from './cluster-port.ts';

/** One kind that the server serves, in one version. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

export interface Resources {
  /** By exact version: `apps/v1`. */
  find(apiVersion: string, kind: string): Resource | null;
  /** By `Deployment.apps`, in the version that the server prefers. */
  ofGroupKind(groupKind: string): Resource | null;
  /** By `deployments.apps`, as old kubectl writes them. */
  ofGroupResource(groupResource: string): Resource | null;
}

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

/** All kinds, in two requests. Throws `ClusterProblem` when the server cannot be asked. */
export async function discover(cluster: Cluster): Promise<Resources> {
  const lists = await Promise.all(
    ['/api', '/apis'].map(async (path) => {
      const answer = await cluster.send({ method: 'GET', path, accept: AGGREGATED });
      if (answer.status === 401)
        throw new ClusterProblem(`${cluster.server} does not accept our credentials (401)`);
      if (!isFine(answer) || answer.body === null)
        throw new ClusterProblem(
          answer.status === 0
            ? answer.message
            : `${cluster.server} answers ${path} with: ${answer.message}`,
        );
      if (answer.body.kind !== 'APIGroupDiscoveryList')
        throw new ClusterProblem(
          `${cluster.server} has no aggregated discovery: Kubernetes 1.30 or later is needed`,
        );
      return answer.body;
    }),
  );
  return indexOf(lists.flatMap(resourcesOf));
}

function resourcesOf(list: JsonObject): readonly Resource[] {
  return mapsOf(list, 'items').flatMap((item) => {
    const group = String(mapOf(item, 'metadata').name ?? '');
    return mapsOf(item, 'versions').flatMap((version) =>
      mapsOf(version, 'resources').flatMap((resource) => {
        const kind = mapOf(resource, 'responseKind').kind;
        return typeof kind !== 'string'
          ? []
          : [
              {
                group,
                version: String(version.version ?? ''),
                kind,
                plural: String(resource.resource ?? ''),
                namespaced: resource.scope === 'Namespaced',
                verbs: Array.isArray(resource.verbs) ? resource.verbs.map(String) : [],
              },
            ];
      }),
    );
  });
}

/** Versions come in the server's order of preference. */
function indexOf(resources: readonly Resource[]): Resources {
  const exact = new Map(resources.map((r) => [`${apiVersionOf(r)} ${r.kind}`, r]));
  const first = <K>(keyOf: (r: Resource) => K) =>
    new Map(resources.toReversed().map((r) => [keyOf(r), r]));
  const byGroupKind = first(groupKindOf);
  const byGroupResource = first(groupResourceOf);
  return {
    find: (apiVersion, kind) => exact.get(`${apiVersion} ${kind}`) ?? null,
    ofGroupKind: (groupKind) => byGroupKind.get(groupKind) ?? null,
    ofGroupResource: (groupResource) => byGroupResource.get(groupResource) ?? null,
  };
}

export const apiVersionOf = ({ group, version }: Resource): string =>
  group === '' ? version : `${group}/${version}`;

/** `Deployment.apps`; of the core group `Service`. */
export const groupKindOf = ({ group, kind }: Resource): string =>
  group === '' ? kind : `${kind}.${group}`;

/** `deployments.apps` */
export const groupResourceOf = ({ group, plural }: Resource): string =>
  group === '' ? plural : `${plural}.${group}`;

/** `/apis/apps/v1/namespaces/shop/deployments`; without a namespace that of all, or of a cluster-scoped kind. */
export function collectionPath(resource: Resource, namespace: string | null): string {
  const root = resource.group === '' ? '/api' : '/apis';
  const place =
    resource.namespaced && namespace !== null ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}/${apiVersionOf(resource)}${place}/${resource.plural}`;
}

export const objectPath = (resource: Resource, namespace: string | null, name: string): string =>
  `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;
