import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { cosine } from '../recommend/similarity.ts';

/** A track that can be chosen. */
export interface Choosable {
  readonly embedding: Float32Array;
  /** How well it answers the query. */
  readonly score: number;
}

/**
 * Choose items that answer a query well and differ from one another, by maximal marginal relevance: each next one has
 * the highest (1 − v) · score − v · (greatest cosine with those chosen before) (Carbonell & Goldstein, 1998). Chance adds
 * to the scores as much as they vary, times the variety, with the distribution of Gumbel: so a better item is chosen more
 * often (Kool, van Hoof & Welling, "Stochastic beams and where to find them", 2019).
 * @param variety v, 0 (the best ones) to 1
 * @param mayFollow whether the limits still allow an item after those chosen before
 * @returns at most `count` items, in the order of choice
 */
export function chooseDiverse<T extends Choosable>(
  items: readonly T[],
  count: number,
  variety: number,
  random: RandomGenerator,
  mayFollow: (item: T, chosen: readonly T[]) => boolean,
): T[] {
  const spread = deviation(items.map(({ score }) => score));
  const left = items.map((item) => ({
    item,
    relevance: item.score + variety * spread * gumbel(random),
    greatestCosine: -1,
  }));
  const chosen: T[] = [];
  while (chosen.length < count) {
    let best: (typeof left)[number] | undefined;
    let bestValue = -Infinity;
    for (const each of left) {
      const redundancy = chosen.length === 0 ? 0 : each.greatestCosine;
      const value = (1 - variety) * each.relevance - variety * redundancy;
      if (value > bestValue && mayFollow(each.item, chosen)) [best, bestValue] = [each, value];
    }
    if (!best) break;
    chosen.push(best.item);
    left.splice(left.indexOf(best), 1);
    const { embedding } = best.item;
    for (const each of left)
      each.greatestCosine = Math.max(each.greatestCosine, cosine(each.item.embedding, embedding));
  }
  return chosen;
}

function gumbel(random: RandomGenerator): number {
  return -Math.log(-Math.log(Math.max(Number.MIN_VALUE, uniformFloat64(random))));
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length));
}
