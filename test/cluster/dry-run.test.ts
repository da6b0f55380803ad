import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { convert } from '../../src/app/convert.ts';
import { readDecisions } from '../../src/decision/read-options.ts';
import { readFiles } from '../../src/io/read-files.ts';
import { asJson } from '../../src/manifest/print.ts';
import { apply } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { lostFields } from './lost-fields.ts';

const plane = inject('plane');

/** Our fixtures, and the repositories below FLEETLIFT_CORPUS where that is set. */
const ROOTS = [
  path.join(import.meta.dirname, '..', '..', 'fixtures'),
  process.env.FLEETLIFT_CORPUS ?? '',
];
const repositories = ROOTS.filter((root) => root !== '').flatMap((root) =>
  readdirSync(root).map((name) => path.join(root, name)),
);

/** Whatever may be asked for: the objects have to pass under all of them. */
const RUNS: Readonly<Record<string, readonly string[]>> = {
  'no options': [],
  'many options': [
    'hostports',
    'spread',
    'finite',
    'pvc=:1Gi',
    'no-reserve',
    'fast-failover',
    'replaces',
  ],
};

describe.skipIf(plane === null)('every object passes a dry run of the real server', () => {
  const cluster = plane as ControlPlane;

  let sent = 0;
  afterAll(() => console.log(`${repositories.length} repositories, ${sent} objects sent`));

  test('there are repositories', () => expect(repositories.length).toBeGreaterThanOrEqual(6));

  describe.each(Object.entries(RUNS))('%s', (_, options) => {
    const decisions = readDecisions({
      kubeVersion: '1.37',
      namespace: null,
      keepUnresolved: true,
      options: [...options],
    });

    test.each(repositories)('%s', async (repository) => {
      const { manifests } = convert(await readFiles([repository]), [], decisions);
      sent += manifests.length;
      const answers = await Promise.all(
        manifests.map(async (manifest) => {
          const object = asJson(manifest);
          const { status, body, warnings } = await apply(cluster, object, { dryRun: true });
          const name = `${manifest.kind}/${manifest.metadata.name}`;
          if (status !== 200 && status !== 201) return [`${name}: ${status} ${messageOf(body)}`];
          return [
            ...lostFields(object, body).map((field) => `${name}: dropped ${field}`),
            ...warnings.map((warning) => `${name}: warning ${warning}`),
          ];
        }),
      );
      expect(answers.flat()).toEqual([]);
    });
  });

  test('objects were sent', () => expect(sent).toBeGreaterThan(repositories.length));
});

const messageOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'message' in body
    ? String(body.message)
    : String(body);
