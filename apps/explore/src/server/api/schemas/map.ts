import { z } from '@hono/zod-openapi';
import { COLOURED } from '../../../map-format/legends.ts';

/** Points in one response at most: 400 kB. */
const MOST_POINTS = 40_000;
/** Tracks in one response at most. */
const MOST_TRACKS = 100;

const tracks = z.number().int().min(0).openapi({ description: 'Number of tracks.' });

const LEGEND = z
  .object({
    categories: z
      .array(z.object({ label: z.string(), tracks }))
      .max(COLOURED)
      .openapi({ description: 'The most frequent ones; the index of a category is its colour.' }),
    others: z.object({ categories: z.number().int().min(0), tracks }),
    unknown: tracks,
  })
  .openapi('MapLegend');

/** The map without its points, or the state of its computation. */
export const MAP = z
  .discriminatedUnion('state', [
    z.object({
      state: z.literal('ready'),
      version: z.string().openapi({ description: 'Changes with everything that the map shows.' }),
      points: z.number().int().min(0).openapi({ description: 'Number of points.' }),
      bounds: z.object({ left: z.number(), right: z.number(), top: z.number(), bottom: z.number() }),
      legends: z.object({ album: LEGEND, artist: LEGEND, genre: LEGEND, sound: LEGEND }),
      updating: z.boolean().openapi({ description: 'Whether a newer map is being computed.' }),
    }),
    z.object({
      state: z.literal('computing'),
      progress: z.object({
        stage: z.enum(['reading', 'neighbours', 'arranging', 'placing', 'colouring']),
        share: z.number().min(0).max(1).nullable(),
      }),
    }),
    z.object({ state: z.literal('failed'), reason: z.string() }),
  ])
  .openapi('Map');

const VERSION = z.string().max(40).openapi({ description: 'Version of the map that the numbers of points are of.' });
const list = (text: string): string[] => text.split(',').filter((part) => part !== '');

/** Which points. */
export const MAP_POINTS_QUERY = z.object({
  version: VERSION,
  from: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(MOST_POINTS),
});

/** Which tracks: by the numbers of their points, by their ids, or both. */
export const MAP_TRACKS_QUERY = z.object({
  version: VERSION,
  points: z
    .string()
    .max(2_000)
    .default('')
    .transform((text) => list(text).map(Number))
    .pipe(z.array(z.number().int().min(0)).max(MOST_TRACKS))
    .openapi({ type: 'string', description: 'Numbers of points with commas between them, at most 100.' }),
  ids: z
    .string()
    .max(8_000)
    .default('')
    .transform(list)
    .pipe(z.array(z.string()).max(MOST_TRACKS))
    .openapi({ type: 'string', description: 'Ids of tracks with commas between them, at most 100.' }),
});

/** Tracks with their points. */
export const MAP_TRACKS = z
  .object({
    tracks: z.array(
      z.object({
        point: z.number().int().min(0).openapi({ description: 'Number of the point.' }),
        id: z.string(),
        title: z.string(),
        artist: z.string().nullable(),
        album: z.string().nullable().openapi({ description: 'With the name of its artist.' }),
        genre: z.string().nullable(),
        sound: z.string().nullable().openapi({ description: 'The most probable label of the sound.' }),
      }),
    ),
  })
  .openapi('MapTracks');
