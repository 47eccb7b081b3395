import { z } from '@hono/zod-openapi';
import { CLOSENESSES } from '@soundalike/catalog';
import { TRACK, TRACK_DETAIL, TRACK_ID } from './track.ts';

/** A match, with the reasons for it. */
export const MATCH = z
  .object({
    track: TRACK,
    similarity: z.number().openapi({
      description:
        'Cosine, −1 to 1: 1 is the same sound. With several references, their mean, or the highest if blend is nearest.',
    }),
    percentile: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .openapi({ description: 'Share of the pairs of the library that are less similar; null while it is not known.' }),
    closeness: z
      .enum(CLOSENESSES)
      .nullable()
      .openapi({ description: 'The percentile as a word; null if the library is too small to judge by.' }),
    sharedTags: z.array(z.string()).openapi({ description: 'Labels of the sound that both have.' }),
    nearestId: TRACK_ID.nullable().openapi({
      description: 'The track of the query that this match is nearest to; null if that is not a track of the library.',
    }),
  })
  .openapi('Match');

/** Matches, best first. */
export const MATCHES = z.object({ matches: z.array(MATCH) }).openapi('Matches');

/** A track and its matches. */
export const SIMILAR_TRACKS = MATCHES.extend({ track: TRACK_DETAIL }).openapi('SimilarTracks');

export type MatchView = z.infer<typeof MATCH>;
