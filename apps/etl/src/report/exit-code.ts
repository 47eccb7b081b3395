import { EXIT_CODE } from '@soundalike/command-line';
import type { IngestResult } from '../run/run-summary.ts';

/** Exit codes for `--help`. */
export const EXIT_CODES = `Exit codes:
  0  ok
  1  the run failed
  2  wrong use or configuration
  3  the run is complete, but some files are not indexed
  4  the dataset is missing, or too much of it is missing: nothing was removed
  5  another run, a rebuild or a prune is under way
  130  interrupted; the next run continues from there`;

/** Return the exit code of a run that completed. */
export function exitCodeOf({ summary, refusal }: IngestResult): number {
  if (refusal !== null) return EXIT_CODE.nothingRemoved;
  return summary.failed.length + summary.skipped > 0 ? EXIT_CODE.someFilesFailed : EXIT_CODE.ok;
}
