import { cosine } from '@soundalike/catalog';
import type { TrackLabels } from '../library/read-library.ts';
import { bootstrapEstimate } from '../metrics/estimates.ts';
import type { Estimate } from '../metrics/estimates.ts';
import { averagePrecision, precisionAt } from '../metrics/ranking-metrics.ts';

/** Rank of the neighbour whose distance is a track's scale, as in the catalog. */
const SCALE_NEIGHBOUR = 10;

/** The vectors of a library that queries are evaluated on. */
export interface AskedSpace {
  readonly vectors: readonly Float32Array[];
  readonly albums: readonly (string | null)[];
  /** Cosine of each pair. */
  readonly cosines: readonly Float64Array[];
  /** 1 − cosine of each track's tenth neighbour, or the last one. */
  readonly scales: readonly number[];
}

/** Compute what all queries need. */
export function askedSpace(vectors: readonly Float32Array[], labels: readonly TrackLabels[]): AskedSpace {
  const cosines = vectors.map((vector) => Float64Array.from(vectors, (other) => cosine(vector, other)));
  const scales = cosines.map((row, index) => {
    const others = [...row].filter((_, other) => other !== index).sort((a, b) => b - a);
    return Math.max(1e-9, 1 - (others[Math.min(SCALE_NEIGHBOUR, others.length) - 1] ?? 0));
  });
  return { vectors, albums: labels.map(({ album }) => album), cosines, scales };
}

/** Return the other tracks of a track's album; none if the album is not known. */
export function matesOf({ albums }: Pick<AskedSpace, 'albums'>, track: number): number[] {
  const album = albums[track];
  return album === null || album === undefined
    ? []
    : albums.flatMap((other, index) => (other === album && index !== track ? [index] : []));
}

/** Scores of one ranking. */
export interface Score {
  readonly averagePrecision: number;
  readonly precisionAt3: number;
}

/** Rank the tracks of a library except some by a score, highest first, ties in their order. */
export function rankBy(size: number, score: (track: number) => number, except: ReadonlySet<number>): number[] {
  const tracks = Array.from({ length: size }, (_, track) => track).filter((track) => !except.has(track));
  const scores = new Map(tracks.map((track) => [track, score(track)]));
  return tracks.sort((a, b) => scores.get(b)! - scores.get(a)! || a - b);
}

/** Judge a ranking by the tracks that belong to the answer, at least one. */
export function judge(ranked: readonly number[], wanted: ReadonlySet<number>): Score {
  const relevances = ranked.map((track) => wanted.has(track));
  return { averagePrecision: averagePrecision(relevances), precisionAt3: precisionAt(3, relevances) };
}

/** Means of a method over all queries, and its gain over the first method, paired by query. */
export interface MethodResult {
  readonly method: string;
  readonly averagePrecision: Estimate;
  readonly precisionAt3: Estimate;
  /** null for the first method. */
  readonly gain: Estimate | null;
}

/** Summarise the scores of methods on the same queries. */
export function summariseMethods(scores: ReadonlyMap<string, readonly Score[]>): MethodResult[] {
  const [baseline = []] = scores.values();
  return [...scores].map(([method, all]) => ({
    method,
    averagePrecision: bootstrapEstimate(all.map((score) => score.averagePrecision)),
    precisionAt3: bootstrapEstimate(all.map((score) => score.precisionAt3)),
    gain:
      all === baseline
        ? null
        : bootstrapEstimate(all.map((score, index) => score.averagePrecision - baseline[index]!.averagePrecision)),
  }));
}
