import { SoundalikeError } from '@soundalike/errors';
import { TAG_READER_VERSION } from '@soundalike/audio-core/tags';
import type { TrackStore } from '@soundalike/catalog';
import type { RememberedFailure } from '../failures/failure-log.ts';
import { scanDataset } from '../scan/scan-dataset.ts';
import type { ScanOptions } from '../scan/scan-dataset.ts';
import { problem } from '../scan/scan-item.ts';
import type { DeadLink, ScanItem, ScanProblem } from '../scan/scan-item.ts';
import { LibraryLedger } from './library-ledger.ts';
import type { PlanCounts } from './library-ledger.ts';

/** Inputs of a plan. */
export interface PlanSources extends ScanOptions {
  readonly root: string;
  readonly store: Pick<TrackStore, 'space' | 'list'>;
  /** Files that failed before. Those that failed by their content are skipped as long as they do not change. */
  readonly failures: AsyncIterable<RememberedFailure> | Iterable<RememberedFailure>;
  /** Skip none of them. */
  readonly retryFailed?: boolean;
  /** Read the tags of all files again. */
  readonly rereadTags?: boolean;
  readonly signal: AbortSignal;
}

/** The plan of a run. The owner disposes of `ledger`. */
export interface LibraryPlan {
  readonly ledger: LibraryLedger;
  readonly counts: PlanCounts;
  /** This process's share of the entries that cannot be indexed. */
  readonly problems: readonly ScanProblem[];
  readonly passedOver: PassedOverCounts;
}

/** Number of entries that this process passed over, by kind, such as `pictures`, `.mid` or `excluded`. */
export type PassedOverCounts = Readonly<Record<string, number>>;

/** Find the differences between the store and the dataset. @throws `DATASET_MISSING`, `ABORTED`, the store's errors */
export async function planLibrary({
  root,
  store,
  failures,
  retryFailed = false,
  rereadTags = false,
  signal,
  isOwn = () => true,
  ...options
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
      const isSkipped = failure.spaceId === store.space.id && !failure.isRetried && !retryFailed;
      if (isSkipped) ledger.addFailed(failure, failure.isSilentVideo);
      else ledger.addStaleFailure(failure.path);
    }
    const problems: ScanProblem[] = [];
    const passedOver: Record<string, number> = {};
    for await (const found of scanDataset(root, { ...options, isOwn })) {
      throwIfStopped();
      const item = 'deadLink' in found ? judgeLink(found, ledger) : found;
      if ('file' in item) ledger.addFound(item.file);
      else if ('passedOver' in item) {
        const { kind, path } = item.passedOver;
        if (isOwn(path)) passedOver[kind] = (passedOver[kind] ?? 0) + 1;
      } else {
        ledger.addUnseen(item.problem.path);
        if (isOwn(item.problem.path)) problems.push(item.problem);
      }
    }
    return { ledger, counts: ledger.plan({ rereadTags }), problems, passedOver };
  } catch (error) {
    ledger[Symbol.dispose]();
    throw error;
  }
}

/**
 * A link that leads nowhere is harmless, unless the store knows files behind it: then a disk is probably not mounted. They
 * are kept, because the link is still there, and the link is a problem to report.
 */
function judgeLink({ deadLink }: DeadLink, ledger: LibraryLedger): Exclude<ScanItem, DeadLink> {
  const { kind, path, code, reason } = deadLink;
  const known = ledger.addUnseen(path);
  return known === 0
    ? { passedOver: { kind, path } }
    : problem(path, code, `${reason}; ${known} known file(s) behind it are kept. Mount its disk, or delete the link`);
}
