import type { Stereo } from '../audio/stereo.ts';
import { master } from '../effects/master.ts';
import { Random } from '../random/random.ts';
import { STYLES } from '../styles/registry.ts';
import type { StyleName } from '../styles/registry.ts';
import { ALBUMS } from './albums.ts';

/** One piece of the demonstration library: its tags and the parameters of its synthesis. */
export interface DemoPiece {
  readonly style: StyleName;
  /** See `Commission.arrangement`. */
  readonly arrangement: number;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly genre: string;
  readonly year: number;
  /** From 1, within the album. */
  readonly trackNumber: number;
  /** Relative to the library's folder, with `/` as separator. */
  readonly path: string;
  /** 20 to 30. */
  readonly durationSeconds: number;
}

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

/** Compose, synthesise and master a piece; the same samples on every run. Its path seeds every choice. */
export function renderPiece({ style, path, durationSeconds, arrangement }: DemoPiece): Stereo {
  return master(STYLES[style]({ random: new Random(path), seconds: durationSeconds, arrangement }));
}
