import type { estypes } from '@elastic/elasticsearch';
import {
  FEW_FOUND,
  isNamed,
  MOST_CANDIDATES,
  rankSimilar,
  SEARCHED_NAMES,
  searchQuery,
  typosAllowed,
} from '@soundalike/catalog';
import type { SearchQuery, Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { MOST_RESULTS, searchTracks } from './complete-results.ts';

type Field = (typeof SEARCHED_NAMES)[number];
type Query = estypes.QueryDslQueryContainer;

/** The query for a word in one field. */
type Term = (field: Field, word: string) => Query[];

const startsWith: Term = (field, word) => [{ prefix: { [`words.${field}`]: word } }];

const startsWithOrIsSimilar: Term = (field, word) => [
  ...startsWith(field, word),
  ...(typosAllowed(word) > 0
    ? [{ fuzzy: { [`words.${field}`]: { value: word, fuzziness: typosAllowed(word) } } }]
    : []),
];

/**
 * Return the tracks that a search finds, best first: the title, or title and artist, are the text; the title begins with
 * it; its words are in the title, the artist, the album, or spread over them. If there are few, those with similar words
 * follow.
 */
export async function searchByName(
  connection: Connection,
  index: string,
  text: string,
  limit: number,
): Promise<Track[]> {
  const query = searchQuery(text);
  if (query === null) return [];
  const hits = await searchTracks(connection, {
    index,
    query: {
      bool: {
        filter: inAnyNames(query, startsWith),
        should: [
          { dis_max: { queries: ranks(query).map((filter, place, all) => constant(filter, all.length - place)) } },
        ],
      },
    },
    sort: ['_score', { 'folded.title': { order: 'asc', unmapped_type: 'keyword' } }, { id: 'asc' }],
    size: Math.min(limit, MOST_RESULTS),
  });
  const found = hits.map((hit) => hit._source!);
  const [best] = found;
  const isExact = best !== undefined && isNamed(best, query);
  if (isExact || found.length >= Math.min(limit, FEW_FOUND)) return found;
  return [...found, ...(await searchSimilar(connection, index, query, found))].slice(0, limit);
}

/** Return the tracks that the text may mean if its words have typos, without those already found. */
async function searchSimilar(
  connection: Connection,
  index: string,
  query: SearchQuery,
  found: readonly Track[],
): Promise<Track[]> {
  const words = query.chunks.flatMap((chunk) => [...chunk.words, chunk.joined]);
  if (words.every((word) => typosAllowed(word) === 0)) return [];
  const hits = await searchTracks(connection, {
    index,
    query: {
      bool: {
        must: inAnyNames(query, startsWithOrIsSimilar),
        must_not: [{ terms: { id: found.map(({ id }) => id) } }],
      },
    },
    sort: ['_score', { id: 'asc' }],
    size: MOST_CANDIDATES,
  });
  return rankSimilar(
    query,
    hits.map((hit) => hit._source!),
  );
}

/** Return the ways in which a track can match, best first. */
function ranks(query: SearchQuery): Query[] {
  const { key, splits } = query;
  const inOneName = SEARCHED_NAMES.map((field) => ({ bool: { filter: inFields(query, [field], startsWith) } }));
  if (key === null) return inOneName;
  const isTitle: Query = { term: { 'folded.title': key } };
  const areBoth = splits.map(({ title, artist }): Query => ({
    bool: { filter: [{ term: { 'folded.title': title } }, { term: { 'folded.artist': artist } }] },
  }));
  return [{ bool: { should: [isTitle, ...areBoth] } }, { prefix: { 'folded.title': key } }, ...inOneName];
}

function inAnyNames(query: SearchQuery, term: Term): Query[] {
  return inFields(query, SEARCHED_NAMES, term);
}

/** Return a query for each chunk: all of its words, or the chunk written together, in any of these fields. */
function inFields({ chunks }: SearchQuery, fields: readonly Field[], term: Term): Query[] {
  const anywhere = (word: string): Query => ({ bool: { should: fields.flatMap((field) => term(field, word)) } });
  return chunks.map(({ words, joined }) => {
    const all = words.map(anywhere);
    return words.length === 1 ? all[0]! : { bool: { should: [{ bool: { must: all } }, anywhere(joined)] } };
  });
}

function constant(filter: Query, boost: number): Query {
  return { constant_score: { filter, boost } };
}
