import { cosine } from '../recommend/similarity.ts';

/** A track that can be on the way, in the order of progress. */
export interface Stop {
  readonly embedding: Float32Array;
  /** Share of the way that it has come, about 0 to 1. */
  readonly progress: number;
}

/**
 * Choose `count` stops, in the order of their progress, so that the largest step of the way from one end over the stops
 * to the other end is as small as it can be. Of all such ways, return the one whose steps and progress are the most even:
 * with the least sum of squares of the steps and of the deviations from even progress. Exact, by dynamic programming.
 * @param from where the way begins, at progress 0
 * @param to where it ends, at progress 1
 * @param stops in ascending order of progress, at least `count`
 * @param angle between the ends, radians: the scale of deviations from even progress
 * @returns indices of the chosen stops, ascending
 */
export function smoothestWay(
  from: Float32Array,
  to: Float32Array,
  stops: readonly Stop[],
  count: number,
  angle: number,
): number[] {
  if (count === 0) return [];
  const vectors = stops.map(({ embedding }) => embedding);
  const steps: Steps = {
    first: vectors.map((vector) => angleBetween(from, vector)),
    last: vectors.map((vector) => angleBetween(vector, to)),
    between: vectors.map((vector, index) =>
      Float64Array.from({ length: index }, (_, earlier) => angleBetween(vectors[earlier]!, vector)),
    ),
  };
  const largest = bestWay(steps, count, (sum, step) => Math.max(sum, step));
  const deviation = (place: number, stop: number): number =>
    (angle * (stops[stop]!.progress - place / (count + 1))) ** 2;
  return bestWay(steps, count, (sum, step, place, stop) =>
    step > largest.cost ? Infinity : sum + step ** 2 + (stop === null ? 0 : deviation(place, stop)),
  ).stops;
}

/** Angles from the beginning to each stop, from each stop to the end, and from each earlier stop to each stop. */
interface Steps {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly between: readonly Float64Array[];
}

/**
 * Return the way with the least cost.
 * @param extend the cost of a way that is extended by a step to a stop, which is the `place`-th, or to the end (null)
 */
function bestWay(
  { first, last, between }: Steps,
  count: number,
  extend: (cost: number, step: number, place: number, stop: number | null) => number,
): { readonly cost: number; readonly stops: number[] } {
  let costs = first.map((step, stop) => extend(0, step, 1, stop));
  const before: Int32Array[] = [];
  for (let place = 2; place <= count; place++) {
    const from = new Int32Array(first.length).fill(-1);
    costs = first.map((_, stop) => {
      let best = Infinity;
      for (let earlier = 0; earlier < stop; earlier++) {
        const cost = extend(costs[earlier]!, between[stop]![earlier]!, place, stop);
        if (cost < best) [best, from[stop]] = [cost, earlier];
      }
      return best;
    });
    before.push(from);
  }
  const totals = costs.map((cost, stop) => extend(cost, last[stop]!, count + 1, null));
  let stop = totals.reduce((best, total, index) => (total < totals[best]! ? index : best), count - 1);
  const stops = [stop];
  for (const from of before.reverse()) stops.unshift((stop = from[stop]!));
  return { cost: Math.min(...totals), stops };
}

function angleBetween(a: Float32Array, b: Float32Array): number {
  return Math.acos(cosine(a, b));
}
