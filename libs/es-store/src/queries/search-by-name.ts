import type { estypes } from '@elastic/elasticsearch';
import { searchWords } from '@soundalike/catalog';
import type { Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { NAME_FIELDS } from '../mapping/track-document.ts';
import { searchTracks } from './complete-results.ts';

/** Elasticsearch limits the clauses of a query, and no title, artist and album have so many different words. */
const MOST_WORDS = 100;

/** The analyzer cuts longer words, and a longer prefix finds nothing. */
const LONGEST_WORD = 255;

/** Most results that Elasticsearch returns for one search. */
const MOST_RESULTS = 10_000;

type Field = (typeof NAME_FIELDS)[number];

const startsWith = (field: Field, word: string): estypes.QueryDslQueryContainer => ({
  prefix: { [`words.${field}`]: word },
});

/**
 * Return tracks that have every word of the text as a prefix of a word: first those with all in the title, then all in
 * the artist, then all in the album, then the others.
 */
export async function searchByName(
  connection: Connection,
  index: string,
  text: string,
  limit: number,
): Promise<Track[]> {
  const words = [...new Set(searchWords(text))];
  if (words.length === 0 || words.length > MOST_WORDS || words.some((word) => word.length > LONGEST_WORD)) return [];
  const hits = await searchTracks(connection, {
    index,
    query: {
      bool: {
        filter: words.map((word) => ({ bool: { should: NAME_FIELDS.map((field) => startsWith(field, word)) } })),
        should: {
          dis_max: {
            queries: NAME_FIELDS.map((field, place) => ({
              constant_score: {
                filter: { bool: { filter: words.map((word) => startsWith(field, word)) } },
                boost: NAME_FIELDS.length - place,
              },
            })),
          },
        },
      },
    },
    sort: ['_score', { id: 'asc' }],
    size: Math.min(limit, MOST_RESULTS),
  });
  return hits.map((hit) => hit._source!);
}
