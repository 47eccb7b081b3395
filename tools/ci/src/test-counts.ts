import { readFileSync } from 'node:fs';

/** Part of vitest's JSON report that is summed. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Numbers of tests, and which of them failed. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The file and name of each failed test; the file alone if it could not be run. */
  readonly failures: readonly string[];
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
    failures: reports.flatMap(failuresOf),
  };
}

function failuresOf({ testResults }: Report): string[] {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      return failed.length > 0 ? failed.map(({ fullName }) => `${name}: ${fullName}`) : [name];
    });
}

/** Format the end of a run: the failed tests, which scrolled past in the output of their project, and the counts. */
export function formatCounts({ passed, failed, skipped, failures }: TestCounts): string {
  return [...failures.map((name) => `failed: ${name}`), `${passed} passed, ${failed} failed, ${skipped} skipped`].join(
    '\n',
  );
}
