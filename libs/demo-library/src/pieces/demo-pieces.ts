import { ALBUMS } from './albums.ts';
import type { DemoPiece } from './demo-piece.ts';

/** Every piece of the demonstration library. */
export const demoPieces: readonly DemoPiece[] = ALBUMS.flatMap(({ style, genre, artist, name, year, tracks }) =>
  tracks.map(([title, durationSeconds, arrangement], index) => ({
    style,
    arrangement,
    title,
    artist,
    album: name,
    genre,
    year,
    trackNumber: index + 1,
    path: `${artist}/${name}/${String(index + 1).padStart(2, '0')} ${title}.mp3`,
    durationSeconds,
  })),
);
