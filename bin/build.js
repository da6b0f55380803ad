// Bundles src into one file and keeps the code that V8 made of it: a program that starts in a blink cannot read and compile
// five hundred modules (docs/decisions/006).
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.cjs',
  bundle: true,
  minify: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // Read by cluster commands alone; and oclif looks for typescript in a developer's checkout only.
  external: ['@kubernetes/client-node', 'typescript'],
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  logLevel: 'warning',
});

// A usual run, so that the code of what it uses is kept.
const { status, stderr } = spawnSync(
  process.execPath,
  ['bin/run.js', 'convert', 'fixtures', '--fail-on', 'never'],
  { cwd: root, env: { ...process.env, FLEETLIFT_KEEP_CODE: '1' }, encoding: 'utf8' },
);
if (status !== 0) throw new Error(stderr);
