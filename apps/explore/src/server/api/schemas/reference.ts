import { z } from '@hono/zod-openapi';
import { SONG } from './song.ts';
import { TRACK_ID } from './track.ts';

/** A probability as the model gives it. */
const SOUND_TAG = z.object({ label: z.string().max(200), score: z.number().min(0).max(1) });

/** A track of the library by its id. */
export const ID_REFERENCE = z.strictObject({ id: TRACK_ID }).openapi('IdReference');

/** A song as another program knows it, which the server finds in the library. */
const NAMED_REFERENCE = z.strictObject({ song: SONG }).openapi('NamedReference');

/** A sound that need not be in the library, as `POST /clips` answers. */
export const EMBEDDING_REFERENCE = z
  .strictObject({
    embedding: z
      .base64()
      .max(100_000)
      .openapi({ description: 'Little-endian 32-bit floating-point numbers, in the embedding space of the library.' }),
    soundTags: z.array(SOUND_TAG).max(1000).optional(),
    recordingId: TRACK_ID.optional().openapi({
      description: 'The track that the sound is a recording of, whose versions do not answer the query.',
    }),
  })
  .openapi('EmbeddingReference');

/** A reference to a song of the library. */
export const SONG_REFERENCE = z.union([ID_REFERENCE, NAMED_REFERENCE]).openapi('SongReference');

/** A reference to a song or a sound. */
export const REFERENCE = z.union([ID_REFERENCE, NAMED_REFERENCE, EMBEDDING_REFERENCE]).openapi('Reference');

const WEIGHT = z
  .number()
  .min(0.001)
  .max(1000)
  .optional()
  .openapi({ description: 'Share among the references of its list; default 1.' });

/** A reference in a list, which can have a weight. */
export const WEIGHTED_REFERENCE = z
  .union([
    ID_REFERENCE.extend({ weight: WEIGHT }),
    NAMED_REFERENCE.extend({ weight: WEIGHT }),
    EMBEDDING_REFERENCE.extend({ weight: WEIGHT }),
  ])
  .openapi('WeightedReference');

export type Reference = z.infer<typeof REFERENCE>;
export type SongReference = z.infer<typeof SONG_REFERENCE>;
export type WeightedReference = z.infer<typeof WEIGHTED_REFERENCE>;
