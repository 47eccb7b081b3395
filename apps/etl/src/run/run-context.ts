import type { TrackEmbedding } from '@soundalike/audio-core';
import type { TrackStore } from '@soundalike/catalog';
import type { FailureLog } from '../failures/failure-log.ts';
import type { DeletionRules } from '../plan/deletion-guard.ts';
import type { LibraryLedger } from '../plan/library-ledger.ts';
import type { ScanOptions } from '../scan/scan-dataset.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { IndexedStore } from './retrying-store.ts';
import type { RunObserver } from './run-observer.ts';

/** Options of a run. */
export interface IngestOptions extends DeletionRules, ScanOptions {
  /** Absolute path of the dataset. */
  readonly root: string;
  readonly store: TrackStore;
  readonly failures: FailureLog;
  /** Read files again that failed before, even if they have not changed. */
  readonly retryFailed: boolean;
  /** Read the tags of all files again, even if they have not changed; default: no. */
  readonly rereadTags?: boolean;
  /** @param signal abandons the file */
  readonly embed: (absolutePath: string, signal: AbortSignal) => Promise<TrackEmbedding>;
  /** Files in flight at the same time. */
  readonly concurrency: number;
  readonly retryPolicy: RetryPolicy;
  /** Stops the run: no more files are started. */
  readonly signal: AbortSignal;
  /** Milliseconds that the files in flight may take after a stop, before they are abandoned. */
  readonly graceMs: number;
  readonly observer?: RunObserver;
}

/** The state that the steps of one run share: its options, and what was prepared from them. */
export interface RunContext extends IngestOptions {
  readonly ledger: LibraryLedger;
  /** The store, with calls that are retried by the policy. */
  readonly retryingStore: IndexedStore;
  /** Work in progress by track id, see `withTrackLock`. */
  readonly trackLocks: Map<string, Promise<unknown>>;
  /** Aborted when the files in flight are to be abandoned. */
  readonly abandon: AbortSignal;
}
