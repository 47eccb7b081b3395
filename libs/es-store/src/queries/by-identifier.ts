import type { IdentifierKind, Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { MOST_RESULTS, searchTracks } from './complete-results.ts';

/** Longest text that can be an identifier: Elasticsearch refuses to search for terms of more than 32,766 bytes. */
const LONGEST_IDENTIFIER = 255;

/** Return the tracks with an identifier of the recording, by id. */
export async function tracksByIdentifier(
  connection: Connection,
  index: string,
  kind: IdentifierKind,
  value: string,
  limit: number,
): Promise<Track[]> {
  if (value.length > LONGEST_IDENTIFIER) return [];
  const hits = await searchTracks(connection, {
    index,
    query: { bool: { filter: [{ term: { [kind]: value } }] } },
    sort: [{ id: 'asc' }],
    size: Math.min(limit, MOST_RESULTS),
  });
  return hits.map((hit) => hit._source!);
}
