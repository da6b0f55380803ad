import { describe, expect, inject, test } from 'vitest';
import { checkManifest } from '../../src/manifest/check.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { readFieldCases } from '../manifest/vectors.ts';
import { apply } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { lostFields } from './lost-fields.ts';
import { mutationsOf } from './mutations.ts';

const plane = inject('plane');

/** Objects that fleetlift could have written: the offline check of 1.37 has nothing against them, nor has the server. */
const seeds = readFieldCases().filter(
  ({ object, verdicts }) =>
    verdicts.get('1.37')?.verdict === 'accepted' &&
    checkManifest(object, '1.37').length === 0 &&
    JSON.stringify(object).length < 5000,
);

describe.skipIf(plane === null)('objects changed in one place', () => {
  const cluster = plane as ControlPlane;

  test('the offline check and the server say the same', async () => {
    const objects = [
      ...new Map(
        seeds.flatMap(({ id, object }) =>
          mutationsOf(object).map(({ name, object: changed }) => [
            JSON.stringify(changed),
            { name: `${id} ${name}`, object: changed },
          ]),
        ),
      ).values(),
    ];
    const outcomes: string[] = [];
    for (let i = 0; i < objects.length; i += 32)
      await Promise.all(
        objects.slice(i, i + 32).map(async ({ name, object }) => {
          const refusal = await refusalOf(cluster, object);
          const problems = checkManifest(object, '1.37');
          if ((refusal !== null) === problems.length > 0) return;
          outcomes.push(
            refusal !== null
              ? `MISSED ${name}: ${refusal.slice(0, 230)}`
              : `STRICT ${name}: ${problems.map((p) => `${p.rule} ${p.path} ${p.message}`).join(' | ')}`,
          );
        }),
      );
    console.log(objects.length, outcomes.length);
    console.log(outcomes.sort().join('\n'));
    expect(outcomes.filter((o) => o.startsWith('MISSED'))).toEqual([]);
  }, 600_000);
});

async function refusalOf(cluster: ControlPlane, object: JsonObject): Promise<string | null> {
  const { status, body } = await apply(cluster, object, { dryRun: true });
  if (status !== 200 && status !== 201)
    return `${status} ${typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : String(body)}`;
  const lost = lostFields(object, body);
  return lost.length > 0 ? `dropped ${lost.join()}` : null;
}
