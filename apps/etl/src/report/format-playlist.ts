import type { Playlist } from '@soundalike/catalog';
import { namesOf, trackJson, trackTable, UNKNOWN } from './track-table.ts';

/**
 * Format a playlist as a table.
 * @param reference name of the column of the similarities to what the playlist starts from
 * @param columns width of the terminal
 */
export function playlistTable({ tracks }: Playlist, reference: string, columns = 120): string {
  const rows = tracks.map(({ track, similarity, step }, index) => ({
    place: index + 1,
    names: namesOf(track),
    cells: [clock(track.durationSeconds), similarity.toFixed(4), step?.toFixed(4) ?? UNKNOWN],
  }));
  const figures = [
    { name: 'Length', width: 9 },
    { name: reference, width: 14 },
    { name: 'To the one before', width: 19 },
  ];
  const narrow = [figures[0]!, { name: reference, width: 12 }, { name: 'Step', width: 8 }];
  return trackTable(rows, columns < 110 ? narrow : figures, columns);
}

/** Return a sentence on number and length of the tracks. */
export function playlistSummary({ tracks }: Playlist): string {
  const seconds = tracks.reduce((sum, { track }) => sum + track.durationSeconds, 0);
  return `${tracks.length} ${tracks.length === 1 ? 'track' : 'tracks'}, ${clock(seconds)}`;
}

/**
 * Convert a playlist to the JSON that `journey --json` and `station --json` print. `similarity` is the cosine with what
 * the playlist starts from, and `step` that with the track before.
 */
export function playlistJson({ space, tracks }: Playlist): unknown {
  return {
    space: space.id,
    tracks: tracks.map(({ track, similarity, step }) => ({ ...trackJson(track), similarity, step })),
  };
}

/** Return a time as 4:05 or 1:04:05. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
