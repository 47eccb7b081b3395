import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { z } from 'zod';
import type { TrackStore } from '@soundalike/catalog';
import type { StoreHandle } from '@soundalike/store-opener';
import { encodePoints } from '../map-format/point-columns.ts';
import { mapHead } from './map-head.ts';
import { mapTracks } from './map-tracks.ts';
import type { MapUpdater } from './map-updater.ts';
import type { MapView } from './map-view.ts';

/** Points in one response at most: 400 kB. */
const MAX_POINTS = 40_000;
/** Tracks in one response at most. */
const MAX_TRACKS = 100;
const A_YEAR = 365 * 24 * 3600;

const VERSION = z.string().regex(/^[0-9a-f]{16}$/u);
const POINTS = z.object({
  version: VERSION,
  from: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(MAX_POINTS),
});
const list = (text: string): string[] => text.split(',').filter((part) => part !== '');
const TRACKS = z
  .object({
    version: VERSION,
    points: z
      .string()
      .default('')
      .transform((text) => list(text).map(Number))
      .pipe(z.array(z.number().int().min(0))),
    ids: z.string().default('').transform(list),
  })
  .refine(({ points, ids }) => points.length + ids.length <= MAX_TRACKS, `at most ${MAX_TRACKS} tracks`);

/** Create the routes of the map: its head, its points part by part, and the names of the tracks of some points. */
export function createMapRoutes(library: StoreHandle<TrackStore>, maps: MapUpdater) {
  const viewOfVersion = (version: string): MapView | null => (maps.view?.version === version ? maps.view : null);
  const changed = { code: 'MAP_CHANGED', reason: 'There is a newer map. Ask for its head again.' } as const;
  return new Hono()
    .get('/', async (context) => context.json(await library.use((store) => mapHead(store, maps))))
    .get('/points', zValidator('query', POINTS), (context) => {
      const { version, from, count } = context.req.valid('query');
      const view = viewOfVersion(version);
      if (view === null) return context.json(changed, 410);
      const etag = `"${version}-${from}-${count}"`;
      // The address names the version, so its points never change.
      context.header('Cache-Control', `private, max-age=${A_YEAR}, immutable`);
      context.header('ETag', etag);
      if (context.req.header('If-None-Match') === etag) return context.body(null, 304);
      const to = Math.min(view.ids.length, from + count);
      return context.body(encodePoints(view.columns, from, to), 200, { 'Content-Type': 'application/octet-stream' });
    })
    .get('/tracks', zValidator('query', TRACKS), async (context) => {
      const { version, points, ids } = context.req.valid('query');
      const view = viewOfVersion(version);
      if (view === null) return context.json(changed, 410);
      return context.json({ tracks: await library.use((store) => mapTracks(store, view, points, ids)) });
    });
}
