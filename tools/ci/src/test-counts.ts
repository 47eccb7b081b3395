import { globSync, readFileSync } from 'node:fs';

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/** Sums the test reports that the projects left behind, as one line; fails when there are none. */
const totals = { passed: 0, failed: 0, skipped: 0 };
for (const path of globSync('{libs,apps,tools}/*/test-results.json')) {
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests + report.numTodoTests;
}
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exitCode = totals.passed > 0 && totals.failed === 0 ? 0 : 1;
