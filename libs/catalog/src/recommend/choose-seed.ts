import { SoundalikeError } from '@soundalike/errors';
import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import { findSong, songNotFound } from './find-song.ts';

/** The song to start from: one by id, or the best match for an id or for words of title, artist or album. */
export type SeedChoice = { readonly id: string } | { readonly text: string };

/**
 * Return the chosen seed song, or one drawn uniformly at random.
 * @throws `STORE_EMPTY`, `TRACK_NOT_FOUND`
 */
export async function chooseSeed(
  store: Pick<TrackStore, 'random' | 'get' | 'search'>,
  choice: SeedChoice | undefined,
  randomSeed: number | undefined,
): Promise<Track> {
  if (choice === undefined) {
    const track = await store.random(randomSeed);
    if (track === null)
      throw new SoundalikeError('STORE_EMPTY', 'the library has no tracks yet; index some music first');
    return track;
  }
  if ('text' in choice) {
    const found = await findSong(store, choice.text);
    if (found) return found.track;
    throw songNotFound(choice.text);
  }
  const [byId] = await store.get([choice.id]);
  if (byId) return byId;
  throw songNotFound(choice.id);
}
