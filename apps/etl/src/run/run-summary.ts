import type { SoundalikeError } from '@soundalike/errors';
import type { FailedFile } from '../failures/failure-log.ts';
import type { PassedOverCounts } from '../plan/plan-library.ts';

/** Counts of a complete run: what was done with every file that it found. */
export interface RunSummary {
  /** Audio files that the scan found, and entries that it could not read. */
  readonly found: number;
  /** New files, also of audio that is already known from another file. */
  readonly added: number;
  /** Files with new tags, or with other audio than before. */
  readonly updated: number;
  /** Files that were known under another path. */
  readonly moved: number;
  readonly unchanged: number;
  /** Files that failed in an earlier run and have not changed since. */
  readonly skipped: number;
  readonly failed: readonly FailedFile[];
  /** Deleted files that were removed from the store; not among those found. */
  readonly removed: number;
  /** Entries that are not music or are left out, by kind; not among those found. */
  readonly passedOver: PassedOverCounts;
  /** Duration of the entire run, planning included. */
  readonly seconds: number;
  /** Seconds of audio embedded. */
  readonly audioSeconds: number;
}

/** The summary of a run, and the `DELETION_REFUSED` if deleted files were kept or a new space is not served. */
export interface IngestResult {
  readonly summary: RunSummary;
  readonly refusal: SoundalikeError | null;
}

/**
 * Check that every file is counted once: added + updated + moved + unchanged + skipped + failed = found.
 * @throws Error if not, which is a defect of this program
 */
export function assertAccounted({ found, added, updated, moved, unchanged, skipped, failed }: RunSummary): void {
  const accounted = added + updated + moved + unchanged + skipped + failed.length;
  if (accounted !== found) throw new Error(`the run found ${found} files, but its counts add up to ${accounted}`);
}
