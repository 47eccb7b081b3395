import { readFileSync } from 'node:fs';

/** Part of vitest's JSON report that is summed. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/** Numbers of tests. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Return the sums over vitest's JSON reports. */
export function addReports(paths: readonly string[]): TestCounts {
  const reports = paths.map((path) => JSON.parse(readFileSync(path, 'utf8')) as Report);
  const sum = (count: (report: Report) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    passed: sum((report) => report.numPassedTests),
    failed: sum((report) => report.numFailedTests),
    skipped: sum((report) => report.numPendingTests + report.numTodoTests),
  };
}

/** Format the counts as the last line of a run. */
export function reportLine({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
