import type { Client, TransportRequestOptions } from '@elastic/elasticsearch';
import type { Track } from '@soundalike/catalog';
import { INNER_FIELDS } from '../mapping/track-document.ts';
import { foundDocuments } from '../queries/found-documents.ts';
import type { StoredState } from './stored-state.ts';

/** Reads what is stored of these tracks at this moment, not as of the last refresh. Tracks that are not there are left out. */
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
      { ..._source, version: { if_seq_no: _seq_no!, if_primary_term: _primary_term! } },
    ]),
  );
}
