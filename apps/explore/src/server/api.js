import { join } from 'node:path';
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { z } from 'zod';
import { recommend } from '@soundalike/catalog';
import { libraryState } from '../library/library-state.ts';
import { randomTracks } from '../library/random-tracks.ts';
import { neighbourView, trackDetail, trackSummary } from '../library/track-view.ts';
import { mapView } from '../map/map-view.ts';
import { storedTrack, trackFile } from '../media/track-file.ts';
const SEARCH = z.object({ q: z.string().max(200), limit: z.coerce.number().int().min(1).max(50).default(12) });
const RANDOM = z.object({ count: z.coerce.number().int().min(1).max(24).default(1) });
const TRACK = z.object({ neighbours: z.coerce.number().int().min(1).max(100).default(10) });
/** For the map all tracks are read, 500 at a time. */
const MAP_TIMEOUT_MS = 600_000;
/** What the page asks for, as JSON. Its type is what the page's client is made of. */
export function createApi({ library, datasetDir, waveforms, maps }) {
  return new Hono()
    .use(compress())
    .get('/library', async (context) => context.json(await libraryState(library)))
    .get('/search', zValidator('query', SEARCH), async (context) => {
      const { q, limit } = context.req.valid('query');
      const tracks = await library.use((store) => store.search(q, limit));
      return context.json(tracks.map(trackSummary));
    })
    .get('/random', zValidator('query', RANDOM), async (context) => {
      const tracks = await library.use((store) => randomTracks(store, context.req.valid('query').count));
      return context.json(tracks.map(trackSummary));
    })
    .get('/tracks/:id', zValidator('query', TRACK), async (context) => {
      const { seed, matches } = await library.use(async (store) => {
        const { id } = await storedTrack(store, context.req.param('id'));
        return recommend(store, { seed: { id }, count: context.req.valid('query').neighbours });
      });
      return context.json({ track: trackDetail(seed), neighbours: matches.map(neighbourView) });
    })
    .get('/tracks/:id/waveform', async (context) => {
      const id = context.req.param('id');
      const { root, path } = await library.use((store) => trackFile(store, datasetDir, id));
      return context.json({ peaks: await waveforms.of(id, join(root, path)) });
    })
    .get('/map', async (context) => context.json(await library.use((store) => mapView(store, maps), MAP_TIMEOUT_MS)));
}
