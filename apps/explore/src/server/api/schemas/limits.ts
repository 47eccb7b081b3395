import { z } from '@hono/zod-openapi';
import { TRACK_ID } from './track.ts';

/** Most tracks of one answer. */
export const MOST_TRACKS = 500;

const MOST_NAMES = 100;
const NAMES = z.array(z.string().min(1).max(500)).max(MOST_NAMES);
/** A week. */
const SECONDS = z.number().min(0).max(604_800);
const COSINE = z.number().min(-1).max(1);

/** Limits on the tracks of an answer. */
export const LIMITS = z
  .strictObject({
    minSimilarity: COSINE.optional().openapi({ description: 'Leaves out matches below this cosine.' }),
    otherArtists: z.boolean().optional().openapi({ description: 'Leaves out the artists of the songs to be like.' }),
    maxPerArtist: z.number().int().min(1).max(MOST_TRACKS).optional(),
    allowVersions: z
      .boolean()
      .optional()
      .openapi({ description: 'Keeps other versions and copies of the same recording.' }),
    exclude: z.array(TRACK_ID).max(10_000).optional().openapi({ description: 'Ids of tracks to leave out.' }),
    genres: NAMES.optional().openapi({ description: 'Only tracks of one of these genres.' }),
    excludeGenres: NAMES.optional(),
    folders: NAMES.optional().openapi({
      description: 'Only tracks below one of these folders, relative to the folder of the music.',
    }),
    excludeFolders: NAMES.optional(),
    minDurationSeconds: SECONDS.optional(),
    maxDurationSeconds: SECONDS.optional(),
    withoutChapters: z
      .boolean()
      .optional()
      .openapi({ description: 'Leaves out files with chapters, such as audiobooks and some mixes.' }),
  })
  .openapi('Limits');

/** `true` or `false` in a query. */
const FLAG = z
  .enum(['true', 'false'])
  .optional()
  .transform((text) => (text === undefined ? undefined : text === 'true'));

/** Limits that fit into a query: those with one value. */
export const LIMITS_IN_QUERY = z.object({
  minSimilarity: z.coerce.number().min(-1).max(1).optional(),
  otherArtists: FLAG,
  maxPerArtist: z.coerce.number().int().min(1).max(MOST_TRACKS).optional(),
  allowVersions: FLAG,
  minDurationSeconds: z.coerce.number().min(0).max(604_800).optional(),
  maxDurationSeconds: z.coerce.number().min(0).max(604_800).optional(),
  withoutChapters: FLAG,
});
