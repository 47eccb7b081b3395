import { createRoute, z } from '@hono/zod-openapi';
import { storedTrack, storedTrackFile } from '../../media/track-file.ts';
import type { ApiServices } from './api-env.ts';
import { given } from './given.ts';
import { problems } from './problem.ts';
import { jsonResponse, routes } from './routes.ts';
import { LIMITS_IN_QUERY, MOST_TRACKS } from './schemas/limits.ts';
import { SIMILAR_TRACKS } from './schemas/match.ts';
import { TRACK_DETAIL, TRACK_ID } from './schemas/track.ts';
import { trackDetail } from './track-view.ts';

const params = z.object({ id: TRACK_ID });

const TRACK_ROUTE = createRoute({
  method: 'get',
  path: '/tracks/{id}',
  tags: ['Tracks'],
  summary: 'A track',
  request: { params },
  responses: { 200: jsonResponse(TRACK_DETAIL, 'The track.'), ...problems(400, 404) },
});

const SIMILAR_ROUTE = createRoute({
  method: 'get',
  path: '/tracks/{id}/similar',
  tags: ['Tracks'],
  summary: 'What sounds most like a track',
  request: {
    params,
    query: LIMITS_IN_QUERY.extend({ count: z.coerce.number().int().min(1).max(MOST_TRACKS).default(10) }),
  },
  responses: {
    200: jsonResponse(SIMILAR_TRACKS, 'The track and its matches, best first.'),
    ...problems(400, 404, 504),
  },
});

const WAVEFORM_ROUTE = createRoute({
  method: 'get',
  path: '/tracks/{id}/waveform',
  tags: ['Tracks'],
  summary: 'The loudness of a track over time',
  request: { params },
  responses: {
    200: jsonResponse(
      z.object({ peaks: z.array(z.number().min(0).max(1)) }).openapi('Waveform'),
      'Loudness at even distances, 0 to 1.',
    ),
    ...problems(400, 404, 413, 422, 504),
  },
});

/** Create the routes about one track. */
export function trackRoutes({ library, datasetDir, waveforms, questions }: ApiServices) {
  return routes()
    .openapi(TRACK_ROUTE, async (context) => {
      const { id } = context.req.valid('param');
      return context.json(trackDetail(await library.use((store) => storedTrack(store, id))), 200);
    })
    .openapi(SIMILAR_ROUTE, async (context) => {
      const { id } = context.req.valid('param');
      const { count, ...limits } = context.req.valid('query');
      return context.json(await questions.ask('similarTracks', { id, count, limits: given(limits) }), 200);
    })
    .openapi(WAVEFORM_ROUTE, async (context) => {
      const { id } = context.req.valid('param');
      const file = await library.use((store) => storedTrackFile(store, datasetDir, id));
      return context.json({ peaks: await waveforms.of(id, file) }, 200);
    });
}
