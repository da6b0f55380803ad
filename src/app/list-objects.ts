import { mapOf, mapsOf } from '../change/pod-spec.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import type { Cluster } from './cluster-port.ts';
import { apiVersionOf, collectionPath, type Resource } from './discovery.ts';

export interface Listed {
  readonly items: readonly JsonObject[];
  /** Why it could not be listed, or null. */
  readonly problem: string | null;
}

export interface ListOptions {
  readonly labelSelector?: string;
  readonly accept?: string;
  /** What is kept of each object; all of it unless said. */
  readonly keep?: (object: JsonObject) => JsonObject;
}

/** Objects a page. */
const PAGE = '500';

/** All objects of a collection, page by page. A list too old to be continued (410) is begun once more. */
export async function listObjects(
  cluster: Cluster,
  resource: Resource,
  namespace: string | null,
  options: ListOptions,
): Promise<Listed> {
  const items: JsonObject[] = [];
  let next = '';
  do {
    const page = await readPage(cluster, resource, namespace, options, next);
    if (page.status === 410 && next !== '')
      return listObjects(cluster, resource, namespace, options);
    if (page.problem !== null) return { items: [], problem: page.problem };
    items.push(...page.items);
    next = page.next;
  } while (next !== '');
  return { items, problem: null };
}

interface Page extends Listed {
  readonly status: number;
  readonly next: string;
}

async function readPage(
  cluster: Cluster,
  resource: Resource,
  namespace: string | null,
  { labelSelector = '', accept, keep = (object) => object }: ListOptions,
  from: string,
): Promise<Page> {
  const query = new URLSearchParams({ limit: PAGE, labelSelector, continue: from });
  const { status, body, message } = await cluster.send({
    method: 'GET',
    path: `${collectionPath(resource, namespace)}?${query}`,
    ...(accept !== undefined && { accept }),
  });
  if (status !== 200 || body === null) return { status, items: [], problem: message, next: '' };
  // Items of a list do not say what they are.
  const type = { apiVersion: apiVersionOf(resource), kind: resource.kind };
  const items = mapsOf(body, 'items').map((item) => keep({ ...type, ...item }));
  return { status, items, problem: null, next: String(mapOf(body, 'metadata').continue ?? '') };
}
