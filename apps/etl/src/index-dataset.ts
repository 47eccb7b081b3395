import type { ProvidedModel } from '@soundalike/model-builder';
import type { SpaceSummary } from '@soundalike/catalog';
import { openRecords, openSpaces, openStore } from '@soundalike/store-opener';
import type { OpenOptions, StoreSettings } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { FailureLog } from './failures/failure-log.ts';
import { RunHistory } from './history/run-history.ts';
import { RunRecorder } from './history/run-recorder.ts';
import { acquireRunLease } from './lease/acquire-lease.ts';
import { refuseStandIn } from './model/find-model.ts';
import { memoryShortage } from './model/memory-shortage.ts';
import { openEmbedder } from './model/open-embedder.ts';
import type { EmbedderSettings } from './model/open-embedder.ts';
import { guardDataset } from './library/dataset-guard.ts';
import { datasetFolder } from './library/judge-dataset.ts';
import { recordDataset, tellOnce } from './library/library-record.ts';
import { servingRefusal } from './plan/deletion-guard.ts';
import { createProgressDisplay } from './report/progress-display.ts';
import { ingest } from './run/ingest.ts';
import { OUTAGE_RETRY_POLICY, withRetry } from './run/retry-policy.ts';
import { observeAll } from './run/run-observer.ts';
import type { RunObserver } from './run/run-observer.ts';
import type { IngestResult, RunSummary } from './run/run-summary.ts';
import { StopSignals } from './run/stop-signals.ts';
import { ownedBy } from './scan/shard.ts';
import type { Shard } from './scan/shard.ts';
import { renewStations } from './stations/renew-stations.ts';
import type { RenewedStation } from './stations/renew-stations.ts';
import { SavedStations } from './stations/saved-stations.ts';
import { serveWhenComplete } from './spaces/serve-when-complete.ts';

/** Milliseconds that the files in flight may take after a stop. */
const GRACE_MS = 10_000;

/** Milliseconds after a stop or a failure in which a run still writes its report and returns its lease. */
const CLOSING_MS = 15_000;

/** The settings of a run. */
export type IndexSettings = StoreSettings &
  EmbedderSettings &
  Pick<Settings, 'datasetDir' | 'datasetExclude' | 'embeddingDevice' | 'maxDeleteShare' | 'playlistDir'>;

/** The result of a run, and what became of the saved stations; empty if the library has not changed. */
export interface IndexResult extends IngestResult {
  readonly stations: readonly RenewedStation[];
}

/** Options of a run. */
export interface RunOptions {
  readonly shard: Shard;
  readonly allowDeletions: boolean;
  readonly retryFailed: boolean;
  readonly rereadTags: boolean;
  /** Fill the store although it was filled from another library. */
  readonly acceptDataset: boolean;
  /** Receives what a person is to know before the run: that a model stands in, or that the demonstration library goes. */
  readonly announce: (text: string) => void;
  /** Receives the events of the run, in addition to the display and the report. */
  readonly observer?: RunObserver;
}

/**
 * Run once over the configured dataset into the configured store: hold the lease of the shard, show the progress on
 * stderr, and keep a
 * report in the store. A new space is served when it is complete and has nearly all the tracks of the previous one, or
 * immediately if
 * none is served yet. If the library changed, the playlists of saved stations are written again.
 * @throws `LEASE_HELD`; `DATASET_MISMATCH`; `MODEL_MISSING` if only a stand-in for the library's model is available; and as `ingest`
 */
export async function indexDataset(
  settings: IndexSettings,
  model: ProvidedModel,
  options: RunOptions,
  signal: AbortSignal,
): Promise<IndexResult> {
  const { shard } = options;
  // A server that hangs must not hold a run that has been stopped or has failed.
  const failed = new AbortController();
  using closing = new StopSignals(AbortSignal.any([signal, failed.signal]), CLOSING_MS);
  using display = createProgressDisplay('Indexing');
  const retryPolicy = { ...OUTAGE_RETRY_POLICY, onWait: display.waiting };
  const retried = <T>(task: () => Promise<T>): Promise<T> => withRetry(task, retryPolicy, signal);
  // A server may come back; a local file that cannot be opened stays so.
  const opened: typeof retried = settings.elasticsearch === null ? (task) => task() : retried;
  const waiting = { onWait: display.waiting, signal: closing.abandon };
  await using records = await opened(() => openRecords(settings, waiting));
  await using lease = await retried(() => acquireRunLease(records, shard));
  const recorder = new RunRecorder(model.space.id, `${shard.index}/${shard.count}`);
  const history = new RunHistory(records);
  const fill = async (): Promise<IngestResult> => {
    const served = await opened(() => servedSpace(settings, waiting));
    refuseStandIn(model, served?.space ?? null);
    const verdict =
      served === null || options.acceptDataset ? 'same' : await retried(() => guardDataset(settings, records, waiting));
    if (verdict === 'demonstration')
      options.announce(`The demonstration library makes way for ${settings.datasetDir}.`);
    const folder = await datasetFolder(settings.datasetDir);
    if (folder !== null) await retried(() => recordDataset(records, folder));
    await retried(() => tellOnce(records, model.spec.id, model.notice, options.announce));
    await using store = await opened(() => openStore(settings, model.space, waiting));
    if (served === null) await retried(() => store.serve());
    const shortage = memoryShortage(model);
    if (shortage !== null) options.announce(`${shortage.finding}; ${shortage.cure}.`);
    await using embedder = await openEmbedder(model, settings, {
      wanted: settings.embeddingDevice,
      announce: display.note,
    });
    const rules = {
      maxDeleteShare: settings.maxDeleteShare,
      allowDeletions: options.allowDeletions || verdict === 'demonstration',
    };
    const result = await ingest({
      ...rules,
      root: settings.datasetDir,
      exclude: settings.datasetExclude,
      isOwn: ownedBy(shard),
      store,
      failures: new FailureLog(records),
      retryFailed: options.retryFailed,
      rereadTags: options.rereadTags,
      embed: (path, abandon) => embedder.embed(path, abandon),
      concurrency: embedder.concurrency,
      retryPolicy,
      signal: AbortSignal.any([signal, lease.lost]),
      graceMs: GRACE_MS,
      observer: observeAll([display, recorder, ...(options.observer ? [options.observer] : [])]),
    });
    if (served === null || served.space.id === model.space.id) return result;
    const refusal = await retried(() =>
      serveWhenComplete(store, records, shard, (tracks) => servingRefusal(served.tracks, tracks, rules)),
    );
    return { ...result, refusal: result.refusal ?? refusal };
  };
  const result = await fill().catch(async (error: unknown) => {
    failed.abort();
    // An error while the report is written must not hide why the run failed.
    await history.add(recorder.failed(error)).catch(() => undefined);
    throw error;
  });
  const report = recorder.completed(result);
  await retried(() => history.add(report));
  const { playlistDir } = settings;
  if (playlistDir === null || !hasChanged(result.summary)) return { ...result, stations: [] };
  await using store = await opened(() => openStore(settings, undefined, waiting));
  const stations = await renewStations(store, new SavedStations(records), { ...settings, playlistDir });
  return { ...result, stations };
}

function hasChanged({ added, updated, moved, removed }: RunSummary): boolean {
  return added + updated + moved + removed > 0;
}

async function servedSpace(settings: StoreSettings, options: OpenOptions): Promise<SpaceSummary | null> {
  await using spaces = await openSpaces(settings, options);
  return (await spaces.list()).find(({ served }) => served) ?? null;
}
