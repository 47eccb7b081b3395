import { randomInt } from 'node:crypto';
import type { Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { searchTracks } from './complete-results.ts';

const SEEDS = 2 ** 32;

/**
 * Return a track chosen uniformly: the one with the highest of the scores that Elasticsearch hashes from the seed and
 * each track's id. The id, unlike the usual `_seq_no`, stays the same when a track is written again.
 */
export async function randomTrack(
  connection: Connection,
  index: string,
  seed: number = randomInt(SEEDS),
): Promise<Track | null> {
  const [hit] = await searchTracks(connection, {
    index,
    // As text: JSON numbers beyond 32 bits are folded, so that −1 and 0 would be the same seed.
    query: {
      function_score: { functions: [{ random_score: { seed: String(seed), field: 'id' } }], boost_mode: 'replace' },
    },
    sort: ['_score', { id: 'asc' }],
    size: 1,
  });
  return hit?._source ?? null;
}
