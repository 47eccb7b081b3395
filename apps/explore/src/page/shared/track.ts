export type { MatchView } from '../../server/api/schemas/match.ts';
export type { PlaylistTrackView } from '../../server/api/schemas/playlist.ts';
export type { TrackDetail, TrackSummary } from '../../server/api/schemas/track.ts';
