// Bundles src into dist: one file a command, what they share in chunks. A program that starts in a blink cannot read four
// hundred modules (docs/decisions/006).
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const commands = readdirSync(path.join(root, 'src/commands')).filter((name) =>
  name.endsWith('.ts'),
);

/** For CommonJS packages inside ES modules. */
const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  "const __dirname = __filename.slice(0, __filename.lastIndexOf('/'));",
].join('\n');

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts', ...commands.map((name) => `src/commands/${name}`)],
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minify: true,
  keepNames: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // oclif looks for it in a developer's checkout only.
  external: ['typescript'],
  banner: { js: banner },
  logLevel: 'warning',
});
