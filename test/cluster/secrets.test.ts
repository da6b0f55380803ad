import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import type { ControlPlane } from './control-plane.ts';
import { bundleProgram, type Ended, type Program } from './program.ts';
import { openSetScene } from './set-scene.ts';

const plane = inject('plane');
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never'];

const CANARIES = ['canary-in-data-7311', 'canary-in-text-7312', 'canary-in-env-7313'] as const;
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A Secret both ways, and a Job, whose refused change quotes the whole Pod spec. */
function objectsOf(suffix: string, image: string): readonly JsonObject[] {
  const [data, text, env] = CANARIES.map((canary) => canary + suffix);
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      data: { key: base64(data ?? '') },
      stringData: { text: text ?? '' },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j' },
      spec: {
        suspend: true,
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [
              {
                name: 'c',
                image,
                env: [{ name: 'DB_PASSWORD', value: env ?? '' }],
                args: ['--password', env ?? ''],
              },
            ],
          },
        },
      },
    },
  ];
}

describe.skipIf(plane === null)('secrets', () => {
  const control = plane as ControlPlane;
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('secrets');
  });
  afterAll(() => program.remove());

  test('no value is in any output, the journal or the plan', async () => {
    const scene = await openSetScene(control, program, 'secrets');
    const outputs: string[] = [];
    const note = (ended: Ended): Ended => {
      outputs.push(ended.stdout, ended.stderr);
      return ended;
    };
    const [plan, journal] = ['plan.json', 'journal'].map((f) => path.join(scene.directory, f));
    const run = async (...args: string[]) => note(await scene.fleetlift(...args));
    const everything = async (place: string, ...more: string[]): Promise<number | null> => {
      for (const form of ['text', 'unified', 'json', 'markdown'])
        await run('diff', '--from-manifests', place, '--output', form, '--save', plan ?? '');
      outputs.push(readFileSync(plan ?? '', 'utf8'));
      const { status } = await run(
        ...['apply', '--from-manifests', place, '--journal', journal ?? '', ...QUICK, ...more],
      );
      await run('status', '--set', 'm');
      return status;
    };
    const place = scene.manifests('m', objectsOf('-1', 'localhost/x:1'));
    expect(await everything(place)).toBe(0);
    scene.manifests('m', objectsOf('-2', 'localhost/x:2'));
    // The Job cannot be changed, and the server says so with its whole Pod spec.
    expect(await everything(place)).toBe(3);
    await scene.kubectl(
      JSON.stringify({ ...objectsOf('-3', 'localhost/x:2')[0], stringData: undefined }),
      ...['apply', '--server-side', '--force-conflicts', '--field-manager', 'other', '-f', '-'],
    );
    expect(await everything(place)).toBe(3);
    expect(outputs.join('')).toContain('.data.key: owned by other, there (secret');
    scene.manifests('m', objectsOf('-4', 'localhost/x:4'));
    expect(await everything(place, '--force-conflicts', '*', '--replace', 'Job')).toBe(0);
    const wrong = objectsOf('-5', 'localhost/x:5').map((o) => ({ ...o, nonsense: CANARIES[0] }));
    scene.manifests('m', wrong);
    expect(await everything(place)).toBe(3);
    await run('delete', '--set', 'm', '--yes', '--journal', journal ?? '');
    outputs.push(readFileSync(journal ?? '', 'utf8'));

    const all = outputs.join('\n');
    expect(all.length).toBeGreaterThan(5000);
    const values = CANARIES.flatMap((canary) =>
      ['-1', '-2', '-3', '-4', '-5'].map((suffix) => canary + suffix),
    ).flatMap((canary) => [canary, base64(canary)]);
    expect(all.split('\n').filter((line) => values.some((v) => line.includes(v)))).toEqual([]);
    scene.remove();
  });

  test('nor is one that a unit holds, at any verbosity', async () => {
    const scene = await openSetScene(control, program, 'secrets-unit');
    const unit = (canary: string) =>
      `[Service]\nEnvironment=DB_PASSWORD=${canary}\nExecStart=/usr/bin/docker run --name web -e DB_PASSWORD -e API_TOKEN=${canary} shop/web:1\n`;
    const outputs: string[] = [];
    for (const canary of ['canary-in-unit-7314', 'canary-in-unit-7315']) {
      const place = scene.files('units', { 'web.service': unit(canary) });
      const journal = path.join(scene.directory, 'journal');
      const commands = [
        ['diff', place, '--option', 'include-secrets'],
        ['diff', place, '--option', 'include-secrets', '--output', 'unified'],
        ['apply', place, '--option', 'include-secrets', '--journal', journal, ...QUICK],
        ['status', place],
      ];
      for (const args of commands) {
        const { stdout, stderr } = await scene.fleetlift(...args);
        outputs.push(stdout, stderr);
      }
      outputs.push(readFileSync(journal, 'utf8'));
    }
    const secret = JSON.stringify([...(await scene.snapshot()).values()]);
    expect(secret).toContain(base64('canary-in-unit-7315'));
    expect(outputs.join('')).not.toContain('canary-in-unit');
    scene.remove();
  });
});
