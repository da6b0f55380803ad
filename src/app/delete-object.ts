import { compareObjects } from '../change/compare.ts';
import { shortMessage } from '../change/server-message.ts';
import type { Cluster } from './cluster-port.ts';
import { isFine } from './cluster-port.ts';
import { objectPath } from './discovery.ts';
import { liveOf, type PlannedRow } from './plan.ts';

const MOST_TRIES = 5;

/**
 * Deletes exactly the object that was seen: another one of that name, or one that somebody changed since, stays. What moves by
 * itself (its status) does not count. null: it is gone.
 */
export async function deleteObject(
  { live, resource, object }: PlannedRow,
  propagationPolicy: 'Background' | 'Foreground' | 'Orphan',
  { cluster, secrets }: { readonly cluster: Cluster; readonly secrets: readonly string[] },
): Promise<string | null> {
  if (live === null || resource === null)
    throw new Error('internal error: an object is deleted that was not seen');
  const path = objectPath(resource, object.namespace, object.name);
  let version = live.resourceVersion;
  for (let tries = 1; ; tries++) {
    const answer = await cluster.send({
      method: 'DELETE',
      path,
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        preconditions: { uid: live.uid, resourceVersion: version },
        propagationPolicy,
      },
    });
    if (isFine(answer) || answer.status === 404) return null;
    if (answer.status !== 409 || tries === MOST_TRIES) return shortMessage(answer.message, secrets);
    const now = await cluster.send({ method: 'GET', path });
    if (now.status === 404) return null;
    if (now.status !== 200 || now.body === null) return shortMessage(now.message, secrets);
    const there = liveOf(now.body);
    if (there.uid !== live.uid) return 'not deleted: another object has its name now';
    if (compareObjects(live.essence, there.essence).length > 0)
      return 'not deleted: somebody changed it since the plan was made';
    version = there.resourceVersion;
  }
}
