import { randomInt } from 'node:crypto';
import type { Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { INNER_FIELDS } from '../mapping/track-document.ts';
import { WHOLE } from './whole.ts';

const SEEDS = 2 ** 32;

/**
 * A track chosen uniformly: the one with the highest of the scores that Elasticsearch hashes from the seed and each track's id.
 * The id, unlike the `_seq_no` that the hash is usually taken of, stays the same when a track is written again.
 */
export async function randomTrack(
  connection: Connection,
  index: string,
  seed: number = randomInt(SEEDS),
): Promise<Track | null> {
  const { hits } = await connection.read((client, limits) =>
    client.search<Track>(
      {
        index,
        // As text, because JSON numbers beyond 32 bits are folded so that −1 and 0 fall together.
        query: {
          function_score: { functions: [{ random_score: { seed: String(seed), field: 'id' } }], boost_mode: 'replace' },
        },
        sort: ['_score', { id: 'asc' }],
        size: 1,
        _source: { excludes: INNER_FIELDS },
        ...WHOLE,
      },
      limits,
    ),
  );
  return hits.hits[0]?._source ?? null;
}
