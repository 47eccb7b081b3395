import type { Track } from '../model/track.ts';

/** A playlist file, and the tracks that it cannot hold. */
export interface PlaylistFile {
  readonly text: string;
  /** Tracks without a path, or whose path has a line break, which the format cannot express. */
  readonly leftOut: readonly Track[];
}

/** What a playlist file needs to know besides the tracks. */
export interface PlaylistFileOptions {
  readonly name: string;
  /** Return what to write as the path of a track; null if it has none. */
  readonly pathOf: (track: Track) => string | null;
  /** Comment after the head, for example to know the file again. */
  readonly comment?: string;
}

/** Longest name of a file, without its extension. */
const MAX_FILE_NAME = 60;

const LINE_BREAK = /[\n\r\v\f\u0085\u2028\u2029]/u;

/**
 * Format tracks as an extended M3U playlist: UTF-8 text without byte-order mark, lines ending with LF, with the length in
 * seconds, artist and title of each track.
 */
export function playlistFile(tracks: readonly Track[], { name, pathOf, comment }: PlaylistFileOptions): PlaylistFile {
  const leftOut: Track[] = [];
  const entries = tracks.flatMap((track) => {
    const path = pathOf(track);
    if (path === null || path === '' || LINE_BREAK.test(path)) {
      leftOut.push(track);
      return [];
    }
    const names = [track.artist, track.title].flatMap((each) => (each === null ? [] : [oneLine(each)]));
    // A line that begins with # would be a comment, and players drop white space at its start.
    const line = /^[#\s]/u.test(path) ? `./${path}` : path;
    return [`#EXTINF:${Math.round(track.durationSeconds)},${names.join(' - ')}`, line];
  });
  const head = ['#EXTM3U', `#PLAYLIST:${oneLine(name)}`, ...(comment === undefined ? [] : [`#${oneLine(comment)}`])];
  return { text: `${[...head, ...entries].join('\n')}\n`, leftOut };
}

/** Return the name of a playlist's file: the letters and digits of its name that every system can write. */
export function playlistFileName(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z\d]+/gu) ?? [];
  return `${words.join('-').slice(0, MAX_FILE_NAME).replace(/-$/u, '') || 'playlist'}.m3u8`;
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
