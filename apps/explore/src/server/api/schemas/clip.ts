import { z } from '@hono/zod-openapi';
import { TRACK, TRACK_DETAIL } from './track.ts';

/** What was heard in a clip. */
export const HEARD_CLIP = z
  .object({
    embedding: z.string().openapi({ description: 'Base64 of little-endian 32-bit floating-point numbers.' }),
    soundTags: TRACK_DETAIL.shape.soundTags,
    durationSeconds: z.number().min(0),
    recording: z
      .union([TRACK, z.null()])
      .openapi({ description: 'The track of the library that the clip is a recording of; null if there is none.' }),
  })
  .openapi('HeardClip');
