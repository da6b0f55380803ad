// fleetlift beside kubectl of the same version and beside a bare loop of the same requests, on a real server. Each in turn,
// so that a machine whose speed drifts favours nobody; whole processes, from start to end; medians, ratios of medians of pairs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { request } from '../cluster/api.ts';
import { type ControlPlane, startControlPlane, until } from '../cluster/control-plane.ts';
import { kubeconfigText } from '../cluster/keys.ts';
import { findPrograms, KUBE_RELEASE } from '../cluster/programs.ts';
import { objectsOfUnits } from './objects.ts';
import { openSlowLine } from './slow-line.ts';
import {
  bareLoop,
  copyProgram,
  deletes,
  fleetlift,
  kubectl,
  patches,
  peakMemory,
  type Where,
  writeManifests,
} from './tools.ts';

const OBJECTS = 300;
const MANY = 5_001;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const PRUNE_ROUNDS = Number(process.env.BENCH_PRUNE_ROUNDS ?? 2);
const ROUND_TRIP = 20;
const QUICK = ['--yes', '--no-wait', '--fail-on', 'never', '--allow-large-prune'];
const NAMESPACES = ['fleetlift', 'bare', 'kubectl', 'applyset', 'many'];

interface Bars {
  /** Times the bare loop, at most. */
  readonly bare: number | null;
  /** Times faster than kubectl, at least. */
  readonly kubectl: number;
}

interface Line {
  readonly what: string;
  readonly bars: Bars;
  readonly fleetlift: number[];
  readonly bare: number[];
  readonly kubectl: number[];
}

const lineOf = (what: string, bars: Bars): Line => ({
  what,
  bars,
  fleetlift: [],
  bare: [],
  kubectl: [],
});

interface Stage {
  readonly home: string;
  readonly where: Where;
  readonly files: readonly [string, string];
  readonly half: string;
}

export async function main(): Promise<void> {
  const programs = findPrograms((text) => process.stderr.write(`${text}\n`));
  const { plane, stop } = await startControlPlane(programs);
  const directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-bench-'));
  const home = copyProgram(directory);
  const line = await openSlowLine(plane.server, ROUND_TRIP);
  try {
    const far = path.join(directory, 'far');
    writeFileSync(far, kubeconfigText(line.server, plane.authority, plane.admin));
    await makeNamespaces(plane);
    const near = { directory, plane, server: plane.server, kubeconfig: plane.kubeconfig };
    const lines = [
      ...(await measure({ ...stageOf(directory, home), where: near }, 'loopback', NEAR)),
      ...(await measure(
        { ...stageOf(directory, home), where: { ...near, server: line.server, kubeconfig: far } },
        `${ROUND_TRIP} ms`,
        FAR,
      )),
    ];
    print(lines, await memory(home, near));
  } finally {
    await line.stop();
    await stop();
    for (const place of [directory, home]) rmSync(place, { recursive: true, force: true });
  }
}

const NEAR = { diff: 2.5, apply: 1.8 };
const FAR = { diff: 10, apply: 8 };
const PRUNE = 30;
const BARE = 1.6;

function stageOf(directory: string, home: string): Omit<Stage, 'where'> {
  const write = (name: string, version: string, count: number) =>
    writeManifests(path.join(directory, name), objectsOfUnits(count, version));
  return {
    home,
    files: [write('0', '0', OBJECTS), write('1', '1', OBJECTS)],
    half: write('half', '0', OBJECTS / 2),
  };
}

async function makeNamespaces(plane: ControlPlane): Promise<void> {
  for (const name of NAMESPACES) {
    const metadata = { name };
    await request(plane, 'POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata,
    });
    await until(`the service account of ${name}`, async () => {
      const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
      return (await request(plane, 'GET', account)).status === 200;
    });
  }
}

async function measure(
  stage: Stage,
  place: string,
  faster: { readonly diff: number; readonly apply: number },
): Promise<readonly Line[]> {
  const diff = lineOf(`diff, ${place}`, { bare: BARE, kubectl: faster.diff });
  const apply = lineOf(`apply, ${place}`, { bare: BARE, kubectl: faster.apply });
  const prune = lineOf(`prune ${OBJECTS / 2}, ${place}`, { bare: null, kubectl: PRUNE });
  // The first round makes the objects, and is not counted.
  for (let round = 0; round <= ROUNDS; round++) {
    process.stderr.write(`${place}: round ${round} of ${ROUNDS}\n`);
    const count = round > 0;
    if (count) await diffAll(stage, round % 2, diff);
    await applyAll(stage, round % 2, count ? apply : lineOf('', apply.bars));
  }
  for (let round = 0; round < PRUNE_ROUNDS; round++) {
    process.stderr.write(`${place}: pruning ${round + 1} of ${PRUNE_ROUNDS}\n`);
    await pruneAll(stage, prune);
  }
  return [diff, apply, prune];
}

/** Every object differs from what is there. */
async function diffAll({ home, where, files }: Stage, version: number, to: Line): Promise<void> {
  const place = files[version] ?? '';
  const objects = objectsOfUnits(OBJECTS, String(version));
  to.fleetlift.push(await fleetlift(home, where, 'fleetlift', ['diff', '--from-manifests', place]));
  to.bare.push(await bareLoop(where, [patches(objects, 'bare', true)]));
  to.kubectl.push(await kubectl(where, 'kubectl', ['diff', '--server-side', '-f', place]));
}

/** Every object is written. fleetlift makes its plan of lists before, the bare loop does nothing but write. */
async function applyAll({ home, where, files }: Stage, version: number, to: Line): Promise<void> {
  const place = files[version] ?? '';
  const objects = objectsOfUnits(OBJECTS, String(version));
  const args = ['apply', '--from-manifests', place, ...QUICK];
  to.fleetlift.push(await fleetlift(home, where, 'fleetlift', args));
  to.bare.push(await bareLoop(where, [patches(objects, 'bare', false)]));
  to.kubectl.push(await kubectl(where, 'kubectl', ['apply', '--server-side', '-f', place]));
}

/** Half of the objects go, the others stay as they are. */
async function pruneAll({ home, where, files, half }: Stage, to: Line): Promise<void> {
  const [all] = files;
  const objects = objectsOfUnits(OBJECTS, '0');
  const set = ['apply', '--server-side', '--prune', '--applyset=configmap/bench', '-f'];
  await fleetlift(home, where, 'fleetlift', ['apply', '--from-manifests', all, ...QUICK]);
  await bareLoop(where, [patches(objects, 'bare', false)]);
  await kubectl(where, 'applyset', [...set, all]);
  const args = ['apply', '--from-manifests', half, ...QUICK];
  to.fleetlift.push(await fleetlift(home, where, 'fleetlift', args));
  to.bare.push(await bareLoop(where, [deletes(objects.slice(OBJECTS / 2), 'bare')]));
  to.kubectl.push(await kubectl(where, 'applyset', [...set, half]));
}

/** Peak of a diff of a set that is there, all of it changed, in megabytes. */
async function memory(home: string, where: Where): Promise<number> {
  process.stderr.write(`memory at ${MANY} objects\n`);
  const write = (version: string) =>
    writeManifests(path.join(where.directory, `many-${version}`), objectsOfUnits(MANY, version));
  await fleetlift(home, where, 'many', ['apply', '--from-manifests', write('0'), ...QUICK]);
  return await peakMemory(home, where, 'many', ['diff', '--from-manifests', write('1')]);
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return (low + high) / 2;
};

const ratio = (over: readonly number[], under: readonly number[]): number =>
  median(over.map((value, i) => value / (under[i] ?? Number.NaN)));

const verdict = (holds: boolean): string => (holds ? 'holds' : '**missed**');

function print(lines: readonly Line[], megabytes: number): void {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const [processor] = cpus();
  say(
    `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${processor?.model ?? ''}), load ${loadavg()[0]?.toFixed(1)}, ` +
      `Kubernetes ${KUBE_RELEASE}, ${OBJECTS} objects, ${ROUNDS} rounds (prune: ${PRUNE_ROUNDS})\n`,
  );
  say('| | fleetlift | bare loop | kubectl | to the bare loop | bar | faster than kubectl | bar |');
  say('|---|--:|--:|--:|--:|---|--:|---|');
  for (const { what, bars, ...times } of lines) {
    const shown = [times.fleetlift, times.bare, times.kubectl].map(
      (values) => `${(median(values) / 1000).toFixed(2)} s`,
    );
    const toBare = ratio(times.fleetlift, times.bare);
    const faster = ratio(times.kubectl, times.fleetlift);
    const bareBar = bars.bare === null ? '' : `≤ ${bars.bare}: ${verdict(toBare <= bars.bare)}`;
    const kubectlBar = `≥ ${bars.kubectl}: ${verdict(faster >= bars.kubectl)}`;
    say(
      `| ${[what, ...shown, `${toBare.toFixed(2)}x`, bareBar, `${faster.toFixed(1)}x`, kubectlBar].join(' | ')} |`,
    );
  }
  say(
    `\nPeak memory of a diff of ${MANY} objects, all changed: ${megabytes.toFixed(0)} MB (bar: under 200 MB: ${verdict(megabytes < 200)})`,
  );
}
