import { describe, expect, inject, test } from 'vitest';
import { checkManifest } from '../../src/manifest/check.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { asJson } from '../../src/manifest/print.ts';
import { renderManifests } from '../../src/manifest/render.ts';
import { fullConversion } from '../manifest/full-sample.ts';
import { decisions } from '../manifest/sample.ts';
import { apply } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { lostFields } from './lost-fields.ts';
import { mutationsOf } from './mutations.ts';

const plane = inject('plane');

/** Rules by which we refuse what the server takes (test/manifest/fields.test.ts has their reasons). */
const STRICTER = [
  'A09',
  'A22',
  'A33',
  'H102',
  'H103',
  'H104',
  'H105',
  'H106',
  'H107',
  'H40-14',
  'H70-3',
  'H71',
  'H76',
  'H78',
  'H96',
];

/** Not a rule of ours: an absent protocol and TCP are two ports for the server, and one for everybody else (H103). */
const TOLERATED = 'ports.1.protocol "": H100 is there twice';

describe.skipIf(plane === null)('objects changed in one place', () => {
  const cluster = plane as ControlPlane;
  const written = renderManifests(fullConversion(), decisions()).map(asJson);
  const objects = written.flatMap((object) => [
    { name: `${String(object.kind)} as it is`, object },
    ...mutationsOf(object).map((m) => ({ ...m, name: `${String(object.kind)} ${m.name}` })),
  ]);

  test('the offline check and the server say the same', async () => {
    expect(objects.length).toBeGreaterThan(5000);
    const missed: string[] = [];
    const stricter: string[] = [];
    await inParallel(objects, async ({ name, object }) => {
      const refusal = await refusalOf(cluster, object);
      const problems = checkManifest(object, '1.37');
      const rules = problems.map((p) => p.rule);
      if (refusal !== null && problems.length === 0) missed.push(`${name}: ${refusal}`);
      if (refusal === null && !rules.every((rule) => STRICTER.includes(rule)))
        stricter.push(`${name}: ${problems.map((p) => `${p.rule} ${p.message}`).join()}`);
    });
    console.log(`${objects.length} objects sent`);
    expect(missed.sort()).toEqual([]);
    expect(stricter.filter((line) => !line.includes(TOLERATED)).sort()).toEqual([]);
  }, 300_000);
});

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items].reverse();
  const worker = async (): Promise<void> => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

async function refusalOf(cluster: ControlPlane, object: JsonObject): Promise<string | null> {
  const { status, body } = await apply(cluster, object, { dryRun: true });
  if (status !== 200 && status !== 201) return `${status} ${messageOf(body)}`;
  const lost = lostFields(object, body);
  return lost.length > 0 ? `dropped ${lost.join()}` : null;
}

const messageOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'message' in body
    ? String(body.message).slice(0, 300)
    : String(body);
