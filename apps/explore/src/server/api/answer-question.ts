import type { z } from '@hono/zod-openapi';
import { findMatches, journey, station } from '@soundalike/catalog';
import type { Limits, Query, TrackStore } from '@soundalike/catalog';
import { storedTrack } from '../../media/track-file.ts';
import { given } from './given.ts';
import { referencedPoints, referencedTrack } from './references.ts';
import type { JOURNEY_QUERY, SIMILAR_QUERY, STATION_QUERY } from './schemas/query.ts';
import type { MatchView } from './schemas/match.ts';
import type { PlaylistTrackView } from './schemas/playlist.ts';
import type { TrackDetail } from './schemas/track.ts';
import { stationForMinutes } from './station-for-minutes.ts';
import { matchView, playlistTrackView, trackDetail } from './track-view.ts';

type SimilarQuery = z.infer<typeof SIMILAR_QUERY>;
type StationQuery = z.infer<typeof STATION_QUERY>;

/** A question about one track. */
export interface TrackQuestion {
  readonly id: string;
  readonly count: number;
  readonly limits: Limits;
}

/** The questions that need a search of the whole library. Question and answer are plain data, which threads can send. */
export const ANSWERS = {
  similarTracks: async (
    store: TrackStore,
    { id, count, limits }: TrackQuestion,
  ): Promise<{ track: TrackDetail; matches: MatchView[] }> => {
    const track = await storedTrack(store, id);
    const matches = await findMatches(store, { like: [{ track }] }, { ...limits, count });
    return { track: trackDetail(track), matches: matches.map(matchView) };
  },
  similar: async (
    store: TrackStore,
    { count, limits, rescale, ...references }: SimilarQuery,
  ): Promise<{ matches: MatchView[] }> => {
    const query = await readQuery(store, references);
    const matches = await findMatches(store, query, { ...given(limits), count, rescale });
    return { matches: matches.map(matchView) };
  },
  journey: async (
    store: TrackStore,
    { from, to, length, limits }: z.infer<typeof JOURNEY_QUERY>,
  ): Promise<{ tracks: PlaylistTrackView[] }> => {
    const ends = [await referencedTrack(store, from), await referencedTrack(store, to)] as const;
    const { tracks } = await journey(store, ...ends, { ...given(limits), length });
    return { tracks: tracks.map(playlistTrackView) };
  },
  station: async (
    store: TrackStore,
    { like, unlike, blend, count, minutes, limits, ...options }: StationQuery,
  ): Promise<{ tracks: PlaylistTrackView[] }> => {
    const query = await readQuery(store, { like, unlike, blend });
    const chosen = { ...given(limits), ...given(options) };
    const { tracks } =
      minutes === undefined
        ? await station(store, query, { ...chosen, length: count })
        : await stationForMinutes(store, query, minutes, chosen);
    return { tracks: tracks.map(playlistTrackView) };
  },
};

/** Name of a question. */
export type QuestionName = keyof typeof ANSWERS;
export type QuestionOf<Name extends QuestionName> = Parameters<(typeof ANSWERS)[Name]>[1];
export type AnswerOf<Name extends QuestionName> = Awaited<ReturnType<(typeof ANSWERS)[Name]>>;

async function readQuery(
  store: TrackStore,
  { like, unlike, blend }: Pick<SimilarQuery, 'like' | 'unlike' | 'blend'>,
): Promise<Query> {
  return { like: await referencedPoints(store, like), unlike: await referencedPoints(store, unlike), blend };
}
