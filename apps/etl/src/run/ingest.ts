import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { samplePairSimilarities } from '@soundalike/catalog';
import { mayBeVideo } from '@soundalike/dataset';
import type { TrackPath, TrackStore } from '@soundalike/catalog';
import type { FailedFile, RememberedFailure } from '../failures/failure-log.ts';
import { deletionRefusal } from '../plan/deletion-guard.ts';
import { planLibrary } from '../plan/plan-library.ts';
import type { FileToRetag } from '../plan/library-ledger.ts';
import type { LibraryPlan } from '../plan/plan-library.ts';
import { changePaths, removeVanished } from './change-paths.ts';
import { failsOneFile, isDiskUnavailable, isPermanent } from './error-kinds.ts';
import { forEachBounded } from './for-each-bounded.ts';
import { indexFile } from './index-file.ts';
import { withRetry } from './retry-policy.ts';
import { retryingStore } from './retrying-store.ts';
import type { IngestOptions, RunContext } from './run-context.ts';
import { assertAccounted } from './run-summary.ts';
import type { IngestResult, RunSummary } from './run-summary.ts';
import { StopSignals } from './stop-signals.ts';

/**
 * Update the store to what the dataset holds, reading only files that changed. Each track is durable and searchable as
 * soon as it is
 * embedded; after a stop or a crash the next run continues.
 * @throws `DATASET_MISSING`, `ABORTED` or the signal's reason, the store's errors, and any error that is not one file's
 * own
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const { retryPolicy, signal } = options;
  const startedAt = performance.now();
  using signals = new StopSignals(signal, options.graceMs);
  try {
    const plan = await withRetry(
      () => planLibrary({ ...options, failures: options.failures.list() }),
      retryPolicy,
      signal,
    );
    using ledger = plan.ledger;
    return await new Run(options, { ...plan, ledger }, signals.abandon, startedAt).complete();
  } catch (error) {
    if (!signal.aborted) throw error;
    // The reason of a lost lease says more than `ABORTED`.
    if (isSoundalikeError(signal.reason)) throw signal.reason;
    throw new SoundalikeError('ABORTED', 'stopped; the next run continues from here', { cause: error });
  }
}

/** Return whether there is no sample yet: a run that was killed before sampling leaves this to the next one. */
async function isSampleMissing(store: TrackStore): Promise<boolean> {
  return (await store.readPairSimilarities()).length === 0 && (await store.count()) > 1;
}

/** A failure as this run sees it. */
type Failure = Omit<RememberedFailure, 'spaceId' | 'at'>;

/** One run that carries out a plan. */
class Run {
  readonly #context: RunContext;
  readonly #plan: Omit<LibraryPlan, 'ledger'>;
  readonly #startedAt: number;
  readonly #failed: FailedFile[] = [];
  readonly #counts;
  #done = 0;
  #silentVideos: number;
  #audioSeconds = 0;

  constructor(options: IngestOptions, plan: LibraryPlan, abandon: AbortSignal, startedAt: number) {
    this.#context = {
      ...options,
      ledger: plan.ledger,
      retryingStore: retryingStore(options.store, options.retryPolicy, abandon),
      trackLocks: new Map(),
      abandon,
      embed: async (path, signal) => {
        const embedded = await options.embed(path, signal);
        this.#audioSeconds += embedded.durationSeconds;
        return embedded;
      },
    };
    this.#plan = plan;
    this.#startedAt = startedAt;
    this.#silentVideos = plan.counts.silentVideos;
    this.#counts = { added: 0, updated: 0, moved: 0, unchanged: plan.counts.unchanged };
  }

  async complete(): Promise<IngestResult> {
    const { root, store, ledger, failures, signal, concurrency } = this.#context;
    const { counts, problems, passedOver } = this.#plan;
    for (const path of ledger.staleFailures()) await this.#withRetry(() => failures.forget(path));
    for (const each of problems) await this.#fail({ ...each, size: 0, mtimeMs: 0, isRetried: true });
    this.#reportProgress();
    await forEachBounded(ledger.toRead(), concurrency, (file) => this.#index(file), signal);
    await forEachBounded(ledger.toRetag(), concurrency, (files) => this.#retag(files), signal);
    if (signal.aborted) throw new SoundalikeError('ABORTED', `stopped after ${this.#done} of ${this.#total} files`);

    const vanished = ledger.vanishedCount();
    const refusal = deletionRefusal(counts.known, vanished, this.#context);
    if (refusal === null) await removeVanished(ledger, root, this.#context.retryingStore);
    const removed = refusal === null ? vanished : 0;
    const changed = this.#counts.added + this.#counts.updated + removed > 0;
    await this.#withRetry(async () => {
      if (changed || (await isSampleMissing(store)))
        await store.writePairSimilarities(await samplePairSimilarities(store));
    });
    const summary: RunSummary = {
      found:
        this.#total + counts.unchanged + counts.skipped + counts.silentVideos + problems.length - this.#silentVideos,
      ...this.#counts,
      skipped: counts.skipped,
      failed: this.#failed,
      removed,
      passedOver: { ...passedOver, ...(this.#silentVideos > 0 && { silentVideos: this.#silentVideos }) },
      seconds: Math.round(performance.now() - this.#startedAt) / 1000,
      audioSeconds: Math.round(this.#audioSeconds * 1000) / 1000,
    };
    assertAccounted(summary);
    return { summary, refusal };
  }

  async #index(file: TrackPath): Promise<void> {
    const { retryPolicy, observer, abandon } = this.#context;
    const startedAt = performance.now();
    try {
      // Only disk errors: the calls of the store have been retried already.
      this.#counts[await withRetry(() => indexFile(file, this.#context), retryPolicy, abandon, isDiskUnavailable)]++;
      observer?.indexed?.({ path: file.path, seconds: Math.round(performance.now() - startedAt) / 1000 });
    } catch (error) {
      if (abandon.aborted || !failsOneFile(error)) throw error;
      const failure = { ...file, code: error.code, reason: reasonOf(error), isRetried: !isPermanent(error) };
      if (error.code === 'NO_AUDIO_STREAM' && mayBeVideo(file.path)) {
        this.#silentVideos++;
        await this.#remember({ ...failure, isSilentVideo: true });
      } else await this.#fail(failure);
    }
    this.#done++;
    this.#reportProgress();
  }

  /**
   * Read the tags of files again, and store their times. A file that cannot be read now keeps its tags, and is tried next
   * time.
   */
  async #retag(files: readonly FileToRetag[]): Promise<void> {
    const { root, retryingStore } = this.#context;
    const byTrack = [...Map.groupBy(files, ({ track }) => track)];
    const changes = await changePaths(
      retryingStore,
      root,
      byTrack.map(([id, members]) => ({ id, add: members.map(({ file }) => file) })),
    );
    changes.forEach((change, index) => {
      this.#counts[change === 'retagged' ? 'updated' : 'unchanged'] += byTrack[index]![1].length;
    });
    this.#done += files.length;
    this.#reportProgress();
  }

  get #total(): number {
    return this.#plan.counts.toRead + this.#plan.counts.toRetag;
  }

  #withRetry<T>(task: () => Promise<T>): Promise<T> {
    return withRetry(task, this.#context.retryPolicy, this.#context.abandon);
  }

  async #fail(failure: Failure): Promise<void> {
    await this.#remember(failure);
    const { path, code, reason } = failure;
    this.#failed.push({ path, code, reason });
    this.#context.observer?.failure?.({ path, code, reason });
  }

  async #remember(failure: Failure): Promise<void> {
    const { failures, store } = this.#context;
    const remembered = { ...failure, spaceId: store.space.id, at: new Date().toISOString() };
    await this.#withRetry(() => failures.remember(remembered));
  }

  #reportProgress(): void {
    this.#context.observer?.progress?.({
      total: this.#total,
      done: this.#done,
      failed: this.#failed.length,
      audioSeconds: this.#audioSeconds,
    });
  }
}
