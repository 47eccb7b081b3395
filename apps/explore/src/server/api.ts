import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { z } from 'zod';
import { recommend } from '@soundalike/catalog';
import type { Track, TrackStore } from '@soundalike/catalog';
import type { StoreHandle } from '@soundalike/store-opener';
import { libraryState } from '../library/library-state.ts';
import { neighbourView, trackDetail, trackSummary } from '../library/track-view.ts';
import type { MapUpdater } from '../map/map-updater.ts';
import { createMapRoutes } from '../map/map-routes.ts';
import { storedTrack, storedTrackFile } from '../media/track-file.ts';
import type { Waveforms } from '../media/waveforms.ts';

const SEARCH = z.object({ q: z.string().max(200), limit: z.coerce.number().int().min(1).max(50).default(12) });
const RANDOM = z.object({ count: z.coerce.number().int().min(1).max(24).default(1) });
const TRACK = z.object({ neighbours: z.coerce.number().int().min(1).max(100).default(10) });

/** Draws per requested track: some draw a track again, so a tiny library can give fewer tracks than it has. */
const DRAWS_PER_TRACK = 3;

/** Services that the API uses. */
export interface ApiServices {
  readonly library: StoreHandle<TrackStore>;
  /** Absolute path. */
  readonly datasetDir: string;
  readonly waveforms: Waveforms;
  readonly maps: MapUpdater;
}

/** Create the JSON API of the page. Its type defines the page's client. */
export function createApi({ library, datasetDir, waveforms, maps }: ApiServices) {
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
      const file = await library.use((store) => storedTrackFile(store, datasetDir, id));
      return context.json({ peaks: await waveforms.of(id, file) });
    })
    .route('/map', createMapRoutes(library, maps));
}

/** The type that the page's client is derived from. */
export type Api = ReturnType<typeof createApi>;

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
