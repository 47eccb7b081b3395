import { EXIT_CODE } from '@soundalike/command-line';
import type { IngestResult } from '../run/run-summary.ts';

/** Exit codes for `--help`. */
export const EXIT_CODES = `Exit codes:
  0  ok
  1  the run failed
  2  wrong use or configuration
  3  the run is complete, but some files are not indexed (0 with --tolerate-failures)
  4  the dataset is missing, is not the store's, or too much of it is missing: nothing was removed
  5  another run, a rebuild or a prune is under way
  130  interrupted; the next run continues from there`;

/**
 * Return the exit code of a run that completed.
 * @param tolerateFailures whether a run is ok although some files are not indexed: schedulers take any code but 0 for a
 *   failed job, and would fail each night for one broken file
 */
export function exitCodeOf({ summary, refusal }: IngestResult, tolerateFailures = false): number {
  if (refusal !== null) return EXIT_CODE.nothingRemoved;
  const isComplete = summary.failed.length + summary.skipped === 0;
  return isComplete || tolerateFailures ? EXIT_CODE.ok : EXIT_CODE.someFilesFailed;
}
