import type { EmbeddingSpace, RecordStore, TrackStore } from '@soundalike/catalog';
import { FailureLog } from '../failures/failure-log.ts';
import { ingest } from '../run/ingest.ts';
import type { IngestOptions } from '../run/run-context.ts';
import type { IngestResult } from '../run/run-summary.ts';
import { fakeEmbed } from './fake-audio.ts';

/** A store to run against, like `TestLibrary` of the contract suites. */
export interface RunTarget {
  openStore(space: EmbeddingSpace): Promise<TrackStore>;
  openRecords(): Promise<RecordStore>;
}

/** Run `ingest` once, with defaults that suit tests. */
export async function runLibrary(
  root: string,
  store: TrackStore,
  records: RecordStore,
  options: Partial<IngestOptions> = {},
): Promise<IngestResult> {
  return ingest({
    root,
    store,
    failures: new FailureLog(records),
    retryFailed: false,
    embed: fakeEmbed,
    concurrency: 3,
    retryPolicy: { tries: 1, outageMs: Infinity, firstWaitMs: 1, longestWaitMs: 1 },
    maxDeleteShare: 1,
    allowDeletions: true,
    signal: new AbortController().signal,
    graceMs: 0,
    ...options,
  });
}
