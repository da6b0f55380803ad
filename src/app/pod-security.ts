import { mapOf, podSpecOf } from '../change/pod-spec.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { POD_SECURITY_LEVELS, type PodSecurity, podSecurityOf } from '../manifest/pod-security.ts';
import { type Cluster, type ClusterRequest, isFine } from './cluster-port.ts';
import { metadataOf, type PlannedRow } from './plan.ts';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** What is asked of a namespace: its labels. */
export const namespaceRequest = (name: string): ClusterRequest => ({
  method: 'GET',
  path: `/api/v1/namespaces/${name}`,
});

/**
 * Namespaces that enforce a Pod Security level which does not admit the Pods (mapping H92): the server takes their workloads,
 * and no Pod is ever made. A namespace that may not be read is not judged, nor one that says nothing.
 */
export async function podSecurityWarnings(
  rows: readonly PlannedRow[],
  cluster: Cluster,
): Promise<readonly string[]> {
  const bodies = new Map<string, JsonObject[]>();
  for (const { body, object } of rows) {
    const { namespace } = object;
    if (body === null || namespace === null || podSpecOf(body) === null) continue;
    bodies.set(namespace, [...(bodies.get(namespace) ?? []), body]);
  }
  const warnings = await Promise.all(
    [...bodies].map(async ([namespace, pods]) => {
      const needed = podSecurityOf(pods);
      const enforced = await enforcedIn(namespace, rows, cluster);
      return needed === null ? [] : warningFor(namespace, enforced, needed);
    }),
  );
  return warnings.flat();
}

/** By the namespace as it will be, if it is one of the set. */
async function enforcedIn(
  namespace: string,
  rows: readonly PlannedRow[],
  cluster: Cluster,
): Promise<string | null> {
  const own = rows.find(({ object }) => object.kind === 'Namespace' && object.name === namespace);
  const answer = await cluster.send(namespaceRequest(namespace));
  const labels = {
    ...(isFine(answer) && mapOf(metadataOf(answer.body ?? {}), 'labels')),
    ...mapOf(metadataOf(own?.body ?? {}), 'labels'),
  };
  const level = labels[ENFORCE];
  return typeof level === 'string' ? level : null;
}

function warningFor(
  namespace: string,
  enforced: string | null,
  { level, because }: PodSecurity,
): readonly string[] {
  if (enforced === null || strictness(enforced) <= strictness(level)) return [];
  const more = because.length > SHOWN ? ` and ${because.length - SHOWN} more` : '';
  return [
    `namespace ${namespace} enforces the Pod Security level ${enforced}, and the Pods need ${level} (${because.slice(0, SHOWN).join(', ')}${more}): label it ${ENFORCE}=${level}`,
  ];
}

/** The server takes a word that it does not know for the strictest. */
function strictness(level: string): number {
  const at = (POD_SECURITY_LEVELS as readonly string[]).indexOf(level);
  return at < 0 ? POD_SECURITY_LEVELS.length - 1 : at;
}

const SHOWN = 3;
