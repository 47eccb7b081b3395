import { station } from '@soundalike/catalog';
import type { Playlist, Query, StationOptions, TrackStore } from '@soundalike/catalog';
import { MOST_TRACKS } from './schemas/limits.ts';

/** Length of a song to begin with, seconds. */
const FIRST_GUESS_SECONDS = 220;
const MOST_TRIES = 4;

/**
 * Return a station that takes about so long: it ends with the track with which the time is reached. The number of tracks
 * is found in a few tries.
 * @param minutes length of all tracks together
 * @returns at most 500 tracks; fewer if the library has no more within the limits
 * @throws as `station`
 */
export async function stationForMinutes(
  store: TrackStore,
  query: Query,
  minutes: number,
  options: Omit<StationOptions, 'length'>,
): Promise<Playlist> {
  const wanted = 60 * minutes;
  let length = lengthFor(wanted, FIRST_GUESS_SECONDS);
  for (let tries = 1; ; tries++) {
    const playlist = await station(store, query, { ...options, length });
    const { tracks } = playlist;
    const seconds = tracks.reduce((sum, { track }) => sum + track.durationSeconds, 0);
    const isAll = tracks.length < length || length === MOST_TRACKS;
    if (seconds >= wanted || isAll || tries === MOST_TRIES)
      return { ...playlist, tracks: tracks.slice(0, countFor(tracks, wanted)) };
    length = Math.max(length + 1, lengthFor(wanted, seconds / tracks.length));
  }
}

function lengthFor(wanted: number, secondsPerTrack: number): number {
  return Math.min(MOST_TRACKS, Math.ceil(wanted / Math.max(1, secondsPerTrack)));
}

/** Return the number of tracks with which the time is reached. */
function countFor(tracks: Playlist['tracks'], wanted: number): number {
  let seconds = 0;
  const index = tracks.findIndex(({ track }) => (seconds += track.durationSeconds) >= wanted);
  return index === -1 ? tracks.length : index + 1;
}
