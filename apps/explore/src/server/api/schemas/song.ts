import { z } from '@hono/zod-openapi';
import { TRACK } from './track.ts';

/** Longest name that is accepted: tags can be odd, and a song with a longer one is not found by it. */
const NAME = z.string().max(10_000);
const MOST_ARTISTS = 100;
const MOST_SONGS = 100;

/** A song as another program knows it. */
export const SONG = z
  .strictObject({
    title: NAME.nullish(),
    artists: z.array(NAME).max(MOST_ARTISTS).optional().openapi({
      description: 'One name each, or several in one text ("A feat. B").',
    }),
    album: NAME.nullish(),
    durationSeconds: z.number().min(0).nullish().openapi({ description: 'Tells versions of a title apart.' }),
    musicBrainzRecordingId: NAME.nullish().openapi({ description: 'Goes before all others.' }),
    isrc: NAME.nullish().openapi({ description: 'Goes before the names; with or without hyphens.' }),
  })
  .openapi('Song', {
    description: 'What is known of a song: an identifier, or the title and artist, or the title with album and length.',
  });

/** Songs to find in the library. */
export const RESOLVE_QUERY = z.strictObject({ songs: z.array(SONG).min(1).max(MOST_SONGS) }).openapi('ResolveQuery');

/** The track of the library that a song is. */
const RESOLVED_SONG = z
  .object({
    track: z
      .union([TRACK, z.null()])
      .openapi({ description: 'Null if no track is the song, or if it is not clear which.' }),
    by: z.enum(['recording', 'isrc', 'names']).nullable().openapi({ description: 'What the track was found by.' }),
    confidence: z
      .number()
      .min(0)
      .max(1)
      .openapi({
        description:
          'How sure it is: at least 0.9 by recording, 0.8 by ISRC, 0.5 by names; the higher, the more names and the ' +
          'length agree. 0 without a track.',
      }),
  })
  .openapi('ResolvedSong');

/** Answers in the order of the songs. */
export const RESOLVED_SONGS = z.object({ results: z.array(RESOLVED_SONG) }).openapi('ResolvedSongs');
