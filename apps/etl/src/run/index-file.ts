import { join } from 'node:path';
import { audioDigest, readTags, trackIdOf } from '@soundalike/audio-core';
import type { TrackEmbedding } from '@soundalike/audio-core';
import type { TrackPath } from '@soundalike/catalog';
import { changePaths } from './change-paths.ts';
import { mayHaveCrashed } from './error-kinds.ts';
import type { RunContext } from './run-context.ts';

/** Result of indexing one file. */
export type FileOutcome = 'added' | 'updated' | 'moved' | 'unchanged';

/** The part of a run's context that indexing a file needs. */
type IndexContext = Pick<RunContext, 'root' | 'retryingStore' | 'ledger' | 'trackLocks' | 'embed' | 'abandon'>;

/**
 * Update the store for one file: embed audio that is new; otherwise only write the path and the tags.
 * @throws the error of the file (`FILE_UNREADABLE`, `DECODE_FAILED`, `TOO_SHORT`, …) or of the store
 */
export async function indexFile(file: TrackPath, context: IndexContext): Promise<FileOutcome> {
  const digest = await audioDigest(join(context.root, file.path));
  const id = trackIdOf(digest);
  const previousTracks = context.ledger.tracksAt(file.path);
  const outcome = await withTrackLock(id, context, () => placeFile(id, digest, file, previousTracks, context));
  // A file with other audio than before no longer belongs to its previous tracks.
  for (const track of previousTracks)
    if (track !== id) await withTrackLock(track, context, () => removeFromTrack(track, file.path, context));
  return outcome;
}

/** Run one piece of work on a track at a time: each write depends on what was read just before. */
async function withTrackLock<T>(id: string, { trackLocks }: IndexContext, work: () => Promise<T>): Promise<T> {
  while (trackLocks.has(id)) await trackLocks.get(id)?.catch(() => undefined);
  const working = work();
  trackLocks.set(id, working);
  try {
    return await working;
  } finally {
    trackLocks.delete(id);
  }
}

async function placeFile(
  id: string,
  digest: string,
  file: TrackPath,
  previousTracks: readonly string[],
  context: IndexContext,
): Promise<FileOutcome> {
  const { ledger } = context;
  const movedFrom = previousTracks.includes(id) ? undefined : ledger.vanishedPathOf(id);
  const remove = movedFrom === undefined ? [] : [movedFrom];
  const [change] = await changePaths(context.retryingStore, context.root, [{ id, add: [file], remove }]);
  if (change === 'not stored') await addTrack(id, digest, file, context);
  ledger.place(id, file);
  if (movedFrom !== undefined) ledger.remove({ track: id, path: movedFrom });
  if (change !== 'not stored' && movedFrom !== undefined) return 'moved';
  if (previousTracks.some((track) => track !== id) || change === 'retagged') return 'updated';
  return change === 'kept tags' && previousTracks.includes(id) ? 'unchanged' : 'added';
}

async function addTrack(
  id: string,
  digest: string,
  file: TrackPath,
  { root, retryingStore, embed, abandon }: IndexContext,
): Promise<void> {
  const absolute = join(root, file.path);
  const embedOnce = (): Promise<TrackEmbedding> => embed(absolute, abandon);
  const embedTwice = embedOnce().catch((error: unknown) => {
    if (!mayHaveCrashed(error) || abandon.aborted) throw error;
    return embedOnce();
  });
  const [metadata, embedded] = await Promise.all([readTags(absolute), embedTwice]);
  await retryingStore.upsert([
    {
      ...metadata,
      ...embedded,
      id,
      spaceId: retryingStore.space.id,
      paths: [file],
      audioDigest: digest,
      indexedAt: new Date().toISOString(),
    },
  ]);
}

/** Remove a file from a track whose audio it no longer has. */
async function removeFromTrack(id: string, path: string, { root, retryingStore, ledger }: IndexContext): Promise<void> {
  await changePaths(retryingStore, root, [{ id, remove: [path] }]);
  ledger.remove({ track: id, path });
}
