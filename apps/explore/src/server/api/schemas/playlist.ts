import { z } from '@hono/zod-openapi';
import { TRACK, TRACK_ID } from './track.ts';
import { MOST_TRACKS } from './limits.ts';

/** A track at its place in a playlist. */
const PLAYLIST_TRACK = z
  .object({
    track: TRACK,
    similarity: z.number().openapi({
      description:
        'Cosine, −1 to 1, with what the list starts from: the first song of a journey, the songs of a station.',
    }),
    step: z.number().nullable().openapi({ description: 'Cosine with the track before; null for the first track.' }),
  })
  .openapi('PlaylistTrack');

/** Tracks in the order of playing. */
export const PLAYLIST = z.object({ tracks: z.array(PLAYLIST_TRACK) }).openapi('Playlist');

/** A request for a playlist file. */
export const PLAYLIST_FILE = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    ids: z.array(TRACK_ID).min(1).max(MOST_TRACKS),
    pathPrefix: z
      .string()
      .max(1000)
      .optional()
      .openapi({
        description:
          'Folder of the music as the player sees it, which the paths then begin with. Default: paths are relative to the ' +
          'folder of the music.',
      }),
  })
  .openapi('PlaylistFile');

export type PlaylistTrackView = z.infer<typeof PLAYLIST_TRACK>;
