import type { estypes } from '@elastic/elasticsearch';
import { searchWords } from '@soundalike/catalog';
import type { Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { INNER_FIELDS, NAME_FIELDS } from '../mapping/track-document.ts';
import { WHOLE } from './whole.ts';

/** Elasticsearch bounds the clauses of a query, and no title, artist and album hold so many different words. */
const MOST_WORDS = 100;

/** The analyzer cuts longer words, and a longer prefix finds nothing. */
const LONGEST_WORD = 255;

/** Elasticsearch gives no more results at once. */
const MOST_RESULTS = 10_000;

type Field = (typeof NAME_FIELDS)[number];

const begins = (field: Field, word: string): estypes.QueryDslQueryContainer => ({
  prefix: { [`words.${field}`]: word },
});

/** Tracks that hold every word of the text as the beginning of a word: all in the title first, then all in the artist, then all in the album, then the others. */
export async function searchByName(
  connection: Connection,
  index: string,
  text: string,
  limit: number,
): Promise<Track[]> {
  const words = [...new Set(searchWords(text))];
  if (words.length === 0 || words.length > MOST_WORDS || words.some((word) => word.length > LONGEST_WORD)) return [];
  const { hits } = await connection.read((client, limits) =>
    client.search<Track>(
      {
        index,
        query: {
          bool: {
            filter: words.map((word) => ({ bool: { should: NAME_FIELDS.map((field) => begins(field, word)) } })),
            should: {
              dis_max: {
                queries: NAME_FIELDS.map((field, place) => ({
                  constant_score: {
                    filter: { bool: { filter: words.map((word) => begins(field, word)) } },
                    boost: NAME_FIELDS.length - place,
                  },
                })),
              },
            },
          },
        },
        sort: ['_score', { id: 'asc' }],
        size: Math.min(limit, MOST_RESULTS),
        _source: { excludes: INNER_FIELDS },
        ...WHOLE,
      },
      limits,
    ),
  );
  return hits.hits.map((hit) => hit._source!);
}
