import { metadataOf } from '@soundalike/catalog';
import type { FilteredTrack, Track, TrackPath } from '@soundalike/catalog';
import type { Row } from './sqlite-database.ts';

/** The fields of a track that have no separate column. */
export type TrackFields = Omit<Track, 'id' | 'spaceId' | 'paths'>;

/** Encode the fields of a track for the column `fields`, without any other properties that it may have. */
export function encodeFields(track: TrackFields): string {
  const { durationSeconds, audioDigest, soundTags, indexedAt } = track;
  const fields: TrackFields = { ...metadataOf(track), durationSeconds, audioDigest, soundTags, indexedAt };
  return JSON.stringify(fields);
}

/** Return the fields of a row; those that an older program did not store are empty. */
export function decodeFields(row: Row): TrackFields {
  const fields = JSON.parse(String(row['fields'])) as TrackFields;
  return { ...fields, ...metadataOf(fields) };
}

export function decodePaths(row: Row): TrackPath[] {
  return JSON.parse(String(row['paths'])) as TrackPath[];
}

/** Return the track of a row of `tracks`. */
export function trackOf(row: Row, spaceId: string): Track {
  return { id: String(row['id']), spaceId, ...decodeFields(row), paths: decodePaths(row) };
}

/** Return what a filter looks at of a row of `tracks`: a search may ask for many rows. */
export function filteredOf(row: Row): FilteredTrack {
  const stored = JSON.parse(String(row['fields'])) as Pick<TrackFields, 'genre' | 'durationSeconds'> &
    Partial<TrackFields>;
  const { genre, durationSeconds, chapters } = stored;
  return { genre, durationSeconds, chapters: chapters ?? null, paths: decodePaths(row) };
}
