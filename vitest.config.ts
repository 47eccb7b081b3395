import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Configuration of every project. Tests sit next to the source and run on real parts, so some take a while. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    passWithNoTests: true,
    // Node keeps the compiled TypeScript of the programs that tests start, which halves their start.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node-compile-cache', import.meta.url)) },
    // Files share the modules of their worker, which halves the processor time of most rooms.
    isolate: false,
    // A machine that runs tests can stall for seconds: only a test that hangs reaches this limit.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    // For npm run coverage: a report in each project's folder coverage/. Child processes are not counted.
    coverage: { provider: 'v8', include: ['src/**/*.{ts,tsx}'], reporter: ['text-summary', 'html'] },
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
  },
});
