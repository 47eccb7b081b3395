import { defineConfig } from 'vitest/config';

/** Shared by every project: tests sit beside the source and run on real parts, so some take a while. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    passWithNoTests: true,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
  },
});
