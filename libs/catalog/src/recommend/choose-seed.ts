import { SoundalikeError } from '@soundalike/errors';
import type { Track } from '../model/track.ts';
import { filterTest } from '../store/track-filter.ts';
import type { TrackFilter } from '../store/track-filter.ts';
import type { TrackStore } from '../store/track-store.ts';
import { rankTracks } from './rank-tracks.ts';

/** The song to start from: one by id, or the best match for an id or for words of title, artist or album. */
export type SeedChoice = { readonly id: string } | { readonly text: string };

/** Most songs to draw until one fulfils the filter: enough for a hundredth of a library, and a second's wait. */
const MOST_DRAWS = 500;

/** Tracks that a search for a song reads, to choose the one that fits best. */
const CANDIDATES = 200;

/**
 * Return the chosen seed song, or one drawn uniformly at random from those that fulfil a filter.
 * @throws `STORE_EMPTY`, `TRACK_NOT_FOUND`
 */
export async function chooseSeed(
  store: Pick<TrackStore, 'random' | 'get' | 'search'>,
  choice: SeedChoice | undefined,
  randomSeed: number | undefined,
  filter: TrackFilter = {},
): Promise<Track> {
  if (choice === undefined) return drawSeed(store, randomSeed, filter);
  const wanted = 'id' in choice ? choice.id : choice.text;
  const [byId] = await store.get([wanted]);
  if (byId) return byId;
  const [found] = 'text' in choice ? rankTracks(wanted, await store.search(wanted, CANDIDATES)) : [];
  if (found) return found;
  throw new SoundalikeError(
    'TRACK_NOT_FOUND',
    `no track found for ${JSON.stringify(wanted)}; use the id of a track, or words of its title, artist or album`,
  );
}

async function drawSeed(
  store: Pick<TrackStore, 'random'>,
  randomSeed: number | undefined,
  filter: TrackFilter,
): Promise<Track> {
  const fulfils = filterTest(filter) ?? (() => true);
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const track = await store.random(randomSeed === undefined ? undefined : randomSeed + draw);
    if (track === null)
      throw new SoundalikeError('STORE_EMPTY', 'the library has no tracks yet; index some music first');
    if (fulfils(track)) return track;
  }
  throw new SoundalikeError(
    'TRACK_NOT_FOUND',
    `none of ${MOST_DRAWS} songs drawn at random fulfils the filters; name a song to start from, or check the filters`,
  );
}
