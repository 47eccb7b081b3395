import { join } from 'node:path';
import { readTags } from '@soundalike/audio-core';
import { isCatalogError } from '@soundalike/catalog';
import type { Track, TrackMetadata, TrackPatch, TrackPath } from '@soundalike/catalog';

/**
 * The patch that adds files to a stored track and takes others away. A track that lies under several paths has the metadata of the first
 * of them by name; where that changes, it goes into the same patch, since a run may be killed between two.
 */
export async function pathChange(
  track: Track,
  root: string,
  change: { readonly add?: readonly TrackPath[]; readonly remove?: readonly string[] },
): Promise<TrackPatch> {
  const { add = [], remove = [] } = change;
  const paths = new Set([...track.paths, ...add].map(({ path }) => path)).difference(new Set(remove));
  const [first] = [...paths].sort();
  const metadata = first === undefined ? null : await newMetadata(track, join(root, first));
  return { id: track.id, addPaths: add, removePaths: remove, ...(metadata && { metadata }) };
}

/** The tags of the file, where they say something else than the track. */
async function newMetadata(track: Track, file: string): Promise<TrackMetadata | null> {
  try {
    const metadata = await readTags(file);
    return isSame(metadata, track) ? null : metadata;
  } catch (error) {
    // A file that cannot be read now is some later run's business.
    if (isCatalogError(error)) return null;
    throw error;
  }
}

function isSame(a: TrackMetadata, b: TrackMetadata): boolean {
  const fields = (track: TrackMetadata): string =>
    JSON.stringify([track.title, track.artist, track.album, track.albumArtist, track.year, track.genre, track.trackNo]);
  return fields(a) === fields(b);
}
