import { defineConfig } from 'vitest/config';

/** `npm run test:cluster`: what needs a Kubernetes control plane; it is started once, and built where it is missing. */
export default defineConfig({
  test: {
    setupFiles: ['test/support/seed.ts'],
    include: ['test/cluster/**/*.test.ts'],
    globalSetup: ['test/cluster/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
