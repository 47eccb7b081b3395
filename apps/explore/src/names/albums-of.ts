import { foldText } from '@soundalike/catalog';
import type { Track } from '@soundalike/catalog';

/** An album with the number of its tracks. */
export interface AlbumSummary {
  readonly album: string;
  /** Album artist, or else the artist of its first track. */
  readonly artist: string | null;
  readonly tracks: number;
}

/** Return the albums that tracks are on, in the order of the tracks. Letter case and accents do not matter. */
export function albumsOf(tracks: readonly Track[]): AlbumSummary[] {
  const albums = new Map<string, AlbumSummary>();
  for (const { album, albumArtist, artist } of tracks) {
    if (album === null) continue;
    const by = albumArtist ?? artist;
    const key = JSON.stringify([foldText(album), foldText(by ?? '')]);
    const known = albums.get(key);
    albums.set(key, known ? { ...known, tracks: known.tracks + 1 } : { album, artist: by, tracks: 1 });
  }
  return [...albums.values()];
}

/** Return the value that comes most often, the first one of several; null if there is none. */
export function mostFrequent<T>(values: readonly (T | null)[]): T | null {
  const counts = new Map<T, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return (
    [...counts].reduce<[T, number] | null>((best, each) => (best && best[1] >= each[1] ? best : each), null)?.[0] ??
    null
  );
}
