import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Shared by every project: tests sit beside the source and run on real parts, so some take a while. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    passWithNoTests: true,
    // Programs that tests start take half the time where Node keeps what it makes of their TypeScript.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node-compile-cache', import.meta.url)) },
    // A machine that runs tests may stand still for seconds: time is up only for what hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
  },
});
