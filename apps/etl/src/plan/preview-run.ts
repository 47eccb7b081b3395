import type { ProvidedModel } from '@soundalike/model-builder';
import type { EmbeddingSpace, TrackStore } from '@soundalike/catalog';
import { openRecords, openSpaces, openStore } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { FailureLog } from '../failures/failure-log.ts';
import { ownedBy } from '../scan/shard.ts';
import type { Shard } from '../scan/shard.ts';
import { deletionRefusal } from './deletion-guard.ts';
import type { PlanCounts } from './library-ledger.ts';
import { planLibrary } from './plan-library.ts';
import type { LibraryPlan } from './plan-library.ts';

/** What a run would do. */
export interface RunPreview extends PlanCounts {
  readonly spaceId: string;
  /** Files that cannot be indexed, as far as the scan can tell. */
  readonly problems: LibraryPlan['problems'];
  /** That too many files are gone to be removed, should none of them turn out to be moved: that shows once files are read. */
  readonly deletionsRefused: boolean;
}

/** What of a run's options its preview depends on. */
export interface PreviewOptions {
  readonly shard: Shard;
  readonly retryFailed: boolean;
  readonly allowDeletions: boolean;
}

/** Plans a run without doing anything. @throws as `planLibrary` */
export async function previewRun(
  settings: Settings,
  { space }: ProvidedModel,
  { shard, retryFailed, allowDeletions }: PreviewOptions,
  signal: AbortSignal,
): Promise<RunPreview> {
  await using store = await openForReading(settings, space);
  await using records = await openRecords(settings, { readOnly: true });
  const failures = retryFailed ? [] : new FailureLog(records).list();
  const plan = await planLibrary({ root: settings.datasetDir, store, failures, isOwn: ownedBy(shard), signal });
  using _ledger = plan.ledger;
  const { known, vanished } = plan.counts;
  const deletionsRefused =
    deletionRefusal(known, vanished, { maxDeleteShare: settings.maxDeleteShare, allowDeletions }) !== null;
  return { spaceId: space.id, ...plan.counts, problems: plan.problems, deletionsRefused };
}

/** The stored tracks of the space, or none where it does not exist yet: looking must not make it. */
async function openForReading(
  settings: Settings,
  space: EmbeddingSpace,
): Promise<Pick<TrackStore, 'space' | 'list'> & AsyncDisposable> {
  await using spaces = await openSpaces(settings, { readOnly: true });
  const exists = (await spaces.list()).some((known) => known.space.id === space.id);
  if (exists) return await openStore(settings, space, { readOnly: true });
  return { space, async *list() {}, async [Symbol.asyncDispose]() {} };
}
