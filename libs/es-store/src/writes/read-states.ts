import type { Client, TransportRequestOptions } from '@elastic/elasticsearch';
import type { TrackPath } from '@soundalike/catalog';
import type { StoredState } from './stored-state.ts';

/** Reads what is stored of these tracks at this moment, not as of the last refresh. Tracks that are not there are left out. */
export async function readStates(
  client: Client,
  limits: TransportRequestOptions,
  index: string,
  ids: readonly string[],
): Promise<Map<string, StoredState>> {
  const { docs } = await client.mget<{ paths: readonly TrackPath[] }>({ index, ids: [...ids], _source_includes: ['paths'] }, limits);
  return new Map(
    docs.flatMap((doc) =>
      'found' in doc && doc.found && doc._source
        ? [[doc._id, { paths: doc._source.paths, version: { if_seq_no: doc._seq_no!, if_primary_term: doc._primary_term! } }]]
        : [],
    ),
  );
}
