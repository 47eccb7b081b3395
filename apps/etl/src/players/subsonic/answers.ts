import { z } from 'zod';

/** Text that some servers send as a number. */
const id = z.union([z.string(), z.number()]).transform(String);
const text = z.string().nullish();
const number = z.number().nullish();

/** The envelope of every answer. */
export const ENVELOPE = z.object({
  'subsonic-response': z.looseObject({
    status: z.enum(['ok', 'failed']),
    error: z.object({ code: z.number(), message: z.string().default('') }).optional(),
  }),
});

export const NOTHING = z.looseObject({});

export const TOKEN_INFO = z.object({ tokenInfo: z.object({ username: z.string() }) });

const SONG = z.object({
  id,
  title: z.string().default(''),
  artist: text,
  artists: z.array(z.object({ name: z.string() })).nullish(),
  album: text,
  duration: number,
  discNumber: number,
  track: number,
  musicBrainzId: text,
  isrc: z.array(z.string()).nullish(),
});
export type SubsonicSong = z.infer<typeof SONG>;

/** Servers leave out what is empty. */
export const FOUND_SONGS = z.object({
  searchResult3: z.object({ song: z.array(SONG).default([]) }).nullish(),
});

const PLAYLIST = z.object({ id, name: z.string(), owner: text });
export type SubsonicPlaylist = z.infer<typeof PLAYLIST>;

export const PLAYLISTS = z.object({
  playlists: z.object({ playlist: z.array(PLAYLIST).default([]) }).nullish(),
});

/** Servers before version 1.14 of the protocol do not send the playlist. */
export const CREATED = z.object({ playlist: z.object({ id }).nullish() });

export const ENTRIES = z.object({ playlist: z.object({ entry: z.array(z.object({ id })).default([]) }) });
