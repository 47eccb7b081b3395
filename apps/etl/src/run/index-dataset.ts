import type { ProvidedModel } from '@soundalike/audio-core';
import { openRecords, openSpaces, openStore } from '@soundalike/settings';
import type { Settings } from '@soundalike/settings';
import { FailureLog } from '../failures/failure-log.ts';
import { RunHistory } from '../history/run-history.ts';
import { RunRecorder } from '../history/run-recorder.ts';
import { RunLease } from '../lease/run-lease.ts';
import { createProgressDisplay } from '../report/progress-display.ts';
import { ownedBy } from '../scan/shard.ts';
import type { Shard } from '../scan/shard.ts';
import { serveWhenComplete } from '../spaces/serve-when-complete.ts';
import { ingest } from './ingest.ts';
import type { IngestResult, RunObserver } from './ingest.ts';
import { observeAll } from './observe-all.ts';
import { openEmbedder } from './open-embedder.ts';
import { NIGHTLY_PATIENCE, withPatience } from './patience.ts';

/** How long the files in flight may go on after a stop, in milliseconds. */
const GRACE_MS = 10_000;

/** What a run may be told. */
export interface RunOptions {
  readonly shard: Shard;
  readonly allowDeletions: boolean;
  readonly retryFailed: boolean;
  /** Watches beside the display and the report. */
  readonly observer?: RunObserver;
}

/**
 * One run over the configured dataset into the configured store: under the lease of its shard, with its progress shown on stderr
 * and its report kept in the store. A space that is new is served once it is complete, or at once where none is served yet.
 * @throws `LEASE_HELD`, and as `ingest`
 */
export async function indexDataset(settings: Settings, model: ProvidedModel, options: RunOptions, signal: AbortSignal): Promise<IngestResult> {
  const { shard } = options;
  const patiently = <T>(task: () => Promise<T>): Promise<T> => withPatience(task, NIGHTLY_PATIENCE, signal);
  await using records = await patiently(() => openRecords(settings));
  await using lease = await patiently(() => RunLease.acquire(records, `etl-${shard.index}-of-${shard.count}`));
  await using store = await patiently(() => openStore(settings, model.space));
  if (!(await isAnythingServed(settings))) await store.serve();
  await using embedder = await openEmbedder(model, settings);
  const display = createProgressDisplay('Indexing');
  const recorder = new RunRecorder(model.space.id, `${shard.index}/${shard.count}`);
  const history = new RunHistory(records);
  try {
    const result = await ingest({
      root: settings.datasetDir,
      isOwn: ownedBy(shard),
      store,
      failures: new FailureLog(records),
      retryFailed: options.retryFailed,
      embed: (path, abandon) => embedder.embed(path, abandon),
      concurrency: embedder.concurrency,
      patience: NIGHTLY_PATIENCE,
      maxDeleteShare: settings.maxDeleteShare,
      allowDeletions: options.allowDeletions,
      signal: AbortSignal.any([signal, lease.lost]),
      graceMs: GRACE_MS,
      observer: observeAll([display, recorder, ...(options.observer ? [options.observer] : [])]),
    });
    await serveWhenComplete(store, records, shard);
    await history.add(recorder.ended(result));
    return result;
  } catch (error) {
    // The report of a run that broke off must not hide why it did.
    await history.add(recorder.broken(error)).catch(() => undefined);
    throw error;
  } finally {
    display.stop();
  }
}

async function isAnythingServed(settings: Settings): Promise<boolean> {
  await using spaces = await openSpaces(settings);
  return (await spaces.list()).some(({ served }) => served);
}
