import type { ErrorCode } from '@soundalike/errors';
import type { FailedFile } from '../failures/failure-log.ts';
import type { IndexedFile } from '../run/ingest.ts';
import type { RunSummary } from '../run/run-summary.ts';

/** What is kept of a run. */
export interface RunReport {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly spaceId: string;
  /** `i/n`. */
  readonly shard: string;
  /** Files that were read and brought up to date, also by a run that broke off; reports of before this was noted lack it. */
  readonly indexed?: number;
  /** null where the run did not come to its end. */
  readonly summary: (Omit<RunSummary, 'failed'> & { readonly failed: number }) | null;
  /** The first hundred failures. */
  readonly failures: readonly FailedFile[];
  /** The five files that took longest. */
  readonly slowest: readonly IndexedFile[];
  /** Why the run stopped, or kept vanished files; null where all went well. */
  readonly error: { readonly code: ErrorCode | 'UNEXPECTED'; readonly message: string } | null;
}
