import { defineConfig } from 'vitest/config';

/** Suites that ask real programs: systemd, the docker client, bash. Each says loudly when its program is missing. */
export default defineConfig({
  test: {
    setupFiles: ['test/support/seed.ts'],
    include: ['test/oracle/**/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 60_000,
  },
});
