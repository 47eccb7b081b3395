/** A track of the library that is judged by: where it lies, and what it is filed under. */
export interface LibraryTrack {
  /** Digest of its audio. */
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly labels: TrackLabels;
}

/** Folded names, for comparing; null or none where a tag is missing. */
export interface TrackLabels {
  readonly album: string | null;
  readonly artist: string | null;
  readonly genres: readonly string[];
}
