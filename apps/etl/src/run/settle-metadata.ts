import { join } from 'node:path';
import { readTags } from '@soundalike/audio-core';
import { isCatalogError } from '@soundalike/catalog';
import type { TrackMetadata } from '@soundalike/catalog';
import type { IndexedStore } from './patient-store.ts';

/**
 * A track that lies under several paths has the metadata of the first of them by name, whichever came first in time.
 * @returns whether the metadata changed
 */
export async function settleMetadata(id: string, root: string, store: IndexedStore): Promise<boolean> {
  const [track] = await store.get([id]);
  const [first] = (track?.paths ?? []).map(({ path }) => path).sort();
  if (!track || first === undefined) return false;
  const metadata = await readTags(join(root, first)).catch((error: unknown) => {
    // That file is some later run's business.
    if (isCatalogError(error)) return null;
    throw error;
  });
  if (metadata === null || isSame(metadata, track)) return false;
  await store.patch([{ id, metadata }]);
  return true;
}

function isSame(a: TrackMetadata, b: TrackMetadata): boolean {
  const fields = (track: TrackMetadata): string =>
    JSON.stringify([track.title, track.artist, track.album, track.albumArtist, track.year, track.genre, track.trackNo]);
  return fields(a) === fields(b);
}
