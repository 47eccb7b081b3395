import { findSong, similarSongs, songNotFound, SoundalikeError } from '@soundalike/catalog';
import type { FoundSong, Track, TrackStore } from '@soundalike/catalog';
import { printError, printable } from '@soundalike/command-line';
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
  const text = words.join(' ');
  const together = words.length > 1 ? await findSong(store, text) : null;
  if (together) return [chosen(text, together, list)];
  const found: (FoundSong | null)[] = [];
  for (const each of words) found.push(await findSong(store, each));
  const missing = found.indexOf(null);
  if (missing !== -1) {
    // Several bare words are one text without quotes: those that happen to be found say nothing.
    const isText = words.every((each) => !/\s/u.test(each));
    throw await notFound(store, isText ? text : words[missing]!);
  }
  return found.flatMap((song, index) => (song ? [chosen(words[index]!, song, list)] : []));
}

/** Find the song that words or an id mean. @throws `TRACK_NOT_FOUND` */
export async function readSong(
  store: Pick<TrackStore, 'get' | 'search'>,
  words: string,
  list: (line: string) => void,
): Promise<Track> {
  const found = await findSong(store, words);
  if (!found) throw await notFound(store, words);
  return chosen(words, found, list);
}

/** Return the error that there is no such song, with songs that its words may mean. */
async function notFound(store: Pick<TrackStore, 'search'>, words: string): Promise<SoundalikeError> {
  const similar = await similarSongs(store, words);
  if (similar.length === 0) return songNotFound(words);
  const listed = similar.map((track) => inWords(track)).join('; ');
  return new SoundalikeError(
    'TRACK_NOT_FOUND',
    `no track found for ${JSON.stringify(words)}. Did you mean: ${listed}?`,
  );
}

function chosen(words: string, { track, others }: FoundSong, list: (line: string) => void): Track {
  if (others.length > 0) {
    const named = namer([track, ...others]);
    const listed = others.slice(0, LISTED).map((other) => `  ${named(other)} (${other.id})`);
    const more = others.length > LISTED ? [`  and ${others.length - LISTED} more`] : [];
    list(
      [
        `${JSON.stringify(words)} is taken for ${named(track)}. Give more words, or an id, for another one:`,
        ...listed,
        ...more,
      ].join('\n'),
    );
  }
  return track;
}

/** Return the function that names tracks by title and artist, and by album where that does not tell them apart. */
function namer(tracks: readonly Track[]): (track: Track) => string {
  const groups = Map.groupBy(tracks, inWords);
  return (track) => {
    const words = inWords(track);
    const isAmbiguous = (groups.get(words) ?? []).some(({ album }) => album !== track.album);
    return isAmbiguous && track.album !== null ? `${words}, ${printable(track.album)}` : words;
  };
}

/** Print a line on stderr. */
export function listOnStderr(line: string): void {
  printError(line);
}
