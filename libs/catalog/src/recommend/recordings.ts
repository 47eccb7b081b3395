import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import { isSameFingerprint } from './fingerprint-match.ts';
import { isSameSong } from './same-recording.ts';
import { FEWEST_PAIRS, percentileOf } from './similarity.ts';

/**
 * Smallest share of the library's pairs that must be less similar than two versions of one song. Measured with versions
 * made with filters: all remasters, covers, demos and edits were more similar than the median pair of different tracks,
 * and most live versions (docs/evaluation.md). A percentile, because cosines of different models do not compare.
 */
const MIN_VERSION_PERCENTILE = 0.5;

/** Decides which tracks are the same recording, or versions of one song. */
export class Recordings {
  readonly #space: EmbeddingSpace;
  readonly #sample: readonly number[];
  readonly #fingerprints: ReadonlyMap<string, Uint32Array>;

  /**
   * Read what the decisions between these tracks need.
   * @throws the store's errors
   */
  static async read(store: TrackStore, tracks: readonly Track[], sample: readonly number[]): Promise<Recordings> {
    return new Recordings(store.space, sample, await store.fingerprints([...new Set(tracks.map(({ id }) => id))]));
  }

  constructor(space: EmbeddingSpace, sample: readonly number[], fingerprints: ReadonlyMap<string, Uint32Array>) {
    this.#space = space;
    this.#sample = sample;
    this.#fingerprints = fingerprints;
  }

  /**
   * Return whether two tracks are one recording or versions of one song: their fingerprints match, or, if there are
   * none to compare, their cosine reaches `space.sameRecordingCosine`; or tags, length and cosine all allow it.
   */
  areVersions(a: Track, b: Track, similarity: number): boolean {
    const isCopy = this.#isSameFingerprint(a, b) ?? similarity >= this.#space.sameRecordingCosine;
    return isCopy || (this.#isPlausible(similarity) && isSameSong(a, b));
  }

  #isSameFingerprint(a: Track, b: Track): boolean | null {
    const [first, second] = [this.#fingerprints.get(a.id), this.#fingerprints.get(b.id)];
    return first && second ? isSameFingerprint(first, second) : null;
  }

  #isPlausible(similarity: number): boolean {
    if (this.#sample.length < FEWEST_PAIRS) return true;
    return (percentileOf(similarity, this.#sample) ?? 1) >= MIN_VERSION_PERCENTILE;
  }
}
