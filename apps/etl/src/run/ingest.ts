import { CatalogError, isCatalogError, reasonOf, samplePairSimilarities } from '@soundalike/catalog';
import type { ErrorCode, TrackPath, TrackStore } from '@soundalike/catalog';
import type { TrackEmbedding } from '@soundalike/audio-core';
import { guardDeletions } from '../plan/deletion-guard.ts';
import type { DeletionRules } from '../plan/deletion-guard.ts';
import { KnownLibrary } from '../plan/known-library.ts';
import { planRun } from '../plan/plan-run.ts';
import { scanDataset } from '../scan/scan-dataset.ts';
import type { ScanProblem } from '../scan/scan-dataset.ts';
import { FILE_FAULTS } from './file-faults.ts';
import { forEachBounded } from './for-each-bounded.ts';
import { indexFile } from './index-file.ts';
import type { IndexContext } from './index-file.ts';

/** A file that could not be indexed. */
export interface FailedFile {
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** What a run did. Every file found is counted once: added + updated + moved + unchanged + failed. */
export interface RunSummary {
  readonly added: number;
  readonly updated: number;
  readonly moved: number;
  readonly unchanged: number;
  /** Files that are gone and were taken out. */
  readonly removed: number;
  readonly failed: readonly FailedFile[];
  readonly seconds: number;
}

/** How far a run is. */
export interface RunProgress {
  /** Files to read, and how many of them are done. */
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Seconds of audio embedded so far. */
  readonly audioSeconds: number;
}

/** What a run works with. */
export interface IngestOptions extends DeletionRules {
  /** Absolute path of the dataset. */
  readonly root: string;
  readonly store: TrackStore;
  readonly embed: (absolutePath: string) => Promise<TrackEmbedding>;
  /** Files in flight at once. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  readonly onFailure?: (failure: FailedFile) => void;
}

/** A run's summary, and the guard's error where it kept vanished files in the store. */
export interface IngestResult {
  readonly summary: RunSummary;
  readonly refusal: CatalogError | null;
}

/**
 * Makes the store say what the dataset holds, doing only what changed. Each track is durable once it is embedded,
 * so a run that is stopped or killed goes on where it was at the next start.
 * @throws `DATASET_MISSING`, `ABORTED`, the store's errors, and whatever is no single file's fault
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const { root, store, signal } = options;
  const startedAt = performance.now();
  const known = await KnownLibrary.read(store);
  const knownBefore = known.size;
  const { files, problems } = await collect(root, signal);
  const plan = planRun(known, files, problems);

  const failed: FailedFile[] = [];
  const fail = (failure: FailedFile): void => {
    failed.push(failure);
    options.onFailure?.(failure);
  };
  for (const { path, code, reason } of problems) fail({ path, code, reason });

  const counts = { added: 0, updated: 0, moved: 0, unchanged: plan.unchanged };
  const progress = { total: plan.toRead.length, done: 0, failed: 0, audioSeconds: 0 };
  const context: IndexContext = {
    root,
    store,
    known,
    vanished: new Set(plan.vanished),
    lostFile: new Set(),
    embedding: new Map(),
    embed: async (path) => {
      const embedded = await options.embed(path);
      progress.audioSeconds += embedded.durationSeconds;
      return embedded;
    },
  };
  const indexOne = async (file: TrackPath): Promise<void> => {
    try {
      counts[await indexFile(file, context)]++;
    } catch (error) {
      if (signal.aborted || !isCatalogError(error) || !FILE_FAULTS.has(error.code)) throw error;
      fail({ path: file.path, code: error.code, reason: reasonOf(error) });
      progress.failed++;
    }
    progress.done++;
    options.onProgress?.({ ...progress });
  };
  options.onProgress?.({ ...progress });
  await forEachBounded(plan.toRead, options.concurrency, indexOne, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  if (signal.aborted) throw new CatalogError('ABORTED', `stopped after ${progress.done} of ${progress.total} files; the next run goes on from there`);

  const refusal = refusalOf(() => guardDeletions(knownBefore, context.vanished.size, options));
  const removed = refusal === null ? removeVanished(context) : 0;
  await settle(context);
  const changed = counts.added + counts.updated + removed > 0;
  if (changed || (await store.readPairSimilarities()).length === 0) {
    await store.writePairSimilarities(await samplePairSimilarities(store));
  }
  if ((await store.count()) > 0) await store.serve();
  return { summary: { ...counts, removed, failed, seconds: (performance.now() - startedAt) / 1000 }, refusal };
}

async function collect(root: string, signal: AbortSignal): Promise<{ files: TrackPath[]; problems: ScanProblem[] }> {
  const files: TrackPath[] = [];
  const problems: ScanProblem[] = [];
  for await (const item of scanDataset(root)) {
    if (signal.aborted) break;
    if ('file' in item) files.push(item.file);
    else problems.push(item.problem);
  }
  return { files, problems };
}

function refusalOf(guard: () => void): CatalogError | null {
  try {
    guard();
    return null;
  } catch (error) {
    if (isCatalogError(error, 'DELETION_REFUSED')) return error;
    throw error;
  }
}

function removeVanished({ known, vanished, lostFile }: IndexContext): number {
  for (const path of vanished) {
    const id = known.removePath(path);
    if (id !== undefined) lostFile.add(id);
  }
  return vanished.size;
}

/** Tracks that lost a file keep their others; a track that lost its last one goes. */
async function settle({ known, store, lostFile }: IndexContext): Promise<void> {
  const orphans = known.orphans();
  const gone = new Set(orphans);
  const patches = [...lostFile].filter((id) => !gone.has(id)).map((id) => ({ id, paths: known.pathsOf(id) }));
  if (patches.length > 0) await store.patch(patches);
  if (orphans.length > 0) await store.delete(orphans);
}
