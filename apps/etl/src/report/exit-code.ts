import { EXIT_CODE } from '@soundalike/command-line';
import type { IngestResult } from '../run/ingest.ts';

/** For `--help`. */
export const EXIT_CODES = `Exit codes:
  0  all is well
  1  the run could not go on
  2  wrong use or configuration
  3  the run is complete, but some files are not indexed
  4  the dataset is missing, or too much of it is gone: nothing was removed
  5  another run, a rebuild or a prune is under way
  130  interrupted; the next run goes on from there`;

/** Exit code of a run that came to its end. */
export function exitCodeOf({ summary, refusal }: IngestResult): number {
  if (refusal !== null) return EXIT_CODE.nothingRemoved;
  return summary.failed.length + summary.skipped > 0 ? EXIT_CODE.someFilesFailed : EXIT_CODE.ok;
}
