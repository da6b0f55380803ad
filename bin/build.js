// Bundles src into one file and keeps the code that V8 made of it: a program that starts in a blink cannot read and compile
// five hundred modules (docs/decisions/006).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { BUNDLE_OPTIONS } from './bundle-options.js';

const root = path.join(import.meta.dirname, '..');

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await build({
  ...BUNDLE_OPTIONS,
  absWorkingDir: root,
  outfile: 'dist/main.cjs',
  minify: true,
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
