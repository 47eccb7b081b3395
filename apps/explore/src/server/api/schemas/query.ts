import { z } from '@hono/zod-openapi';
import { LIMITS, MOST_TRACKS } from './limits.ts';
import { SONG_REFERENCE, WEIGHTED_REFERENCE } from './reference.ts';

const MOST_REFERENCES = 100;

const LIKE = z.array(WEIGHTED_REFERENCE).min(1).max(MOST_REFERENCES);
const UNLIKE = z.array(WEIGHTED_REFERENCE).max(MOST_REFERENCES).default([]);
const BLEND = z
  .enum(['mean', 'nearest'])
  .default('mean')
  .openapi({ description: 'mean: like all of the references; nearest: like any one of them.' });
const RESCALE = z
  .boolean()
  .default(false)
  .openapi({ description: 'Local scaling: fewer tracks that are near to nearly everything. Slower.' });

/** A question for what sounds like some songs. */
export const SIMILAR_QUERY = z
  .strictObject({
    like: LIKE,
    unlike: UNLIKE,
    blend: BLEND,
    count: z.number().int().min(1).max(MOST_TRACKS).default(10),
    limits: LIMITS.optional(),
    rescale: RESCALE,
  })
  .openapi('SimilarQuery');

/** A question for a way between two songs. */
export const JOURNEY_QUERY = z
  .strictObject({
    from: SONG_REFERENCE,
    to: SONG_REFERENCE,
    length: z
      .number()
      .int()
      .min(2)
      .max(MOST_TRACKS)
      .default(12)
      .openapi({ description: 'Number of tracks, with both songs.' }),
    limits: LIMITS.omit({ minSimilarity: true }).optional(),
  })
  .openapi('JourneyQuery');

/** A question for a station. */
export const STATION_QUERY = z
  .strictObject({
    like: LIKE,
    unlike: UNLIKE,
    blend: BLEND,
    count: z
      .number()
      .int()
      .min(1)
      .max(MOST_TRACKS)
      .default(30)
      .openapi({ description: 'Number of tracks, with the songs.' }),
    minutes: z
      .number()
      .min(1)
      .max(1440)
      .optional()
      .openapi({ description: 'Length of all tracks together, in place of a count; at most 500 tracks.' }),
    variety: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .openapi({ description: '0: the closest tracks; towards 1: more varied ones. Default 0.2.' }),
    artistSpacing: z.number().int().min(0).max(20).optional().openapi({ description: 'Default 3.' }),
    albumSpacing: z.number().int().min(0).max(20).optional().openapi({ description: 'Default 5.' }),
    randomSeed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional()
      .openapi({ description: 'The same seed on an unchanged library gives the same station.' }),
    limits: LIMITS.optional(),
    rescale: RESCALE,
  })
  .openapi('StationQuery');
