import { defineConfig } from 'vitest/config';
import { missingForWitness } from './test/witness/needs.ts';

const missing = missingForWitness();
if (missing.length > 0) {
  const message = `the witness suite needs ${missing.join(', ')}`;
  if (process.env.FLEETLIFT_REQUIRE_WITNESS === '1') throw new Error(message);
  process.stderr.write(`\n!!! SKIPPED: ${message}\n\n`);
}

/**
 * `npm run test:witness`: units that really run, by systemd and Docker on a machine of a fleet and by Kubernetes on a
 * node. One process runs all files, so that both are started once.
 */
export default defineConfig({
  test: {
    setupFiles: ['test/support/seed.ts'],
    include: missing.length > 0 ? [] : ['test/witness/**/*.test.ts'],
    passWithNoTests: missing.length > 0,
    pool: 'forks',
    isolate: false,
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 900_000,
  },
});
