/** Elasticsearch takes no more. */
const MOST = 10_000;

/** Below this, recall at small k suffers; see docs/benchmarks.md. */
const LEAST = 200;

const PER_NEIGHBOUR = 10;

/**
 * Candidates per shard of an approximate kNN search: ten for every neighbour asked for, at least 200.
 * @param configured what the operator says; never fewer than the neighbours asked for
 */
export function numCandidates(k: number, configured: number | null): number {
  return Math.min(MOST, Math.max(k, configured ?? Math.max(LEAST, PER_NEIGHBOUR * k)));
}
