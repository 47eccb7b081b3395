import type { Match, SoundTag, Track } from '@soundalike/catalog';

/** The fields of a track that lists show. */
export interface TrackSummary {
  readonly id: string;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly durationSeconds: number;
}

/** The fields of a track that its own page shows. */
export interface TrackDetail extends TrackSummary {
  readonly year: number | null;
  readonly genre: string[];
  readonly soundTags: SoundTag[];
  /** Relative to the dataset root. */
  readonly files: string[];
}

/** A neighbour, with the reasons for it. */
export interface NeighbourView {
  readonly track: TrackSummary;
  /** Cosine, −1 to 1. */
  readonly similarity: number;
  /** Share of the library's pairs, 0 to 1, that are less similar. */
  readonly percentile: number | null;
  readonly sharedTags: string[];
}

export function trackSummary({ id, title, artist, album, durationSeconds }: Track): TrackSummary {
  return { id, title, artist, album, durationSeconds };
}

export function trackDetail(track: Track): TrackDetail {
  return {
    ...trackSummary(track),
    year: track.year,
    genre: [...track.genre],
    soundTags: [...track.soundTags],
    files: track.paths.map(({ path }) => path),
  };
}

export function neighbourView({ track, similarity, percentile, sharedTags }: Match): NeighbourView {
  return { track: trackSummary(track), similarity, percentile, sharedTags: [...sharedTags] };
}
