import type { PlaylistTrack, QueryMatch, Track } from '@soundalike/catalog';
import type { MatchView } from './schemas/match.ts';
import type { PlaylistTrackView } from './schemas/playlist.ts';
import type { TrackDetail, TrackSummary } from './schemas/track.ts';

/** Return a track as lists show it. */
export function trackSummary(track: Track): TrackSummary {
  const { id, title, artist, artists, album, durationSeconds, isrc, musicBrainzRecordingId } = track;
  return { id, title, artist, artists: [...artists], album, durationSeconds, isrc, musicBrainzRecordingId };
}

/** Return a track as its own page shows it. */
export function trackDetail(track: Track): TrackDetail {
  return {
    ...trackSummary(track),
    albumArtist: track.albumArtist,
    year: track.year,
    genre: [...track.genre],
    soundTags: [...track.soundTags],
    files: track.paths.map(({ path }) => path),
  };
}

/** Return a match with the reasons for it. */
export function matchView({ track, seed, similarity, percentile, closeness, sharedTags }: QueryMatch): MatchView {
  return {
    track: trackSummary(track),
    similarity,
    percentile,
    closeness,
    sharedTags: [...sharedTags],
    nearestId: seed?.id ?? null,
  };
}

/** Return a track at its place in a playlist. */
export function playlistTrackView({ track, similarity, step }: PlaylistTrack): PlaylistTrackView {
  return { track: trackSummary(track), similarity, step };
}
