// Bundles src into one file and keeps the code that V8 made of it: a program that starts in a blink cannot read and compile
// five hundred modules (docs/decisions/006).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

// Usual runs, so that the code of what they use is kept.
const place = mkdtempSync(path.join(tmpdir(), 'fleetlift-build-'));
try {
  const { status, stderr } = spawnSync(process.execPath, ['bin/warm-up.js', place], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr.slice(-2000));
} finally {
  rmSync(place, { recursive: true, force: true });
}
