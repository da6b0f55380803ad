import { defineConfig } from 'vitest/config';

/** `npm test`: everything that needs nothing but Node. Suites with real programs have configurations of their own. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/oracle/**', 'test/cluster/**', 'test/witness/*.test.ts'],
    setupFiles: ['test/support/seed.ts'],
    // Nothing here changes what others see: one load of the modules serves all files.
    isolate: false,
    // The machines that run it may be busy with other things; nothing here is about time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
