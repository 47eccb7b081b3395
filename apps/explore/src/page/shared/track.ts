export type { NeighbourView as MatchView, TrackDetail, TrackSummary } from '../../library/track-view.ts';
