import { bootstrapEstimate } from '../metrics/estimates.ts';
import type { Estimate } from '../metrics/estimates.ts';
import { judge, matesOf, rankBy, summariseMethods } from './asked-space.ts';
import type { AskedSpace, MethodResult, Score } from './asked-space.ts';

/** Places in which tracks of the unwanted album are counted. */
const COUNTED = 10;

type Subtraction = (like: number, unlike: number) => number;

const moved =
  (share: number): Subtraction =>
  (like, unlike) =>
    like - share * unlike;

/** Methods to keep away from a track, given the cosines of a candidate with the wanted and the unwanted track. */
const SUBTRACTIONS: Readonly<Record<string, Subtraction>> = {
  none: (like) => like,
  'drop what is nearer to the unwanted': (like, unlike) => (unlike > like ? like - 10 : like),
  'subtract a quarter': moved(0.25),
  'subtract a half': moved(0.5),
  'subtract three quarters': moved(0.75),
};

/** Results of subtraction. */
export interface SubtractionResult {
  readonly queries: number;
  readonly methods: readonly (MethodResult & {
    /** Share of the first ten places that hold another track of the unwanted album. */
    readonly unwanted: Estimate;
  })[];
}

/**
 * Evaluate subtraction as a listener would use it: the nearest track of another album is unwanted, and the rest of the
 * seed's own album is wanted.
 */
export function judgeSubtractions(space: AskedSpace): SubtractionResult {
  const { cosines } = space;
  const size = space.vectors.length;
  const scores = new Map<string, Score[]>(Object.keys(SUBTRACTIONS).map((name) => [name, []]));
  const unwanted = new Map<string, number[]>(Object.keys(SUBTRACTIONS).map((name) => [name, []]));
  for (let seed = 0; seed < size; seed++) {
    const mates = matesOf(space, seed);
    const [wrong] = rankBy(size, (track) => cosines[seed]![track]!, new Set([seed, ...mates]));
    if (mates.length === 0 || wrong === undefined) continue;
    const wrongAlbum = new Set(matesOf(space, wrong));
    for (const [name, subtract] of Object.entries(SUBTRACTIONS)) {
      const score = (track: number): number => subtract(cosines[seed]![track]!, cosines[wrong]![track]!);
      const ranked = rankBy(size, score, new Set([seed, wrong]));
      scores.get(name)!.push(judge(ranked, new Set(mates)));
      unwanted.get(name)!.push(ranked.slice(0, COUNTED).filter((track) => wrongAlbum.has(track)).length / COUNTED);
    }
  }
  const methods = summariseMethods(scores);
  return {
    queries: scores.get('none')!.length,
    methods: methods.map((result) => ({ ...result, unwanted: bootstrapEstimate(unwanted.get(result.method)!) })),
  };
}
