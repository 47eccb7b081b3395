import { z } from 'zod';

/** How to log in to a Subsonic server: by an API key (OpenSubsonic), or else by user and password. */
export interface SubsonicLogin {
  readonly user: string | null;
  readonly password: string | null;
  readonly apiKey: string | null;
}

const text = z.string().nullable().default(null);

/** Variables of the players that playlists are pushed to. `MPD_HOST` and `MPD_PORT` are those of all clients of MPD. */
export const PLAYER_FIELDS = {
  SUBSONIC_USER: text,
  SUBSONIC_PASSWORD: text,
  SUBSONIC_API_KEY: text,
  MPD_HOST: text,
  MPD_PORT: z.coerce.number().int().min(1).max(65_535).default(6600),
} as const;
