/** How src becomes one file, for esbuild: with it `load-bundle.js` can run the file, in a build as in the tests. */
export const BUNDLE_OPTIONS = {
  entryPoints: ['src/main.ts'],
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // Read by cluster commands alone; and oclif looks for typescript in a developer's checkout only.
  external: ['@kubernetes/client-node', 'typescript'],
  // Code that V8 kept has no way to import on Node 20: packages are required, which works for ES modules from 20.19 on.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
};
