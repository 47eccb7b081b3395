import { SoundalikeError } from '@soundalike/errors';
import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';

/** Which song to start from: one by id, or the best find for an id or words of title, artist or album. */
export type SeedChoice = { readonly id: string } | { readonly text: string };

/**
 * The seed song: the one chosen, else one drawn uniformly at random.
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
      throw new SoundalikeError(
        'STORE_EMPTY',
        'library: expected at least one indexed track, got none; index some music first',
      );
    return track;
  }
  const wanted = 'id' in choice ? choice.id : choice.text;
  const [byId] = await store.get([wanted]);
  if (byId) return byId;
  const [found] = 'text' in choice ? await store.search(wanted, 1) : [];
  if (found) return found;
  throw new SoundalikeError(
    'TRACK_NOT_FOUND',
    `seed: expected the id of a track, or words of a title, artist or album, got ${JSON.stringify(wanted)}`,
  );
}
