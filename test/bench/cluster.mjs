// `npm run bench:cluster`: the benchmark is TypeScript and shares the control plane of the tests, so it is bundled first.
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const HERE = import.meta.dirname;
const outfile = path.join(HERE, '..', '..', 'node_modules', '.cache', `fleetlift-bench-${process.pid}.mjs`);

// The modules of the tests find files beside themselves; in a bundle they would look beside the bundle.
const ownDirectories = {
  name: 'own-directories',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/test\/.*\.ts$/ }, async ({ path: file }) => ({
      loader: 'ts',
      contents: (await readFile(file, 'utf8')).replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))),
    })),
};

await build({
  entryPoints: [path.join(HERE, 'cluster.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  plugins: [ownDirectories],
  logLevel: 'warning',
});
// Its servers are stopped when it exits.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
try {
  const { main } = await import(pathToFileURL(outfile).href);
  await main();
} finally {
  await rm(outfile, { force: true });
}
