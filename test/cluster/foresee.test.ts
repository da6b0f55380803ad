import { describe, expect, inject, test } from 'vitest';
import { compareObjects } from '../../src/change/compare.ts';
import { type Foreseen, foresee } from '../../src/change/foresee.ts';
import { ownersOf } from '../../src/change/managed-fields.ts';
import { prepare } from '../../src/change/prepare.ts';
import { checkManifest } from '../../src/manifest/check.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { asJson } from '../../src/manifest/print.ts';
import { renderManifests } from '../../src/manifest/render.ts';
import { fullConversion } from '../manifest/full-sample.ts';
import { decisions } from '../manifest/sample.ts';
import { apply, pathOf, request } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { mutationsOf } from './mutations.ts';

const plane = inject('plane');
const NAMESPACE = 'foresee';

/** What `apply --yes` works out from lists must be what the server would say (docs/decisions/010). */
describe.skipIf(plane === null)('foreseen and real', () => {
  const cluster = plane as ControlPlane;
  const CLUSTER_WIDE = ['PersistentVolume', 'PriorityClass', 'Namespace'];
  const bodyOf = (object: JsonObject): JsonObject =>
    prepare(object, CLUSTER_WIDE.includes(String(object.kind)) ? null : NAMESPACE, 'a-set');
  const foreseen = (object: JsonObject, live: JsonObject): Foreseen =>
    foresee(object, live, ownersOf(live, 'fleetlift', String(object.apiVersion)));

  test('thousands of changed objects', async () => {
    const metadata = { name: NAMESPACE };
    await request(cluster, 'POST', '/api/v1/namespaces', { kind: 'Namespace', metadata });
    const objects = renderManifests(fullConversion(), decisions())
      .map((manifest) => bodyOf(asJson(manifest)))
      // A volume that is bound stays, and other files make it too.
      .filter(({ kind }) => kind !== 'PersistentVolume')
      // Nothing else may write them meanwhile, and what is bound does not come back.
      .map((object) => (object.kind === 'Deployment' ? withoutPods(object) : object));
    const counts = { same: 0, changed: 0, unclear: 0, refused: 0, again: 0 };
    const wrong: string[] = [];
    for (const object of objects) {
      const made = await apply(cluster, object, { dryRun: false, namespace: NAMESPACE });
      expect([made.status, made.body]).toEqual([201, expect.anything()]);
      const live = (await request(cluster, 'GET', pathOf(object, NAMESPACE))).body as JsonObject;
      if (foreseen(object, live).verdict === 'changed') wrong.push(`${object.kind} as it is`);
      // What the offline check refuses the server refuses too (mutations.test.ts).
      const all = mutationsOf(object).filter((m) => checkManifest(m.object, '1.37').length === 0);
      await inParallel(all, async ({ name, object: mutated }) => {
        const sent = bodyOf(mutated);
        const answer = await apply(cluster, sent, { dryRun: true, namespace: NAMESPACE });
        if (answer.status !== 200) {
          counts.refused += 1;
          return;
        }
        const body = answer.body as JsonObject;
        const { verdict, after } = foreseen(sent, live);
        counts[verdict] += 1;
        const really = changedPaths(live, body);
        const what = `${object.kind} ${name}: ${verdict}, really ${really.join() || 'nothing'}`;
        if (verdict === 'same' && really.length > 0) wrong.push(what);
        if (verdict === 'changed' && really.length === 0) wrong.push(what);
        const other = changedPaths(after, body);
        if (verdict === 'changed' && other.length > 0)
          wrong.push(`${what}; shown otherwise: ${other.join()}`);
        const again = foreseen(sent, body).verdict;
        if (again === 'changed') wrong.push(`${object.kind} ${name}: changed again each time`);
        if (again === 'same') counts.again += 1;
      });
      // What it holds of the cluster, a name or a port of the nodes, others need.
      const gone = await request(cluster, 'DELETE', pathOf(object, NAMESPACE));
      expect(gone.status).toBeLessThan(300);
    }
    console.log(counts);
    expect(wrong.sort()).toEqual([]);
    expect(counts.same + counts.changed).toBeGreaterThan(500);
  }, 400_000);
});

/** A claim may be bound while it is looked at. */
const changedPaths = (before: JsonObject, after: JsonObject): readonly string[] =>
  compareObjects(before, after)
    .map(({ path }) => path)
    .filter((path) => !path.includes('pv.kubernetes.io/') && path !== 'spec.volumeName');

function withoutPods(object: JsonObject): JsonObject {
  return { ...object, spec: { ...(object.spec as JsonObject), replicas: 0 } };
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items].reverse();
  const worker = async (): Promise<void> => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}
