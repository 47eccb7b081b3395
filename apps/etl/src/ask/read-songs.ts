import { findSong, songNotFound } from '@soundalike/catalog';
import type { FoundSong, Track, TrackStore } from '@soundalike/catalog';
import { inWords } from '../report/track-table.ts';

/** Candidates of ambiguous words that are listed. */
const LISTED = 5;

/**
 * Find the songs of a command's arguments: all of them together are the words of one song if there is such a song, or
 * else each argument is a song. Of words that may mean several tracks, the best fit is taken, and the others are listed.
 * @param list receives a line on the other candidates of ambiguous words
 * @throws `TRACK_NOT_FOUND`
 */
export async function readSongs(
  store: Pick<TrackStore, 'get' | 'search'>,
  words: readonly string[],
  list: (line: string) => void,
): Promise<Track[]> {
  const together = words.length > 1 ? await findSong(store, words.join(' ')) : null;
  if (together) return [chosen(words.join(' '), together, list)];
  const tracks: Track[] = [];
  for (const each of words) tracks.push(await readSong(store, each, list));
  return tracks;
}

/** Find the song that words or an id mean. @throws `TRACK_NOT_FOUND` */
export async function readSong(
  store: Pick<TrackStore, 'get' | 'search'>,
  words: string,
  list: (line: string) => void,
): Promise<Track> {
  const found = await findSong(store, words);
  if (!found) throw songNotFound(words);
  return chosen(words, found, list);
}

function chosen(words: string, { track, others }: FoundSong, list: (line: string) => void): Track {
  if (others.length > 0) {
    const listed = others.slice(0, LISTED).map((other) => `  ${inWords(other)} (${other.id})`);
    const more = others.length > LISTED ? [`  and ${others.length - LISTED} more`] : [];
    list(
      [
        `${JSON.stringify(words)} is taken for ${inWords(track)}. Give more words, or an id, for another one:`,
        ...listed,
        ...more,
      ].join('\n'),
    );
  }
  return track;
}

/** Print a line on stderr. */
export function listOnStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
