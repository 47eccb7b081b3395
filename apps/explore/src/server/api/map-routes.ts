import { createRoute, z } from '@hono/zod-openapi';
import { mapHead } from '../../map/map-head.ts';
import { mapTracks } from '../../map/map-tracks.ts';
import type { MapView } from '../../map/map-view.ts';
import { encodePoints } from '../../map-format/point-columns.ts';
import type { ApiServices } from './api-env.ts';
import { PROBLEM_TYPE, problemOf } from '../http/problem.ts';
import { problems } from './problem.ts';
import { jsonResponse, routes } from './routes.ts';
import { MAP, MAP_POINTS_QUERY, MAP_TRACKS, MAP_TRACKS_QUERY } from './schemas/map.ts';

const A_YEAR = 365 * 24 * 3600;
const BINARY = 'application/octet-stream';

const MAP_ROUTE = createRoute({
  method: 'get',
  path: '/map',
  tags: ['Library'],
  summary: 'The map of all tracks without its points',
  responses: {
    200: jsonResponse(MAP, 'Its version, extent and colours, or the state of its computation.'),
    ...problems(),
  },
});

const POINTS_ROUTE = createRoute({
  method: 'get',
  path: '/map/points',
  tags: ['Library'],
  summary: 'A part of the points of the map',
  request: { query: MAP_POINTS_QUERY },
  responses: {
    200: {
      description:
        'Little-endian: the x of all points and then their y as 32-bit floats, then 16 bits of each point, four for its ' +
        'colour by album, artist, genre and sound (the album in the lowest): the index of a category of the legend, 10 ' +
        'for any other, 11 for none. The first points, however many, are a fair sample of all.',
      content: { [BINARY]: { schema: z.string().openapi({ format: 'binary' }) } },
    },
    304: { description: 'The client has these points already.' },
    ...problems(400, 404),
  },
});

const TRACKS_ROUTE = createRoute({
  method: 'get',
  path: '/map/tracks',
  tags: ['Library'],
  summary: 'The tracks of some points of the map, or the points of some tracks',
  request: { query: MAP_TRACKS_QUERY },
  responses: {
    200: jsonResponse(MAP_TRACKS, 'Without points that do not exist, and tracks that are not on the map.'),
    ...problems(400, 404),
  },
});

/** Create the routes of the map: its head, its points part by part, and the tracks of some points. */
export function mapRoutes({ library, maps }: ApiServices) {
  const viewOfVersion = (version: string): MapView | null => (maps.view?.version === version ? maps.view : null);
  const changed = problemOf(404, 'MAP_CHANGED', 'Not found', 'There is a newer map. Ask for /map again.');
  return routes()
    .openapi(MAP_ROUTE, async (context) => context.json(await library.use((store) => mapHead(store, maps)), 200))
    .openapi(POINTS_ROUTE, (context) => {
      const { version, from, count } = context.req.valid('query');
      const view = viewOfVersion(version);
      if (view === null) return context.json(changed, 404, { 'Content-Type': PROBLEM_TYPE });
      const etag = `"${version}-${from}-${count}"`;
      // The address names the version, so its points never change.
      context.header('Cache-Control', `private, max-age=${A_YEAR}, immutable`);
      context.header('ETag', etag);
      if (context.req.header('If-None-Match') === etag) return context.body(null, 304);
      const to = Math.min(view.ids.length, from + count);
      return context.body(encodePoints(view.columns, from, to), 200, { 'Content-Type': BINARY });
    })
    .openapi(TRACKS_ROUTE, async (context) => {
      const { version, points, ids } = context.req.valid('query');
      const view = viewOfVersion(version);
      if (view === null) return context.json(changed, 404, { 'Content-Type': PROBLEM_TYPE });
      return context.json({ tracks: await library.use((store) => mapTracks(store, view, points, ids)) }, 200);
    });
}
