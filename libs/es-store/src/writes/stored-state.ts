import type { Client, TransportRequestOptions } from '@elastic/elasticsearch';
import { SoundalikeError } from '@soundalike/errors';
import type { Track, TrackMetadata, TrackPath } from '@soundalike/catalog';
import { INNER_FIELDS, trackOf } from '../mapping/track-document.ts';
import { foundDocuments } from '../queries/get-by-id.ts';

/** The part of a stored track that a write depends on, and the version that was read. */
export interface StoredState extends TrackMetadata {
  readonly paths: readonly TrackPath[];
  readonly version: { readonly if_seq_no: number; readonly if_primary_term: number };
}

/** Read the state of these tracks as of this moment, not as of the last refresh. Missing tracks are omitted. */
export async function readStates(
  client: Client,
  limits: TransportRequestOptions,
  index: string,
  ids: readonly string[],
): Promise<Map<string, StoredState>> {
  const { docs } = await client.mget<Track>({ index, ids: [...ids], _source_excludes: INNER_FIELDS }, limits);
  return new Map(
    foundDocuments(docs).map(({ _id, _source, _seq_no, _primary_term }) => [
      _id,
      { ...trackOf(_source), version: { if_seq_no: _seq_no!, if_primary_term: _primary_term! } },
    ]),
  );
}

/** Return the error for tracks that are not stored. @param ids one id, or several in one text */
export function trackNotFound(ids: string): SoundalikeError {
  return new SoundalikeError('TRACK_NOT_FOUND', `track ${ids}: this track is not in the library`);
}
