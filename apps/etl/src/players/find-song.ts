import { resolveSong } from '@soundalike/catalog';
import type { SongSource, Track } from '@soundalike/catalog';
import type { PlayerSong } from './player.ts';

/** Return the id of the song in a source that a track is; null if there is none, or if several can be meant. */
export async function findSongOf(track: Track, source: SongSource<PlayerSong>): Promise<string | null> {
  const artists = track.artist === null ? track.artists : [track.artist, ...track.artists];
  const resolved = await resolveSong(source, { ...track, artists });
  return resolved.track?.id ?? null;
}
