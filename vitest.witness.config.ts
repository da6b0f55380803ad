import { defineConfig } from 'vitest/config';

/**
 * `npm run test:witness`: units that really run, by systemd and Docker on a machine of a fleet and by Kubernetes on a
 * node. One process runs all files, so that both are started once.
 */
export default defineConfig({
  test: {
    setupFiles: ['test/support/seed.ts'],
    include: ['test/witness/*.test.ts'],
    pool: 'forks',
    isolate: false,
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 900_000,
  },
});
