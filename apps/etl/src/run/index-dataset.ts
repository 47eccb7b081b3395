import type { ProvidedModel } from '@soundalike/model-builder';
import type { SpaceSummary } from '@soundalike/catalog';
import { openRecords, openSpaces, openStore } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { FailureLog } from '../failures/failure-log.ts';
import { RunHistory } from '../history/run-history.ts';
import { RunRecorder } from '../history/run-recorder.ts';
import { acquireRunLease } from '../lease/acquire-lease.ts';
import { servingRefusal } from '../plan/deletion-guard.ts';
import { createProgressDisplay } from '../report/progress-display.ts';
import { ownedBy } from '../scan/shard.ts';
import type { Shard } from '../scan/shard.ts';
import { refuseStandIn } from '../spaces/refuse-stand-in.ts';
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
 * and its report kept in the store. A space that is new is served once it is complete and has nearly all that the one before had, or at once where none is served yet.
 * @throws `LEASE_HELD`, `MODEL_MISSING` where only a stand-in for the library's model is there, and as `ingest`
 */
export async function indexDataset(
  settings: Settings,
  model: ProvidedModel,
  options: RunOptions,
  signal: AbortSignal,
): Promise<IngestResult> {
  const { shard } = options;
  using display = createProgressDisplay('Indexing');
  const patience = { ...NIGHTLY_PATIENCE, onWait: display.waiting };
  const patiently = <T>(task: () => Promise<T>): Promise<T> => withPatience(task, patience, signal);
  // A server may come back; a file of this machine that cannot be opened stays so.
  const opening: typeof patiently = settings.elasticsearch === null ? (task) => task() : patiently;
  await using records = await opening(() => openRecords(settings));
  await using lease = await patiently(() => acquireRunLease(records, shard));
  const recorder = new RunRecorder(model.space.id, `${shard.index}/${shard.count}`);
  const history = new RunHistory(records);
  const fill = async (): Promise<IngestResult> => {
    const served = await opening(() => servedSpace(settings));
    refuseStandIn(model, served?.space ?? null);
    await using store = await opening(() => openStore(settings, model.space));
    if (served === null) await patiently(() => store.serve());
    await using embedder = await openEmbedder(model, settings);
    const rules = { maxDeleteShare: settings.maxDeleteShare, allowDeletions: options.allowDeletions };
    const result = await ingest({
      ...rules,
      root: settings.datasetDir,
      isOwn: ownedBy(shard),
      store,
      failures: new FailureLog(records),
      retryFailed: options.retryFailed,
      embed: (path, abandon) => embedder.embed(path, abandon),
      concurrency: embedder.concurrency,
      patience,
      signal: AbortSignal.any([signal, lease.lost]),
      graceMs: GRACE_MS,
      observer: observeAll([display, recorder, ...(options.observer ? [options.observer] : [])]),
    });
    if (served === null || served.space.id === model.space.id) return result;
    const refusal = await patiently(() =>
      serveWhenComplete(store, records, shard, (tracks) => servingRefusal(served.tracks, tracks, rules)),
    );
    return { ...result, refusal: result.refusal ?? refusal };
  };
  const result = await fill().catch(async (error: unknown) => {
    // The report of a run that broke off must not hide why it did.
    await history.add(recorder.broken(error)).catch(() => undefined);
    throw error;
  });
  const report = recorder.ended(result);
  await patiently(() => history.add(report));
  return result;
}

async function servedSpace(settings: Settings): Promise<SpaceSummary | null> {
  await using spaces = await openSpaces(settings);
  return (await spaces.list()).find(({ served }) => served) ?? null;
}
