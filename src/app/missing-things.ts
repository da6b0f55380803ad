import { isMap } from '../change/compare.ts';
import { mapOf, mapsOf, podSpecOf, referencesOf } from '../change/pod-spec.ts';
import { shownId } from '../change/row.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { type Cluster, isFine } from './cluster-port.ts';
import { metadataOf, type Plan, type PlannedRow } from './plan.ts';
import { podSecurityWarnings } from './pod-security.ts';

/**
 * What workloads name and the cluster does not have: the server accepts them, and their Pods never come up. Nodes and classes
 * that may not be listed are not asked for.
 */
export async function missingThings(plan: Plan, cluster: Cluster): Promise<readonly string[]> {
  const rows = plan.rows.filter((row) => row.step !== null && row.body !== null);
  const [security, nodes, classes, named] = await Promise.all([
    podSecurityWarnings(rows, cluster),
    nodeWarnings(rows, cluster),
    storageClassWarnings(plan, rows, cluster),
    referenceWarnings(plan, rows, cluster),
  ]);
  return [...security, ...nodes, ...classes, ...named].sort();
}

async function listed(cluster: Cluster, path: string): Promise<readonly JsonObject[] | null> {
  const answer = await cluster.send({ method: 'GET', path: `${path}?limit=5000` });
  return isFine(answer) && answer.body !== null ? mapsOf(answer.body, 'items') : null;
}

/** Node selectors that no node satisfies. Affinities are the scheduler's to judge; equality alone is checked. */
async function nodeWarnings(
  rows: readonly PlannedRow[],
  cluster: Cluster,
): Promise<readonly string[]> {
  const wanted = rows.flatMap((row) => requirementsOf(row).map((terms) => ({ row, terms })));
  if (wanted.length === 0) return [];
  const nodes = await listed(cluster, '/api/v1/nodes');
  if (nodes === null) return [];
  const labels = nodes.map((node) => mapOf(metadataOf(node), 'labels'));
  return wanted.flatMap(({ row, terms }) => {
    if (labels.some((own) => terms.some((term) => term.every((need) => satisfies(own, need)))))
      return [];
    const shown = terms.map((term) => term.map(shownNeed).join(' and ')).join(', or ');
    return [`${shownId(row.object)} waits for a node with ${shown}: there is none`];
  });
}

interface Need {
  readonly key: string;
  /** null: any value will do. */
  readonly values: readonly string[] | null;
}

const satisfies = (labels: JsonObject, { key, values }: Need): boolean =>
  labels[key] !== undefined && (values === null || values.includes(String(labels[key])));

const shownNeed = ({ key, values }: Need): string =>
  values === null ? key : `${key}=${values.join('|')}`;

/** Alternatives of needs: the node selector, and the terms of the required affinity. */
function requirementsOf({ body }: PlannedRow): readonly (readonly (readonly Need[])[])[] {
  const pod = podSpecOf(body ?? {}) ?? {};
  const selector = Object.entries(mapOf(pod, 'nodeSelector')).map(([key, value]) => ({
    key,
    values: [String(value)],
  }));
  const required = mapOf(
    mapOf(mapOf(pod, 'affinity'), 'nodeAffinity'),
    'requiredDuringSchedulingIgnoredDuringExecution',
  );
  const terms = mapsOf(required, 'nodeSelectorTerms').map((term) =>
    mapsOf(term, 'matchExpressions').flatMap(needOf),
  );
  return [...(selector.length > 0 ? [[selector]] : []), ...(terms.length > 0 ? [terms] : [])];
}

function needOf({ key, operator, values }: JsonObject): readonly Need[] {
  if (operator === 'Exists') return [{ key: String(key), values: null }];
  return operator === 'In' && Array.isArray(values)
    ? [{ key: String(key), values: values.map(String) }]
    : [];
}

async function storageClassWarnings(
  plan: Plan,
  rows: readonly PlannedRow[],
  cluster: Cluster,
): Promise<readonly string[]> {
  const claims = rows.flatMap((row) => claimsOf(row).map((name) => ({ row, name })));
  if (claims.length === 0) return [];
  const classes = await listed(cluster, '/apis/storage.k8s.io/v1/storageclasses');
  if (classes === null) return [];
  const known = new Set([
    ...classes.map((item) => metadataOf(item).name),
    ...plan.rows.filter(({ object }) => object.kind === 'StorageClass').map((r) => r.object.name),
  ]);
  return claims
    .filter(({ name }) => !known.has(name))
    .map(({ row, name }) => `${shownId(row.object)} names the StorageClass ${name}: there is none`);
}

/** Names of the classes that a claim, or the templates of a StatefulSet, ask for; `''` asks for none. */
function claimsOf({ body }: PlannedRow): readonly string[] {
  const spec = mapOf(body ?? {}, 'spec');
  const specs =
    body?.kind === 'PersistentVolumeClaim'
      ? [spec]
      : mapsOf(spec, 'volumeClaimTemplates').map((template) => mapOf(template, 'spec'));
  return specs.flatMap(({ storageClassName: name }) =>
    typeof name === 'string' && name !== '' ? [name] : [],
  );
}

/** By kind: where it is asked for. Others (ConfigMaps, Secrets) may come later, and the Pod waits for them. */
const NAMED: Readonly<Record<string, (namespace: string | null) => string>> = {
  ServiceAccount: (namespace) => `/api/v1/namespaces/${namespace}/serviceaccounts`,
  PriorityClass: () => '/apis/scheduling.k8s.io/v1/priorityclasses',
  RuntimeClass: () => '/apis/node.k8s.io/v1/runtimeclasses',
};

async function referenceWarnings(
  plan: Plan,
  rows: readonly PlannedRow[],
  cluster: Cluster,
): Promise<readonly string[]> {
  const own = new Set(plan.rows.map(({ object }) => `${object.kind}/${object.name}`));
  const asked = new Map<string, string>();
  for (const { body, object } of rows)
    for (const { kind, name } of referencesOf(podSpecOf(body ?? {}) ?? {})) {
      const place = NAMED[kind]?.(object.namespace);
      if (place === undefined || own.has(`${kind}/${name}`)) continue;
      asked.set(`${place}/${name}`, `${shownId(object)} names the ${kind} ${name}: there is none`);
    }
  const answers = await Promise.all(
    [...asked].map(async ([path, warning]) => {
      const { status, body } = await cluster.send({ method: 'GET', path });
      return status === 404 && isMap(body) ? [warning] : [];
    }),
  );
  return answers.flat();
}
