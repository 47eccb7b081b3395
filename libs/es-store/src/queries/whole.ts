/** A search that a shard does not answer is to fail, and be tried again: half a result looks like a whole one. Totals are not counted. */
export const WHOLE = { allow_partial_search_results: false, track_total_hits: false } as const;
