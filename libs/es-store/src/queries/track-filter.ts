import type { estypes } from '@elastic/elasticsearch';
import { comparableFilter } from '@soundalike/catalog';
import type { TrackFilter } from '@soundalike/catalog';

type Query = estypes.QueryDslQueryContainer;

/** Return the query for the tracks that fulfil a filter, without some ids; null for all tracks. */
export function filterQuery(filter: TrackFilter, exclude: readonly string[]): Query | null {
  const { genres, excludeGenres, folders, excludeFolders, ...limits } = comparableFilter(filter);
  const { minDurationSeconds, maxDurationSeconds, withoutChapters } = limits;
  const terms = (field: string, values: readonly string[]): Query[] =>
    values.length === 0 ? [] : [{ terms: { [field]: [...values] } }];
  const range = {
    ...(minDurationSeconds > 0 && { gte: minDurationSeconds }),
    ...(maxDurationSeconds < Infinity && { lte: maxDurationSeconds }),
  };
  const wanted: Query[] = [
    ...terms('folded.genre', genres),
    ...terms('folders', folders),
    ...(Object.keys(range).length > 0 ? [{ range: { durationSeconds: range } }] : []),
  ];
  const unwanted: Query[] = [
    ...terms('id', exclude),
    ...terms('folded.genre', excludeGenres),
    ...terms('folders', excludeFolders),
    ...(withoutChapters ? [{ exists: { field: 'chapters' } }] : []),
  ];
  return wanted.length + unwanted.length === 0 ? null : { bool: { filter: wanted, must_not: unwanted } };
}
