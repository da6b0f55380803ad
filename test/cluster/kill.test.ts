import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { request } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { bundleProgram, type Program } from './program.ts';
import { configMap, deployment, openSetScene, type SetScene, service } from './set-scene.ts';

const plane = inject('plane');
const KILLS = Number(process.env.FLEETLIFT_KILLS ?? 20);
const LABEL = 'applyset.kubernetes.io/part-of';
const KINDS = 'applyset.kubernetes.io/contains-group-kinds';

/** Two sets of 70 and 66 objects that share most: going from one to the other creates, changes and prunes. */
function objectsOf(version: 'one' | 'two'): readonly JsonObject[] {
  const [from, to] = version === 'one' ? [0, 40] : [10, 46];
  const names = Array.from({ length: to - from }, (_, i) => `o${from + i}`);
  return names.flatMap((name, i) => [
    ...(i % 2 === 0
      ? [configMap(`${name}-config`, { version: i % 3 === 0 ? version : 'same' })]
      : []),
    ...(i % 4 === 1 ? [service(name)] : []),
    ...(i % 4 !== 3 ? [deployment(name, `localhost/x:${i % 5 === 0 ? version : 'same'}`, 0)] : []),
    // A kind that only the second has.
    ...(version === 'two' && i % 6 === 0
      ? [{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec: cron }]
      : []),
  ]);
}

const cron: JsonObject = {
  schedule: '0 0 1 1 *',
  jobTemplate: {
    spec: {
      template: {
        spec: { containers: [{ name: 'c', image: 'localhost/x:1' }], restartPolicy: 'Never' },
      },
    },
  },
};

describe.skipIf(plane === null)(`apply, killed at ${KILLS} random moments`, () => {
  const control = plane as ControlPlane;
  let program: Program;
  let scene: SetScene;
  beforeAll(async () => {
    program = await bundleProgram('kill');
    scene = await openSetScene(control, program, 'kill');
  });
  afterAll(() => {
    program.remove();
    scene.remove();
  });

  const argumentsFor = (place: string) => [
    program.file,
    ...['apply', '--from-manifests', place, '--set', 'kill', '-n', 'kill', '--yes', '--no-wait'],
  ];

  interface Ended {
    readonly code: number | null;
    /** Milliseconds. */
    readonly time: number;
    /** Of its report: one an object that ended. */
    readonly lines: number;
  }

  /** Runs apply and kills it after so many milliseconds, or so many lines of its report; null: not at all. */
  function applyFor(
    place: string,
    moment: { readonly time: number } | { readonly lines: number } | null,
  ): Promise<Ended> {
    return new Promise((resolve) => {
      const start = Date.now();
      let lines = 0;
      const child = spawn(process.execPath, argumentsFor(place), {
        env: { ...process.env, KUBECONFIG: control.kubeconfig },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const kill = () => child.kill('SIGKILL');
      const timer = moment !== null && 'time' in moment ? setTimeout(kill, moment.time) : undefined;
      child.stderr.on('data', (chunk: Buffer) => {
        lines += chunk.toString().split('\n').length - 1;
        // Somewhere between this answer and the next ones.
        if (moment !== null && 'lines' in moment && lines >= moment.lines)
          setTimeout(kill, Math.random() * 10);
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({ time: Date.now() - start, code, lines });
      });
    });
  }

  /** What counts of the end state: what we said, and whose it is. */
  async function endState(): Promise<ReadonlyMap<string, unknown>> {
    const all = await scene.snapshot();
    return new Map(
      [...all].map(([key, { metadata, data, spec }]) => {
        const { labels, annotations } = metadata as {
          labels?: unknown;
          annotations?: Record<string, string>;
        };
        const { clusterIP: _, clusterIPs: __, ...said } = (spec ?? {}) as Record<string, unknown>;
        const kinds = annotations?.[KINDS];
        return [key, { labels, data, said, kinds }];
      }),
    );
  }

  /** Each kind of which there is a member is listed by the parent. */
  async function expectCovered(): Promise<void> {
    const all = await scene.snapshot();
    const parent = all.get('configmaps/fleetlift-kill');
    const listed = (
      (parent?.metadata as { annotations?: Record<string, string> } | undefined)?.annotations?.[
        KINDS
      ] ?? ''
    ).split(',');
    const names: Readonly<Record<string, string>> = {
      configmaps: 'ConfigMap',
      services: 'Service',
      deployments: 'Deployment.apps',
      cronjobs: 'CronJob.batch',
    };
    for (const [key, object] of all) {
      const labels = (object.metadata as { labels?: Record<string, string> }).labels ?? {};
      if (labels[LABEL] === undefined) continue;
      expect(listed, key).toContain(names[key.slice(0, key.indexOf('/'))]);
    }
  }

  test('the rerun finishes the work, nothing foreign is touched, the inventory covers what is there', {
    timeout: 120_000 + KILLS * 15_000,
  }, async () => {
    const [one, two] = [objectsOf('one'), objectsOf('two')];
    expect(Math.min(one.length, two.length)).toBeGreaterThanOrEqual(60);
    const places = { one: scene.manifests('one', one), two: scene.manifests('two', two) };
    await request(control, 'POST', '/api/v1/namespaces/kill/configmaps', {
      ...configMap('o11-foreign', { key: 'theirs' }),
    });
    const foreign = await scene.get('configmaps', 'o11-foreign');

    // Undisturbed.
    const wanted = new Map<string, ReadonlyMap<string, unknown>>();
    let [time, lines] = [0, 0];
    for (const version of ['one', 'two', 'one'] as const) {
      const run = await applyFor(places[version], null);
      expect(run.code).toBe(0);
      [time, lines] = [Math.max(time, run.time), Math.max(lines, run.lines)];
      wanted.set(version, await endState());
    }
    expect(wanted.get('one')).not.toEqual(wanted.get('two'));

    let killed = 0;
    let midway = 0;
    for (let i = 0; killed < KILLS; i++) {
      const version = i % 2 === 0 ? 'two' : 'one';
      // One in four at any time, the others while objects are written.
      const moment =
        i % 4 === 0 ? { time: time * Math.random() } : { lines: Math.ceil(lines * Math.random()) };
      const { code } = await applyFor(places[version], moment);
      if (code === null) killed += 1;
      await expectCovered();
      const state = await endState();
      const isMidway = ![...wanted.values()].some(
        (w) => JSON.stringify([...w]) === JSON.stringify([...state]),
      );
      if (isMidway) midway += 1;
      const rerun = await applyFor(places[version], null);
      expect(rerun.code, `rerun ${i} after ${JSON.stringify(moment)}`).toBe(0);
      expect(await endState()).toEqual(wanted.get(version));
      expect(await scene.get('configmaps', 'o11-foreign')).toEqual(foreign);
      await sleep(0);
    }
    console.log(`${killed} killed, ${midway} of them between the first and the last write`);
    expect(midway).toBeGreaterThan(0);
  });
});
