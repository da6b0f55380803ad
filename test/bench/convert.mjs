// How long the main job takes as a whole process, beside the start of node itself. Pairs in turn, so that a machine whose
// speed drifts does not favour one side. Run by `npm run bench`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

const ROOT = path.join(import.meta.dirname, '..', '..');
const ROUNDS = 15;
const commands = {
  'node -e 0': ['-e', '0'],
  'fleetlift --version': ['bin/run.js', '--version'],
  'fleetlift convert fixtures/webshop': ['bin/run.js', 'convert', 'fixtures/webshop', '--fail-on', 'never'],
  'fleetlift convert fixtures': ['bin/run.js', 'convert', 'fixtures', '--fail-on', 'never'],
};

const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
for (let round = 0; round <= ROUNDS; round++)
  for (const [name, args] of Object.entries(commands)) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    if (round > 0) times[name].push(performance.now() - start);
  }

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const base = times['node -e 0'];
console.log('| command | median ms | ratio to node -e 0 (median of pairs) |');
console.log('|---|--:|--:|');
for (const [name, values] of Object.entries(times)) {
  const ratio = median(values.map((value, i) => value / base[i]));
  console.log(`| ${name} | ${median(values).toFixed(0)} | ${ratio.toFixed(2)} |`);
}
