import { createRoute } from '@hono/zod-openapi';
import pLimit from 'p-limit';
import { resolveSong } from '@soundalike/catalog';
import type { ApiServices } from './api-env.ts';
import { given } from './given.ts';
import { problems } from './problem.ts';
import { jsonBody, jsonResponse, routes } from './routes.ts';
import { RESOLVE_QUERY, RESOLVED_SONGS } from './schemas/song.ts';
import { trackSummary } from './track-view.ts';

/** Songs that are looked up at the same time. */
const CONCURRENT = 8;

const RESOLVE_ROUTE = createRoute({
  method: 'post',
  path: '/resolve',
  tags: ['Tracks'],
  summary: 'The tracks that songs of another program are',
  request: { body: jsonBody(RESOLVE_QUERY) },
  responses: { 200: jsonResponse(RESOLVED_SONGS, 'One answer for each song.'), ...problems(400, 413, 415, 504) },
});

/** Create the route that finds songs which other programs know by their tags. */
export function resolveRoutes({ library }: ApiServices) {
  return routes().openapi(RESOLVE_ROUTE, async (context) => {
    const { songs } = context.req.valid('json');
    const resolved = await library.use((store) =>
      pLimit(CONCURRENT).map(songs, (song) => resolveSong(store, given(song))),
    );
    const results = resolved.map(({ track, ...found }) => ({ ...found, track: track && trackSummary(track) }));
    return context.json({ results }, 200);
  });
}
