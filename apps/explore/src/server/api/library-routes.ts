import { createRoute, z } from '@hono/zod-openapi';
import type { Track, TrackStore } from '@soundalike/catalog';
import type { ApiServices } from './api-env.ts';
import { libraryState } from './library-state.ts';
import { problems } from './problem.ts';
import { jsonResponse, routes } from './routes.ts';
import { LIBRARY } from './schemas/library.ts';
import { TRACKS } from './schemas/track.ts';
import { trackSummary } from './track-view.ts';

/** Draws per requested track: some draw a track again, so a tiny library can give fewer tracks than it has. */
const DRAWS_PER_TRACK = 3;

const LIBRARY_ROUTE = createRoute({
  method: 'get',
  path: '/library',
  tags: ['Library'],
  summary: 'State of the library',
  responses: { 200: jsonResponse(LIBRARY, 'Its state, size and model.'), ...problems() },
});

const SEARCH_ROUTE = createRoute({
  method: 'get',
  path: '/search',
  tags: ['Library'],
  summary: 'Tracks by words of title, artist or album',
  request: {
    query: z.object({
      q: z.string().max(200).openapi({ description: 'Words, or their beginnings.', example: 'blue stairs' }),
      limit: z.coerce.number().int().min(1).max(100).default(12),
    }),
  },
  responses: { 200: jsonResponse(TRACKS, 'Best first; none if nothing is called so.'), ...problems(400) },
});

const RANDOM_ROUTE = createRoute({
  method: 'get',
  path: '/random',
  tags: ['Library'],
  summary: 'Tracks at random',
  request: { query: z.object({ count: z.coerce.number().int().min(1).max(100).default(1) }) },
  responses: { 200: jsonResponse(TRACKS, 'Different tracks.'), ...problems(400) },
});

/** Create the routes about the entire library. */
export function libraryRoutes({ library, clips }: ApiServices) {
  return routes()
    .openapi(LIBRARY_ROUTE, async (context) => {
      const mayUpload = context.get('grant').scopes.includes('upload');
      return context.json(await libraryState(library, async (id) => mayUpload && clips.canHear(id)), 200);
    })
    .openapi(SEARCH_ROUTE, async (context) => {
      const { q, limit } = context.req.valid('query');
      const tracks = await library.use((store) => store.search(q, limit));
      return context.json({ tracks: tracks.map(trackSummary) }, 200);
    })
    .openapi(RANDOM_ROUTE, async (context) => {
      const tracks = await library.use((store) => randomTracks(store, context.req.valid('query').count));
      return context.json({ tracks: tracks.map(trackSummary) }, 200);
    });
}

/** Draw up to `count` different tracks at random. */
async function randomTracks(store: Pick<TrackStore, 'random'>, count: number): Promise<Track[]> {
  const found = new Map<string, Track>();
  for (let draw = 0; draw < count * DRAWS_PER_TRACK && found.size < count; draw++) {
    const track = await store.random();
    if (track === null) break;
    found.set(track.id, track);
  }
  return [...found.values()];
}
