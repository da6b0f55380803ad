import { compareObjects } from '../change/compare.ts';
import { type Secrets, shortMessage } from '../change/server-message.ts';
import type { Cluster } from './cluster-port.ts';
import { isFine } from './cluster-port.ts';
import { objectPath } from './discovery.ts';
import { type Live, liveOf, type PlannedRow } from './plan.ts';

const MOST_TRIES = 5;

/**
 * Deletes exactly the object that was seen: another one of that name, or one that somebody changed since, stays. What moves by
 * itself (its status) does not count. null: it is gone.
 */
export async function deleteObject(
  row: PlannedRow,
  propagationPolicy: 'Background' | 'Foreground' | 'Orphan',
  tools: Deleting,
): Promise<string | null> {
  const { live, resource, object } = row;
  if (live === null || resource === null)
    throw new Error('internal error: an object is deleted that was not seen');
  const path = objectPath(resource, object.namespace, object.name);
  let version = live.resourceVersion;
  for (let tries = 1; ; tries++) {
    const preconditions = { uid: live.uid, resourceVersion: version };
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions, propagationPolicy };
    const answer = await tools.cluster.send({ method: 'DELETE', path, body });
    if (isFine(answer) || answer.status === 404) return null;
    if (answer.status !== 409 || tries === MOST_TRIES)
      return shortMessage(answer.message, tools.secrets);
    const now = await versionNow(path, live, tools);
    if (!('version' in now)) return now.failure;
    version = now.version;
  }
}

interface Deleting {
  readonly cluster: Cluster;
  readonly secrets: Secrets;
}

/** The version to try again with, or why there is none; `failure` null: the object is gone. */
async function versionNow(
  path: string,
  live: Live,
  { cluster, secrets }: Deleting,
): Promise<{ readonly version: string } | { readonly failure: string | null }> {
  const { status, body, message } = await cluster.send({ method: 'GET', path });
  if (status === 404) return { failure: null };
  if (status !== 200 || body === null) return { failure: shortMessage(message, secrets) };
  const there = liveOf(body);
  if (there.uid !== live.uid) return { failure: 'not deleted: another object has its name now' };
  if (compareObjects(live.essence, there.essence).length > 0)
    return { failure: 'not deleted: somebody changed it since the plan was made' };
  return { version: there.resourceVersion };
}
