import { cosine } from '@soundalike/catalog';

const NEAREST = 3;

/** Agreement between the vectors of two models for the same tracks. */
export interface Agreement {
  readonly tracks: number;
  /** Cosine between a track's two vectors: minimum, 5th percentile, median. */
  readonly cosine: { readonly min: number; readonly lowest5Percent: number; readonly median: number };
  /** Share of the three nearest tracks by the first model that are also the nearest by the second, from 0 to 1. */
  readonly top3: number;
}

/**
 * Compare the vectors of two models.
 * @param a L2-normalised vectors of four tracks or more
 * @param b vectors of the same tracks by the other model
 */
export function agreementOf(a: readonly Float32Array[], b: readonly Float32Array[]): Agreement {
  const cosines = a.map((vector, n) => cosine(vector, b[n]!)).sort((x, y) => x - y);
  const shared = a.flatMap((_, n) => {
    const others = nearest(b, n);
    return nearest(a, n).filter((each) => others.includes(each));
  });
  return {
    tracks: a.length,
    cosine: {
      min: cosines[0]!,
      lowest5Percent: cosines[Math.floor(cosines.length * 0.05)]!,
      median: cosines[Math.floor(cosines.length / 2)]!,
    },
    top3: shared.length / (NEAREST * a.length),
  };
}

function nearest(vectors: readonly Float32Array[], seed: number): number[] {
  return vectors
    .map((vector, n) => ({ n, similarity: cosine(vectors[seed]!, vector) }))
    .filter(({ n }) => n !== seed)
    .sort((x, y) => y.similarity - x.similarity)
    .slice(0, NEAREST)
    .map(({ n }) => n);
}
