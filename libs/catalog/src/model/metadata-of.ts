import type { TrackMetadata } from './track.ts';

/** The metadata of a track, and nothing else that it carries. */
export function metadataOf({ title, artist, album, albumArtist, year, genre, trackNo }: TrackMetadata): TrackMetadata {
  return { title, artist, album, albumArtist, year, genre, trackNo };
}
