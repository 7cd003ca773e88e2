import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['@nilecare/dev-database/testing'],
    // Many tests wait for a server, a deadline or a child more than they compute.
    maxWorkers: availableParallelism() + 2,
    // Each file by itself would load the product and its libraries anew: two fifths of the processor's time. No test may
    // leave anything in a module or in the environment.
    isolate: false,
    unstubEnvs: true,
    restoreMocks: true,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    coverage: { provider: 'v8', include: ['{shared,database,microservices}/*/src/**/*.ts'] },
  },
});
