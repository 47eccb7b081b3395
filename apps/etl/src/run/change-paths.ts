import { join } from 'node:path';
import { readTags } from '@soundalike/audio-core';
import { isSoundalikeError } from '@soundalike/errors';
import { mergePaths, metadataOf } from '@soundalike/catalog';
import type { Track, TrackMetadata, TrackPatch, TrackPath, TrackStore } from '@soundalike/catalog';

/** The files that a track gains and loses. */
export interface PathChange {
  readonly id: string;
  readonly add?: readonly TrackPath[];
  readonly remove?: readonly string[];
}

/** What became of a track: whether its tags are others now, or that it is not stored. */
export type ChangedTrack = 'retagged' | 'kept tags' | 'not stored';

/**
 * Adds files to stored tracks and takes others away. A track that lies under several paths has the tags of the first of them by name, and
 * gets them in the same write, which is made only while that path is the first and its file is known as it was before the tags were read: where
 * another process was quicker, this one looks again.
 * @returns what became of each track, in order
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
    // Each by itself, from what is stored now: somebody else got ahead with one of them.
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
  const metadata = firstPath === null ? null : await tagsOf(join(root, firstPath.path));
  return {
    // The tags go along also where they are as stored: somebody else may just be changing them.
    patch: { id: track.id, addPaths: add, removePaths: remove, firstPath, ...(metadata && { metadata }) },
    outcome: metadata && !isSame(metadata, track) ? 'retagged' : 'kept tags',
  };
}

/** The tags of a file, or null where it cannot be read now: the track keeps those that it has. */
async function tagsOf(file: string): Promise<TrackMetadata | null> {
  try {
    return await readTags(file);
  } catch (error) {
    if (isSoundalikeError(error)) return null;
    throw error;
  }
}

function isSame(a: TrackMetadata, b: TrackMetadata): boolean {
  return JSON.stringify(metadataOf(a)) === JSON.stringify(metadataOf(b));
}
