import { SoundalikeError } from '@soundalike/errors';
import { TAG_READER_VERSION } from '@soundalike/audio-core/tags';
import type { TrackStore } from '@soundalike/catalog';
import type { RememberedFailure } from '../failures/failure-log.ts';
import { scanDataset } from '../scan/scan-dataset.ts';
import type { ScanOptions, ScanProblem } from '../scan/scan-dataset.ts';
import { LibraryLedger } from './library-ledger.ts';
import type { PlanCounts } from './library-ledger.ts';

/** Inputs of a plan. */
export interface PlanSources extends ScanOptions {
  readonly root: string;
  readonly store: Pick<TrackStore, 'space' | 'list'>;
  /** Files that failed before; they are skipped as long as they do not change. */
  readonly failures: AsyncIterable<RememberedFailure> | Iterable<RememberedFailure>;
  readonly signal: AbortSignal;
}

/** The plan of a run. The owner disposes of `ledger`. */
export interface LibraryPlan {
  readonly ledger: LibraryLedger;
  readonly counts: PlanCounts;
  /** This process's share of the entries that cannot be indexed. */
  readonly problems: readonly ScanProblem[];
}

/** Find the differences between the store and the dataset. @throws `DATASET_MISSING`, `ABORTED`, the store's errors */
export async function planLibrary({
  root,
  store,
  failures,
  signal,
  isOwn = () => true,
  fileSystem,
}: PlanSources): Promise<LibraryPlan> {
  const ledger = new LibraryLedger();
  try {
    const throwIfStopped = (): void => {
      if (signal.aborted) throw new SoundalikeError('ABORTED', 'stopped while planning; nothing was changed');
    };
    for await (const track of store.list()) {
      throwIfStopped();
      ledger.addKnown(track, isOwn, track.tagReaderVersion < TAG_READER_VERSION);
    }
    for await (const failure of failures) {
      if (!isOwn(failure.path)) continue;
      if (failure.spaceId === store.space.id) ledger.addFailed(failure);
      else ledger.addStaleFailure(failure.path);
    }
    const problems: ScanProblem[] = [];
    for await (const item of scanDataset(root, { isOwn, ...(fileSystem && { fileSystem }) })) {
      throwIfStopped();
      if ('file' in item) ledger.addFound(item.file);
      else {
        ledger.addUnseen(item.problem.path);
        if (isOwn(item.problem.path)) problems.push(item.problem);
      }
    }
    return { ledger, counts: ledger.plan(), problems };
  } catch (error) {
    ledger[Symbol.dispose]();
    throw error;
  }
}
