import { z } from '@hono/zod-openapi';
import { MATCH } from './match.ts';
import { TRACK } from './track.ts';

/** Longest name that is looked up; longer ones in tags are cut by nobody, but nobody types them either. */
const NAME = z.string().min(1).max(500);

/** A name as the tags write it; letter case and accents do not matter. */
export const ARTIST_QUERY = z.object({ name: NAME.openapi({ description: 'Name of an artist.' }) });

/** An album, with its artist, because albums of different artists have the same name. */
export const ALBUM_QUERY = z.object({
  album: NAME.openapi({ description: 'Name of the album.' }),
  artist: z.string().max(500).default('').openapi({
    description: 'Its album artist, or the artist of a track; empty for an album without artist.',
  }),
});

const ALBUM = z.object({ artist: z.string().nullable(), album: z.string(), tracks: z.number().int().min(1) });

/** An artist's tracks, and what others have that sounds like them. */
export const ARTIST = z
  .object({
    name: z.string().openapi({ description: 'As the tags of most tracks write it.' }),
    tracks: z.array(TRACK).openapi({ description: 'By album and place in it; at most 500.' }),
    albums: z.array(ALBUM).openapi({ description: 'Albums of these tracks.' }),
    nearest: z.array(MATCH).openapi({ description: 'Songs of others that sound most like any of the tracks.' }),
  })
  .openapi('Artist');

/** An album's tracks, and what others have that sounds like them. */
export const ALBUM_PAGE = z
  .object({
    album: z.string(),
    artist: z.string().nullable().openapi({ description: 'Album artist, or else the artist of its tracks.' }),
    year: z.number().int().nullable(),
    tracks: z.array(TRACK).openapi({ description: 'In their order; at most 500.' }),
    nearest: z.array(MATCH).openapi({ description: 'Songs of others that sound most like any of the tracks.' }),
  })
  .openapi('Album');
