import { z } from '@hono/zod-openapi';

const FACET = z.object({ values: z.array(z.string()), of: z.array(z.number().int()) });

const COLUMNS = z.object({
  ids: z.array(z.string()),
  titles: z.array(z.string()),
  x: z.array(z.number()),
  y: z.array(z.number()),
  facets: z.object({ album: FACET, artist: FACET, genre: FACET, sound: FACET }),
});

/** The map of the library, or the state of its computation. */
export const MAP = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('ready'), columns: COLUMNS }),
    z.object({
      state: z.literal('computing'),
      progress: z.object({
        stage: z.enum(['reading', 'neighbours', 'arranging', 'placing']),
        share: z.number().min(0).max(1).nullable(),
      }),
    }),
    z.object({ state: z.literal('failed'), reason: z.string() }),
  ])
  .openapi('Map');
