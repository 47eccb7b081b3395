import type { PlayerSong } from '../player.ts';
import { playerSong } from '../song-source.ts';
import type { MpdPair } from './mpd-connection.ts';

/** Return the songs of an answer, which begin with `file`. A tag can be there several times. */
export function songsOf(pairs: readonly MpdPair[]): PlayerSong[] {
  const songs: Map<string, string[]>[] = [];
  for (const [name, value] of pairs) {
    if (name === 'file') songs.push(new Map());
    const tags = songs.at(-1);
    tags?.set(name, [...(tags.get(name) ?? []), value]);
  }
  return songs.map(songOf);
}

function songOf(tags: ReadonlyMap<string, readonly string[]>): PlayerSong {
  const first = (name: string): string | null => tags.get(name)?.[0] ?? null;
  const number = (name: string): number | null => Number.parseInt(first(name) ?? '', 10) || null;
  return playerSong({
    id: first('file') ?? '',
    title: first('Title') ?? '',
    artist: first('Artist'),
    artists: tags.get('Artist'),
    album: first('Album'),
    durationSeconds: Number(first('duration') ?? first('Time') ?? 0) || 0,
    discNo: number('Disc'),
    trackNo: number('Track'),
    musicBrainzRecordingId: first('MUSICBRAINZ_TRACKID'),
  });
}
