import { z } from '@hono/zod-openapi';
import { SONG } from './song.ts';
import { TRACK_ID } from './track.ts';

/** A probability as the model gives it. */
const SOUND_TAG = z.object({ label: z.string().max(200), score: z.number().min(0).max(1) });

const BY_ID = { id: TRACK_ID };

const BY_NAMES = { song: SONG };

const BY_EMBEDDING = {
  embedding: z
    .base64()
    .max(100_000)
    .openapi({ description: 'Little-endian 32-bit floating-point numbers, in the embedding space of the library.' }),
  soundTags: z.array(SOUND_TAG).max(1000).optional(),
  recordingId: TRACK_ID.optional().openapi({
    description: 'The track that the sound is a recording of, whose versions do not answer the query.',
  }),
};

// A strict object that extends another one would be described as two that exclude each other's fields.
const WEIGHT = {
  weight: z
    .number()
    .min(0.001)
    .max(1000)
    .optional()
    .openapi({ description: 'Share among the references of its list; default 1.' }),
};

/** A reference to a song of the library: its id, or a song as another program knows it, which the server finds. */
export const SONG_REFERENCE = z.union([z.strictObject(BY_ID), z.strictObject(BY_NAMES)]).openapi('SongReference');

/** A reference in a list, which can have a weight: a song, or a sound that `POST /clips` answered. */
export const WEIGHTED_REFERENCE = z
  .union([
    z.strictObject({ ...BY_ID, ...WEIGHT }),
    z.strictObject({ ...BY_NAMES, ...WEIGHT }),
    z.strictObject({ ...BY_EMBEDDING, ...WEIGHT }),
  ])
  .openapi('Reference');

export type SongReference = z.infer<typeof SONG_REFERENCE>;
export type WeightedReference = z.infer<typeof WEIGHTED_REFERENCE>;
