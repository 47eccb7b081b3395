import type { StyleName } from '../styles/registry.ts';

/** One piece of the demonstration library: what its tags say and how it is made. */
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
  /** Relative to the library's folder, with `/`. */
  readonly path: string;
  /** 20 to 30. */
  readonly durationSeconds: number;
}
