import type { EmbeddingSpace, RecordStore, TrackStore } from '@soundalike/catalog';
import { FailureLog } from '../failures/failure-log.ts';
import { ingest } from '../run/ingest.ts';
import type { IngestOptions, IngestResult } from '../run/ingest.ts';
import { fakeEmbed } from './fake-embed.ts';

/** A store to run against: as `TestLibrary` of the contract suites, for the space of the tests. */
export interface RunTarget {
  openStore(space: EmbeddingSpace): Promise<TrackStore>;
  openRecords(): Promise<RecordStore>;
}

/** One run of `ingest` with quick defaults. */
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
    patience: { tries: 1, firstWaitMs: 1, longestWaitMs: 1 },
    maxDeleteShare: 1,
    allowDeletions: true,
    signal: new AbortController().signal,
    graceMs: 0,
    ...options,
  });
}
