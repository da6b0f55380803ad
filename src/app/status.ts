import type { WaitChoices } from '../change/readiness/judge.ts';
import type { StateRow } from '../change/readiness/state-row.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import type { Cluster } from './cluster-port.ts';
import { type Collection, placeOfObject, readList } from './follow.ts';
import { type Known, lookAt } from './observed.ts';
import { collectionOf, surroundingsOf, type Target } from './surroundings.ts';
import { verdictAtOnce } from './wait-row.ts';

export interface StatusOptions extends WaitChoices {
  /** Milliseconds since 1970, both. Failures before `since` belong to the past. */
  readonly now: number;
  readonly since: number;
}

/** The state of each object now, in the order of the targets: read once, all collections at the same time. */
export async function statusOf(
  targets: readonly Target[],
  cluster: Cluster,
  options: StatusOptions,
): Promise<readonly StateRow[]> {
  const surroundings = surroundingsOf(targets);
  const collections = new Map<string, Collection>([
    ...targets.map((t): [string, Collection] => [t.collection, collectionOf(t)]),
    ...surroundings.map((s): [string, Collection] => [s.path, s]),
  ]);
  const known = new Map(
    await Promise.all(
      [...collections].map(
        async ([path, collection]): Promise<[string, Known]> => [
          path,
          await read(cluster, collection),
        ],
      ),
    ),
  );
  const looks = lookAt(targets, surroundings, known, options, options);
  return targets.map((target, index) => {
    const look = looks[index];
    if (look === undefined) throw new Error('a target was not looked at');
    return verdictAtOnce(target, look);
  });
}

async function read(cluster: Cluster, collection: Collection): Promise<Known> {
  const list = await readList(cluster, collection);
  const problem = 'status' in list ? list.message : null;
  const items: readonly JsonObject[] = 'status' in list ? [] : list.items;
  const objects = new Map(items.map((item) => [placeOfObject(item), item]));
  return { objects, isRead: problem === null, problem, isRefused: problem !== null };
}
