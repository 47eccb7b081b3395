import { z } from '@hono/zod-openapi';

/** State of the library: whether there is anything to show yet. */
export const LIBRARY = z
  .discriminatedUnion('state', [
    z.object({
      state: z.literal('ready'),
      tracks: z.number().int().min(1),
      model: z.string(),
      spaceId: z
        .string()
        .openapi({ description: 'Id of the embedding space: vectors of another one cannot be compared.' }),
      dims: z.number().int().openapi({ description: 'Length of an embedding.' }),
      uploads: z.boolean().openapi({ description: 'Whether this client may send clips.' }),
    }),
    z.object({ state: z.literal('empty'), uploads: z.literal(false) }),
    z.object({ state: z.literal('failed'), code: z.string(), reason: z.string(), uploads: z.literal(false) }),
  ])
  .openapi('Library');

export type LibraryState = z.infer<typeof LIBRARY>;
