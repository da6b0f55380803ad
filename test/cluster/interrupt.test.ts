import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ControlPlane } from './control-plane.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, openSetScene } from './set-scene.ts';

const plane = inject('plane');

describe.skipIf(plane === null)('Ctrl-C', () => {
  const control = plane as ControlPlane;
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('interrupt');
  });
  afterAll(() => program.remove());

  test('ends what is in flight, begins nothing new, says how to go on', async () => {
    const scene = await openSetScene(control, program, 'interrupt');
    const names = Array.from({ length: 80 }, (_, i) => `o${i}`);
    const place = scene.manifests(
      'm',
      names.map((name) => configMap(name)),
    );
    const journal = path.join(scene.directory, 'journal');
    const words = ['apply', '--from-manifests', place, '-n', 'interrupt', '--yes', '--no-wait'];
    const child = spawn(
      process.execPath,
      [program.file, ...words, '--concurrency', '1', '--journal', journal],
      {
        env: { ...process.env, KUBECONFIG: control.kubeconfig },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      const isFirst = !stderr.includes('created');
      stderr += chunk;
      if (isFirst && stderr.includes('created')) child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    expect(stderr).toContain('stopping: what is in flight ends, nothing new is begun');
    expect(stderr).toContain('stopped; the same command goes on from here');
    const left = Number(/(\d+) left/.exec(stdout)?.[1]);
    const created = Number(/(\d+) created/.exec(stdout)?.[1] ?? 0);
    expect(left).toBeGreaterThan(0);
    expect(left + created).toBe(80);
    // Whatever was begun has ended.
    const events = readFileSync(journal, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): { event: string; object: string; outcome?: string } => JSON.parse(line));
    const begun = events.filter(({ event }) => event === 'begin').map(({ object }) => object);
    const done = events.filter(({ outcome }) => outcome === 'done').map(({ object }) => object);
    expect(done.toSorted()).toEqual(begun.toSorted());
    expect(done.length).toBe(created);
    const again = await program.run(words, control.kubeconfig);
    expect([again.status, again.stdout]).toEqual([0, expect.stringContaining(`${left} created`)]);
    scene.remove();
  });
});
