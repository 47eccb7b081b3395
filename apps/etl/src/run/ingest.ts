import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { samplePairSimilarities } from '@soundalike/catalog';
import type { TrackPath, TrackStore } from '@soundalike/catalog';
import type { TrackEmbedding } from '@soundalike/audio-core';
import type { FailedFile, FailureLog } from '../failures/failure-log.ts';
import { deletionRefusal } from '../plan/deletion-guard.ts';
import type { DeletionRules } from '../plan/deletion-guard.ts';
import { planLibrary } from '../plan/plan-library.ts';
import type { LibraryPlan } from '../plan/plan-library.ts';
import type { ScanOptions } from '../scan/scan-dataset.ts';
import { costsOneFile, isDiskAway, isOwnFault } from './file-faults.ts';
import { forEachBounded } from './for-each-bounded.ts';
import { indexFile } from './index-file.ts';
import { withPatience } from './patience.ts';
import type { Patience } from './patience.ts';
import { patientStore } from './patient-store.ts';
import type { IndexedStore } from './patient-store.ts';
import { removeVanished } from './remove-vanished.ts';
import { assertAccounted } from './run-summary.ts';
import type { RunSummary } from './run-summary.ts';
import { StopSignals } from './stop-signals.ts';

/** How far a run is. */
export interface RunProgress {
  /** Files to read, and how many of them are done. */
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Seconds of audio embedded so far. */
  readonly audioSeconds: number;
}

/** A file that was read and indexed. */
export interface IndexedFile {
  readonly path: string;
  readonly seconds: number;
}

/** Whoever watches a run. */
export interface RunObserver {
  progress?(progress: RunProgress): void;
  failure?(failure: FailedFile): void;
  indexed?(file: IndexedFile): void;
}

/** What a run works with. */
export interface IngestOptions extends DeletionRules, ScanOptions {
  /** Absolute path of the dataset. */
  readonly root: string;
  readonly store: TrackStore;
  readonly failures: FailureLog;
  /** Tries the files again that failed before, though they have not changed. */
  readonly retryFailed: boolean;
  /** @param signal abandons the file */
  readonly embed: (absolutePath: string, signal: AbortSignal) => Promise<TrackEmbedding>;
  /** Files in flight at once. */
  readonly concurrency: number;
  readonly patience: Patience;
  /** Stops the run: no more files are taken. */
  readonly signal: AbortSignal;
  /** How long the files in flight may go on after that, in milliseconds, before they are abandoned. */
  readonly graceMs: number;
  readonly observer?: RunObserver;
}

/** A run's summary, and the guard's error where it kept vanished files in the store, or a space from being served. */
export interface IngestResult {
  readonly summary: RunSummary;
  readonly refusal: SoundalikeError | null;
}

/**
 * Makes the store say what the dataset holds, doing only what changed. Each track is durable, and can be found, once it is embedded;
 * a run that is stopped or killed goes on where it was at the next start.
 * @throws `DATASET_MISSING`, `ABORTED` or the signal's reason, the store's errors, and whatever is no single file's fault
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const { patience, signal } = options;
  const startedAt = performance.now();
  using signals = new StopSignals(signal, options.graceMs);
  try {
    const plan = await withPatience(
      () => planLibrary({ ...options, failures: options.retryFailed ? [] : options.failures.list() }),
      patience,
      signal,
    );
    using ledger = plan.ledger;
    return await new Run(options, { ...plan, ledger }, signals, startedAt).toEnd();
  } catch (error) {
    if (!signal.aborted) throw error;
    // A lease that was lost says so itself; whoever else stops a run gives no reason.
    if (isSoundalikeError(signal.reason)) throw signal.reason;
    throw new SoundalikeError('ABORTED', 'stopped; the next run goes on from here', { cause: error });
  }
}

/** A run that was killed before it came to the sample leaves it to the next one. */
async function isSampleMissing(store: TrackStore): Promise<boolean> {
  return (await store.readPairSimilarities()).length === 0 && (await store.count()) > 1;
}

/** One run over a plan. */
class Run {
  readonly #options: IngestOptions;
  readonly #plan: LibraryPlan;
  readonly #signals: StopSignals;
  readonly #startedAt: number;
  readonly #store: IndexedStore;
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #failed: FailedFile[] = [];
  readonly #counts;
  #done = 0;
  #audioSeconds = 0;

  constructor(options: IngestOptions, plan: LibraryPlan, signals: StopSignals, startedAt: number) {
    this.#options = options;
    this.#plan = plan;
    this.#signals = signals;
    this.#startedAt = startedAt;
    this.#store = patientStore(options.store, options.patience, signals.abandon);
    this.#counts = { added: 0, updated: 0, moved: 0, unchanged: plan.counts.unchanged };
  }

  async toEnd(): Promise<IngestResult> {
    const { root, store, failures, signal, concurrency } = this.#options;
    const { ledger, counts, problems } = this.#plan;
    for (const { path, code, reason } of problems) this.#fail({ path, code, reason });
    for (const path of ledger.staleFailures()) await this.#patiently(() => failures.forget(path));
    this.#report();
    await forEachBounded(ledger.toRead(), concurrency, (file) => this.#index(file), signal);
    if (signal.aborted) throw new SoundalikeError('ABORTED', `stopped after ${this.#done} of ${counts.toRead} files`);

    const vanished = ledger.vanishedCount();
    const refusal = deletionRefusal(counts.known, vanished, this.#options);
    if (refusal === null) await removeVanished(ledger, root, this.#store);
    const removed = refusal === null ? vanished : 0;
    const changed = this.#counts.added + this.#counts.updated + removed > 0;
    await this.#patiently(async () => {
      if (changed || (await isSampleMissing(store)))
        await store.writePairSimilarities(await samplePairSimilarities(store));
    });
    const summary: RunSummary = {
      found: counts.toRead + counts.unchanged + counts.skipped + problems.length,
      ...this.#counts,
      skipped: counts.skipped,
      failed: this.#failed,
      removed,
      seconds: (performance.now() - this.#startedAt) / 1000,
      audioSeconds: this.#audioSeconds,
    };
    assertAccounted(summary);
    return { summary, refusal };
  }

  async #index(file: TrackPath): Promise<void> {
    const { root, patience, observer, failures, retryFailed } = this.#options;
    const { abandon } = this.#signals;
    const startedAt = performance.now();
    const context = {
      root,
      store: this.#store,
      ledger: this.#plan.ledger,
      underWay: this.#underWay,
      embed: async (path: string) => {
        const embedded = await this.#options.embed(path, abandon);
        this.#audioSeconds += embedded.durationSeconds;
        return embedded;
      },
    };
    try {
      // The calls of the store have been patient already.
      this.#counts[await withPatience(() => indexFile(file, context), patience, abandon, isDiskAway)]++;
      if (retryFailed) await this.#patiently(() => failures.forget(file.path));
      observer?.indexed?.({ path: file.path, seconds: (performance.now() - startedAt) / 1000 });
    } catch (error) {
      if (abandon.aborted || !costsOneFile(error)) throw error;
      const failure = { path: file.path, code: error.code, reason: reasonOf(error) };
      if (isOwnFault(error)) {
        const remembered = { ...file, ...failure, spaceId: this.#store.space.id, at: new Date().toISOString() };
        await this.#patiently(() => failures.remember(remembered));
      }
      this.#fail(failure);
    }
    this.#done++;
    this.#report();
  }

  #patiently<T>(task: () => Promise<T>): Promise<T> {
    return withPatience(task, this.#options.patience, this.#signals.abandon);
  }

  #fail(failure: FailedFile): void {
    this.#failed.push(failure);
    this.#options.observer?.failure?.(failure);
  }

  #report(): void {
    this.#options.observer?.progress?.({
      total: this.#plan.counts.toRead,
      done: this.#done,
      failed: this.#failed.length,
      audioSeconds: this.#audioSeconds,
    });
  }
}
