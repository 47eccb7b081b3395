import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { Track } from '../model/track.ts';

/** A track at its place in a playlist. */
export interface PlaylistTrack {
  readonly track: Track;
  /** Cosine with what the playlist starts from: the first track of a journey, the query of a station. −1 to 1. */
  readonly similarity: number;
  /** Cosine with the track before; null for the first track. */
  readonly step: number | null;
}

/** Tracks in the order of playing. */
export interface Playlist {
  readonly space: EmbeddingSpace;
  readonly tracks: readonly PlaylistTrack[];
}
