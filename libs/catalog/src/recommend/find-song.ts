import { SoundalikeError } from '@soundalike/errors';
import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import { nameFit } from '../text/name-order.ts';
import { rankTracks } from './rank-tracks.ts';

/** A song that was found by words. */
export interface FoundSong {
  readonly track: Track;
  /** Others that the words may mean, best first; empty if they are the id or the very title of one track. */
  readonly others: readonly Track[];
}

/** Tracks that a search for a song reads, to choose the one that fits best. */
const CANDIDATES = 200;

/**
 * Return the track with this id, or the one that fits words of title, artist or album best.
 * @returns null if nothing is found
 */
export async function findSong(store: Pick<TrackStore, 'get' | 'search'>, words: string): Promise<FoundSong | null> {
  const [byId] = await store.get([words]);
  if (byId) return { track: byId, others: [] };
  const [track, ...others] = rankTracks(words, await store.search(words, CANDIDATES));
  if (!track) return null;
  const isTitle = ({ title }: Track): boolean => nameFit(words, title) === 0;
  return { track, others: isTitle(track) ? others.filter(isTitle) : others };
}

/** Return the error that there is no such song. */
export function songNotFound(wanted: string): SoundalikeError {
  return new SoundalikeError(
    'TRACK_NOT_FOUND',
    `no track found for ${JSON.stringify(wanted)}; use the id of a track, or words of its title, artist or album`,
  );
}
