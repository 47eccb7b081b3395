import { isrcOf, musicBrainzIdOf } from '@soundalike/catalog';
import type { SongSource, Track } from '@soundalike/catalog';
import type { PlayerSong } from './player.ts';

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Return a song of a player; lists that players send of identifiers can be empty, and identifiers malformed. */
export function playerSong(
  song: Pick<PlayerSong, 'id' | 'title'> & { readonly [Field in keyof PlayerSong]?: PlayerSong[Field] | undefined },
): PlayerSong {
  return {
    id: song.id,
    title: song.title,
    artist: song.artist || null,
    artists: song.artists ?? [],
    album: song.album || null,
    discNo: song.discNo ?? null,
    trackNo: song.trackNo ?? null,
    durationSeconds: song.durationSeconds ?? 0,
    musicBrainzRecordingId: musicBrainzIdOf(song.musicBrainzRecordingId ?? ''),
    isrc: isrcOf(song.isrc ?? ''),
  };
}

/**
 * Return the search of a player as a source in which a track can be resolved. Searches differ: some look for each word,
 * others for the whole text in the title alone, and some stop at a sign. So the title as written, and then its
 * longest word, are searched for if the text finds nothing.
 * @param ask searches for a text; it is called once for each
 */
export function songSource(
  { title, artist }: Pick<Track, 'title' | 'artist'>,
  ask: (text: string) => Promise<PlayerSong[]>,
): SongSource<PlayerSong> {
  const answers = new Map<string, Promise<PlayerSong[]>>();
  const search = async (text: string): Promise<PlayerSong[]> => {
    for (const each of [text, title, longestWord(title)]) {
      if (each.trim() === '') continue;
      if (!answers.has(each)) answers.set(each, ask(each));
      const songs = await answers.get(each)!;
      if (songs.length > 0) return songs;
    }
    return [];
  };
  return {
    search,
    async findByIdentifier(kind, value) {
      const songs = await search(artist === null ? title : `${title} ${artist}`);
      return songs.filter((song) => song[kind] === value);
    },
  };
}

function longestWord(text: string): string {
  return (text.match(WORD) ?? []).reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}
