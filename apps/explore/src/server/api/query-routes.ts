import { createRoute } from '@hono/zod-openapi';
import { findMatches, journey, station } from '@soundalike/catalog';
import type { ApiServices } from './api-env.ts';
import { given } from './given.ts';
import { problems } from './problem.ts';
import { referencedPoints, referencedTrack } from './references.ts';
import { jsonBody, jsonResponse, routes } from './routes.ts';
import { JOURNEY_QUERY, SIMILAR_QUERY, STATION_QUERY } from './schemas/query.ts';
import { MATCHES } from './schemas/match.ts';
import { PLAYLIST } from './schemas/playlist.ts';
import { stationForMinutes } from './station-for-minutes.ts';
import { matchView, playlistTrackView } from './track-view.ts';

const SIMILAR_ROUTE = createRoute({
  method: 'post',
  path: '/similar',
  tags: ['Queries'],
  summary: 'What sounds like several songs or sounds, and unlike others',
  request: { body: jsonBody(SIMILAR_QUERY) },
  responses: { 200: jsonResponse(MATCHES, 'Matches, best first.'), ...problems(400, 404, 413, 415, 504) },
});

const JOURNEY_ROUTE = createRoute({
  method: 'post',
  path: '/journey',
  tags: ['Queries'],
  summary: 'A way from one song to another in small steps',
  request: { body: jsonBody(JOURNEY_QUERY) },
  responses: { 200: jsonResponse(PLAYLIST, 'The way, with both ends.'), ...problems(400, 404, 413, 415, 504) },
});

const STATION_ROUTE = createRoute({
  method: 'post',
  path: '/station',
  tags: ['Queries'],
  summary: 'A varied playlist around songs or sounds',
  request: { body: jsonBody(STATION_QUERY) },
  responses: { 200: jsonResponse(PLAYLIST, 'The songs first, then others.'), ...problems(400, 404, 413, 415, 504) },
});

/** Create the routes that answer queries of several songs. */
export function queryRoutes({ library }: ApiServices) {
  return routes()
    .openapi(SIMILAR_ROUTE, async (context) => {
      const { like, unlike, blend, count, limits, rescale } = context.req.valid('json');
      const matches = await library.use(async (store) => {
        const query = {
          like: await referencedPoints(store, like),
          unlike: await referencedPoints(store, unlike),
          blend,
        };
        return findMatches(store, query, { ...given(limits), count, rescale });
      });
      return context.json({ matches: matches.map(matchView) }, 200);
    })
    .openapi(JOURNEY_ROUTE, async (context) => {
      const { from, to, length, limits } = context.req.valid('json');
      const { tracks } = await library.use(async (store) => {
        const ends = [await referencedTrack(store, from), await referencedTrack(store, to)] as const;
        return journey(store, ...ends, { ...given(limits), length });
      });
      return context.json({ tracks: tracks.map(playlistTrackView) }, 200);
    })
    .openapi(STATION_ROUTE, async (context) => {
      const { like, unlike, blend, count, minutes, limits, ...options } = context.req.valid('json');
      const { tracks } = await library.use(async (store) => {
        const query = {
          like: await referencedPoints(store, like),
          unlike: await referencedPoints(store, unlike),
          blend,
        };
        const chosen = { ...given(limits), ...given(options) };
        return minutes === undefined
          ? station(store, query, { ...chosen, length: count })
          : stationForMinutes(store, query, minutes, chosen);
      });
      return context.json({ tracks: tracks.map(playlistTrackView) }, 200);
    });
}
