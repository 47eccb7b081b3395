import { join } from 'node:path';
import { readTags } from '@soundalike/audio-core';
import { isSoundalikeError, systemCode } from '@soundalike/errors';
import { mergePaths, metadataOf } from '@soundalike/catalog';
import type { Track, TrackMetadata, TrackPatch, TrackPath, TrackStore } from '@soundalike/catalog';
import type { LibraryLedger } from '../plan/library-ledger.ts';
import type { IndexedStore } from './retrying-store.ts';

/** The files that a track gains and loses. Without any, only its tags are read again. */
export interface PathChange {
  readonly id: string;
  readonly add?: readonly TrackPath[];
  readonly remove?: readonly string[];
}

/** Result for a track: whether its tags changed, or that it is not stored. */
export type ChangedTrack = 'retagged' | 'kept tags' | 'not stored';

/**
 * Add files to stored tracks and remove others. A track with several paths has the tags of the first path by name, and
 * gets them in the
 * same write. That write succeeds only while that path is still the first one and its file is known as it was before
 * the tags were read:
 * if another process wrote in between, this one reads the track again.
 * @returns the result for each track, in order
 */
export async function changePaths(
  store: Pick<TrackStore, 'get' | 'patch'>,
  root: string,
  changes: readonly PathChange[],
): Promise<ChangedTrack[]> {
  const stored = new Map((await store.get(changes.map(({ id }) => id))).map((track) => [track.id, track]));
  const decided = await Promise.all(
    changes.map(async (change) => {
      const track = stored.get(change.id);
      return track ? decide(track, root, change) : null;
    }),
  );
  try {
    const patches = decided.flatMap((each) => each?.patch ?? []);
    if (patches.length > 0) await store.patch(patches);
    return decided.map((each) => each?.outcome ?? 'not stored');
  } catch (error) {
    if (!isSoundalikeError(error, 'TRACK_NOT_FOUND') && !isSoundalikeError(error, 'TRACK_CHANGED')) throw error;
    // Another process changed one of them: repeat each separately, from what is stored now.
    const outcomes: ChangedTrack[] = [];
    for (const change of changes) outcomes.push(...(await changePaths(store, root, [change])));
    return outcomes;
  }
}

async function decide(
  track: Track,
  root: string,
  { add = [], remove = [] }: PathChange,
): Promise<{ patch: TrackPatch; outcome: ChangedTrack }> {
  const [firstPath = null] = mergePaths(track.paths, add, remove);
  const tags = firstPath === null ? 'missing' : await tagsOf(join(root, firstPath.path));
  const metadata = typeof tags === 'string' ? null : tags;
  // A missing file that is not one of these is removed by the process that it belongs to, which reads the tags then.
  const areTagsSettled = metadata !== null || (tags === 'missing' && !add.some(({ path }) => path === firstPath?.path));
  return {
    // Unchanged tags are written, too: another process may be changing them at this moment.
    patch: {
      id: track.id,
      addPaths: areTagsSettled ? add : add.map(withoutChangeTime),
      removePaths: remove,
      firstPath,
      ...(metadata && { metadata }),
    },
    outcome: metadata && !isSame(metadata, track) ? 'retagged' : 'kept tags',
  };
}

/** Leave the time of change out, so that the next run reads the tags that could not be read now. */
function withoutChangeTime({ path, size, mtimeMs }: TrackPath): TrackPath {
  return { path, size, mtimeMs };
}

/** Return the tags of a file, or why there are none: the track then keeps its tags. */
async function tagsOf(file: string): Promise<TrackMetadata | 'missing' | 'unreadable'> {
  try {
    return await readTags(file);
  } catch (error) {
    if (!isSoundalikeError(error)) throw error;
    return systemCode(error.cause) === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

/** Return whether two readings of tags have the same values, by whatever version of the reader. */
function isSame(a: TrackMetadata, b: TrackMetadata): boolean {
  const values = (track: TrackMetadata) => JSON.stringify({ ...metadataOf(track), tagReaderVersion: 0 });
  return values(a) === values(b);
}

/**
 * Remove vanished files from the store: tracks keep their other files, and tracks without any file left are deleted.
 */
export async function removeVanished(ledger: LibraryLedger, root: string, store: IndexedStore): Promise<void> {
  for (let batch = ledger.takeVanished(); batch.length > 0; batch = ledger.takeVanished()) {
    const byTrack = Map.groupBy(batch, ({ track }) => track);
    await changePaths(
      store,
      root,
      [...byTrack].map(([id, placements]) => ({ id, remove: placements.map(({ path }) => path) })),
    );
  }
  // Another process may have added a file to such a track in the meantime.
  for (let ids = ledger.takePathless(); ids.length > 0; ids = ledger.takePathless())
    await store.delete(ids, { withoutPathsOnly: true });
}
