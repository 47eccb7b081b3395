import type { PlacedPoint, PlacedQuery } from './query.ts';

/**
 * Share of the similarity with the points to be unlike that is subtracted. Measured with musicnn on two libraries of 48
 * and 119 tracks: a half loses no precision beyond the interval and finds a quarter to a half fewer tracks of the
 * unwanted album; three quarters lose precision, and so does dropping what is nearer to the unwanted track (see
 * docs/evaluation.md).
 */
export const UNLIKE_SHARE = 0.5;

/** A shorter vector has no direction: the points are opposites. */
const MIN_NORM = 1e-3;

/**
 * Return the unit vector whose nearest tracks answer a query: the mean of the vectors to be like, less half the mean of
 * those to be unlike (Rocchio, "Relevance feedback in information retrieval", 1971); the first of them if they cancel
 * out.
 */
export function targetOf({ like, unlike }: PlacedQuery): Float32Array {
  const [first] = like;
  if (like.length + unlike.length === 1) return first!.embedding;
  const sum = new Float64Array(first!.embedding.length);
  const add = (points: readonly PlacedPoint[], factor: number): void => {
    for (const { embedding, share } of points)
      for (let index = 0; index < sum.length; index++) sum[index]! += factor * share * embedding[index]!;
  };
  add(like, 1);
  add(unlike, -UNLIKE_SHARE);
  const norm = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
  return norm < MIN_NORM ? first!.embedding : Float32Array.from(sum, (value) => value / norm);
}
