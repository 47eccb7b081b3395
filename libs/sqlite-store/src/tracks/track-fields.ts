import { metadataOf } from '@soundalike/catalog';
import type { Track, TrackPath } from '@soundalike/catalog';
import type { Row } from '../database/sqlite-database.ts';

/** What of a track has no column of its own. */
export type TrackFields = Omit<Track, 'id' | 'spaceId' | 'paths'>;

/** The fields of a track, and of nothing else that it may carry, as they are stored. */
export function encodeFields(track: TrackFields): string {
  const { durationSeconds, audioDigest, soundTags, indexedAt } = track;
  const fields: TrackFields = { ...metadataOf(track), durationSeconds, audioDigest, soundTags, indexedAt };
  return JSON.stringify(fields);
}

export function decodeFields(row: Row): TrackFields {
  return JSON.parse(String(row['fields'])) as TrackFields;
}

export function decodePaths(row: Row): TrackPath[] {
  return JSON.parse(String(row['paths'])) as TrackPath[];
}

/** The track that a row of `tracks` describes. */
export function trackOf(row: Row, spaceId: string): Track {
  return { id: String(row['id']), spaceId, ...decodeFields(row), paths: decodePaths(row) };
}
