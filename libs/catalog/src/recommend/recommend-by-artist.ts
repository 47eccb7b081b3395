import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import { findArtists } from './find-artists.ts';
import { findMatchesOfTracks } from './find-matches.ts';
import type { Match, MatchOptions } from './find-matches.ts';

/** Most songs of an artist that others are compared with. */
const MAX_SEEDS = 100;

/** An artist and the songs of others that sound most like theirs. */
export interface ArtistRecommendation {
  readonly space: EmbeddingSpace;
  /** The name as the tags of the first song write it. */
  readonly artist: string;
  /** The artist's songs, at most 100. */
  readonly seeds: readonly Track[];
  readonly matches: readonly Match[];
}

/**
 * Return the songs of others that sound most like any of an artist's own.
 * @param name the artist's name, or words of it
 * @throws `STORE_EMPTY`, `TRACK_NOT_FOUND` if no artist has that name, and the store's errors
 */
export async function recommendByArtist(
  store: TrackStore,
  name: string,
  options: Omit<MatchOptions, 'otherArtists'> = {},
): Promise<ArtistRecommendation> {
  const [artist] = await findArtists(store, name);
  if (!artist) {
    const isEmpty = (await store.count()) === 0;
    if (isEmpty) throw new SoundalikeError('STORE_EMPTY', 'the library has no tracks yet; index some music first');
    throw new SoundalikeError(
      'TRACK_NOT_FOUND',
      `no artist found for ${JSON.stringify(name)}; use words of the name as the tags of the music write it`,
    );
  }
  const seeds = artist.tracks.slice(0, MAX_SEEDS);
  const matches = await findMatchesOfTracks(store, seeds, { ...options, otherArtists: true, blend: 'nearest' });
  return { space: store.space, artist: artist.name, seeds, matches };
}
