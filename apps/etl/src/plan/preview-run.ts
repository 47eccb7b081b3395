import type { ProvidedModel } from '@soundalike/model-builder';
import type { EmbeddingSpace, RecordStore, TrackStore } from '@soundalike/catalog';
import { isSoundalikeError } from '@soundalike/errors';
import { openRecords, openSpaces, openStore } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { FailureLog } from '../failures/failure-log.ts';
import { guardDataset } from '../library/dataset-guard.ts';
import { ownedBy } from '../scan/shard.ts';
import type { Shard } from '../scan/shard.ts';
import { deletionRefusal } from './deletion-guard.ts';
import type { PlanCounts } from './library-ledger.ts';
import { planLibrary } from './plan-library.ts';
import type { LibraryPlan } from './plan-library.ts';

/** Preview of a run. */
export interface RunPreview extends PlanCounts {
  readonly spaceId: string;
  /** Files that cannot be indexed, as far as the scan can tell. */
  readonly problems: LibraryPlan['problems'];
  readonly passedOver: LibraryPlan['passedOver'];
  /**
   * Whether too many files are missing to be removed, unless some of them were moved: only reading the files shows
   * that.
   */
  readonly deletionsRefused: boolean;
}

/** The options of a run that its preview depends on. */
export interface PreviewOptions {
  readonly shard: Shard;
  readonly retryFailed: boolean;
  readonly rereadTags: boolean;
  readonly allowDeletions: boolean;
  readonly acceptDataset: boolean;
}

/** Plan a run without changing anything. @throws `DATASET_MISMATCH`, and as `planLibrary` */
export async function previewRun(
  settings: StoreSettings & Pick<Settings, 'datasetDir' | 'datasetExclude' | 'maxDeleteShare'>,
  { space }: Pick<ProvidedModel, 'space'>,
  { shard, retryFailed, rereadTags, allowDeletions, acceptDataset }: PreviewOptions,
  signal: AbortSignal,
): Promise<RunPreview> {
  await using store = await openForReading(settings, space);
  await using records = await openRecords(settings, { readOnly: true });
  const verdict = acceptDataset ? 'same' : await verdictOf(settings, records);
  const plan = await planLibrary({
    root: settings.datasetDir,
    exclude: settings.datasetExclude,
    store,
    failures: new FailureLog(records).list(),
    retryFailed,
    rereadTags,
    isOwn: ownedBy(shard),
    signal,
  });
  using _ledger = plan.ledger;
  const { known, vanished } = plan.counts;
  const deletionsRefused =
    deletionRefusal(known, vanished, {
      maxDeleteShare: settings.maxDeleteShare,
      allowDeletions: allowDeletions || verdict === 'demonstration',
    }) !== null;
  return { spaceId: space.id, ...plan.counts, problems: plan.problems, passedOver: plan.passedOver, deletionsRefused };
}

/** Return whether the dataset is the store's; a store that nothing is served from yet has none. */
async function verdictOf(
  settings: Parameters<typeof guardDataset>[0],
  records: RecordStore,
): ReturnType<typeof guardDataset> {
  try {
    return await guardDataset(settings, records, { readOnly: true });
  } catch (error) {
    if (isSoundalikeError(error, 'STORE_EMPTY')) return 'same';
    throw error;
  }
}

/** Open a space for reading; one that does not exist yet is not created and has no tracks. */
async function openForReading(
  settings: StoreSettings,
  space: EmbeddingSpace,
): Promise<Pick<TrackStore, 'space' | 'list'> & AsyncDisposable> {
  await using spaces = await openSpaces(settings, { readOnly: true });
  const exists = (await spaces.list()).some((known) => known.space.id === space.id);
  if (exists) return await openStore(settings, space, { readOnly: true });
  return { space, async *list() {}, async [Symbol.asyncDispose]() {} };
}
