import { z } from '@hono/zod-openapi';

/** Id of a track: the first 32 hexadecimal digits of the digest of its audio. Any other text names no track. */
export const TRACK_ID = z
  .string()
  .min(1)
  .max(100)
  .openapi({ description: 'Id of a track: it stays the same while the audio does.', example: '0f'.repeat(16) });

/** A track as lists show it. */
export const TRACK = z
  .object({
    id: TRACK_ID,
    title: z.string().openapi({ description: 'From the tags, or else the name of the file.' }),
    artist: z.string().nullable().openapi({ description: 'As written in the tags.' }),
    artists: z.array(z.string()).openapi({ description: 'Names that the tags list one by one, if there are several.' }),
    album: z.string().nullable(),
    durationSeconds: z.number().min(0),
    isrc: z.string().nullable().openapi({ description: '12 characters, without hyphens.' }),
    musicBrainzRecordingId: z.string().nullable(),
  })
  .openapi('Track');

/** A track as its own page shows it. */
export const TRACK_DETAIL = TRACK.extend({
  albumArtist: z.string().nullable(),
  year: z.number().int().nullable(),
  genre: z.array(z.string()),
  soundTags: z
    .array(z.object({ label: z.string(), score: z.number().min(0).max(1) }))
    .openapi({ description: 'Labels that the model gives the sound, with their probabilities, most probable first.' }),
  files: z.array(z.string()).openapi({ description: 'Paths relative to the folder of the music.' }),
}).openapi('TrackDetail');

/** Several tracks. */
export const TRACKS = z.object({ tracks: z.array(TRACK) }).openapi('Tracks');

export type TrackSummary = z.infer<typeof TRACK>;
export type TrackDetail = z.infer<typeof TRACK_DETAIL>;
