import { api, json } from '../shared/api.ts';
import { Problem } from '../shared/problem.ts';
import type { TrackSummary } from '../shared/track.ts';

/**
 * Return the songs with these ids; those that are not in the library any more are missing.
 * @param known songs that need not be asked for
 * @throws {Problem}
 */
export async function loadSongs(ids: readonly string[], known: readonly TrackSummary[]): Promise<TrackSummary[]> {
  const byId = new Map(known.map((track) => [track.id, track]));
  const songs = await Promise.all(ids.map(async (id) => byId.get(id) ?? loadSong(id)));
  return songs.filter((song) => song !== null);
}

async function loadSong(id: string): Promise<TrackSummary | null> {
  try {
    return await json(api.tracks[':id'].$get({ param: { id } }));
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}
