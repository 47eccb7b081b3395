import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import { chooseSeed } from './choose-seed.ts';
import type { SeedChoice } from './choose-seed.ts';
import { findMatches } from './find-matches.ts';
import type { Match, MatchOptions } from './find-matches.ts';

/** Options of a recommendation. */
export interface RecommendOptions extends MatchOptions {
  /** Default: a song drawn uniformly at random from those that fulfil the filters. */
  readonly seed?: SeedChoice;
  /** Any integer; makes the random choice reproducible on an unchanged library. */
  readonly randomSeed?: number;
}

/** A seed song and its most similar tracks, most similar first. */
export interface Recommendation {
  readonly space: EmbeddingSpace;
  readonly seed: Track;
  readonly matches: readonly Match[];
}

/**
 * Return a seed song and the tracks that sound most like it, as `findMatches` chooses them.
 * @throws `STORE_EMPTY`, `TRACK_NOT_FOUND`, and the store's errors
 */
export async function recommend(store: TrackStore, options: RecommendOptions = {}): Promise<Recommendation> {
  const seed = await chooseSeed(store, options.seed, options.randomSeed, options);
  return { space: store.space, seed, matches: await findMatches(store, [seed], options) };
}
