import { mean } from '../metrics/estimates.ts';
import { chanceAveragePrecision, chancePrecisionAt } from '../metrics/ranking-metrics.ts';
import { judge, matesOf, rankBy, summariseMethods } from './asked-space.ts';
import type { AskedSpace, MethodResult, Score } from './asked-space.ts';
import { drawsOf } from '../metrics/draw.ts';

/** Draws of the other seeds for each first one. */
const DRAWS = 5;
/** Constant of reciprocal rank fusion (Cormack, Clarke & Buettcher, 2009). */
const FUSION = 60;
const SEED = 20_261_130;

type Blend = (space: AskedSpace, seeds: readonly number[], track: number) => number;

const nearness = ({ cosines, scales }: AskedSpace, seed: number, track: number): number =>
  -(1 - cosines[seed]![track]!) / Math.sqrt(scales[seed]! * scales[track]!);

/** Methods to combine several seeds. The mean of the cosines has the order of the cosine with the centre of the seeds. */
const BLENDS: Readonly<Record<string, Blend>> = {
  'first seed only': ({ cosines }, seeds, track) => cosines[seeds[0]!]![track]!,
  'mean of similarities (centre)': ({ cosines }, seeds, track) => mean(seeds.map((seed) => cosines[seed]![track]!)),
  'nearest seed': ({ cosines }, seeds, track) => Math.max(...seeds.map((seed) => cosines[seed]![track]!)),
  'reciprocal rank fusion': ({ cosines }, seeds, track) =>
    seeds.reduce((sum, seed) => {
      const own = cosines[seed]![track]!;
      const before = cosines[seed]!.filter((other, index) => !seeds.includes(index) && other > own).length;
      return sum + 1 / (FUSION + 1 + before);
    }, 0),
  'mean, rescaled': (space, seeds, track) => mean(seeds.map((seed) => nearness(space, seed, track))),
};

/** Results of blends of so many seeds. */
export interface BlendResult {
  readonly seeds: number;
  /** Number of first seeds: those whose album has at least one more track than the seeds. */
  readonly queries: number;
  readonly chance: Score;
  readonly methods: readonly MethodResult[];
}

/**
 * Evaluate blends by held-out album: two or three tracks of an album are the seeds, and the rest of the album is wanted.
 * Each track is the first seed five times, with other seeds; its five scores count as one.
 */
export function judgeBlends(space: AskedSpace, count: number): BlendResult {
  const draws = drawsOf(SEED);
  const size = space.vectors.length;
  const scores = new Map<string, Score[]>(Object.keys(BLENDS).map((name) => [name, []]));
  const chances: Score[] = [];
  for (let first = 0; first < size; first++) {
    const mates = matesOf(space, first);
    if (mates.length < count) continue;
    const drawn = Array.from({ length: DRAWS }, () => {
      const left = [...mates];
      const others = Array.from({ length: count - 1 }, () => left.splice(draws.index(left.length), 1)[0]!);
      return { seeds: [first, ...others], wanted: new Set(left) };
    });
    for (const [name, blend] of Object.entries(BLENDS))
      scores.get(name)!.push(
        average(
          drawn.map(({ seeds, wanted }) =>
            judge(
              rankBy(size, (track) => blend(space, seeds, track), new Set(seeds)),
              wanted,
            ),
          ),
        ),
      );
    const [relevant, candidates] = [mates.length - count + 1, size - count];
    chances.push({
      averagePrecision: chanceAveragePrecision(relevant, candidates),
      precisionAt3: chancePrecisionAt(3, relevant, candidates),
    });
  }
  return { seeds: count, queries: chances.length, chance: average(chances), methods: summariseMethods(scores) };
}

function average(scores: readonly Score[]): Score {
  return {
    averagePrecision: mean(scores.map((score) => score.averagePrecision)),
    precisionAt3: mean(scores.map((score) => score.precisionAt3)),
  };
}
