import type { FailedFile } from '../failures/failure-log.ts';

/** What a run did with every file it found. */
export interface RunSummary {
  /** Audio files, and whatever looks like one, that the scan came upon. */
  readonly found: number;
  /** New files, also of audio that is known from another place. */
  readonly added: number;
  /** Files with new tags, or with other audio than before. */
  readonly updated: number;
  /** Files that were known at another place. */
  readonly moved: number;
  readonly unchanged: number;
  /** Files that failed in an earlier run and have not changed since. */
  readonly skipped: number;
  readonly failed: readonly FailedFile[];
  /** Files that are gone and were taken out; not among those found. */
  readonly removed: number;
  /** The whole run, the planning included. */
  readonly seconds: number;
  /** Seconds of audio embedded. */
  readonly audioSeconds: number;
}

/** @throws Error where a file is not accounted for: added + updated + moved + unchanged + skipped + failed = found. */
export function assertAccounted({ found, added, updated, moved, unchanged, skipped, failed }: RunSummary): void {
  const accounted = added + updated + moved + unchanged + skipped + failed.length;
  if (accounted !== found) throw new Error(`run summary: expected ${found} files accounted for, got ${accounted}`);
}
