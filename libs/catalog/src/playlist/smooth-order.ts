/** Cost of one breach of the spacing: more than any sum of steps that could be gained by it. */
const BREACH = 1000;
/** Shorter gains are rounding errors. */
const LEAST_GAIN = 1e-9;

/** What an order of items is judged by. */
export interface OrderRules {
  readonly size: number;
  /** Distance of two items. */
  readonly distance: (a: number, b: number) => number;
  /** Return how many places two items must be apart at least; 1 for none. */
  readonly spacing: (a: number, b: number) => number;
  /** Greatest value of `spacing`. */
  readonly widestSpacing: number;
}

/**
 * Return an order of the items 0 to `size − 1` that begins with item 0, keeps items apart as the spacing says wherever
 * that can be found, and has short steps: a chain of nearest neighbours, improved by reversing parts of it (2-opt: Croes,
 * "A method for solving traveling-salesman problems", 1958) and moving single items until neither helps.
 */
export function smoothOrder(rules: OrderRules): number[] {
  const order = nearestChain(rules);
  while (improveByReversals(order, rules) || improveByMoves(order, rules));
  return order;
}

function improveByReversals(order: number[], rules: OrderRules): boolean {
  let improved = false;
  for (let from = 1; from < order.length - 1; from++) {
    for (let to = from + 1; to < order.length; to++) {
      const before = costAround(order, from, to, rules);
      reverse(order, from, to);
      if (costAround(order, from, to, rules) < before - LEAST_GAIN) improved = true;
      else reverse(order, from, to);
    }
  }
  return improved;
}

/** Move items that are too near to others; reversals alone can leave such. */
function improveByMoves(order: number[], rules: OrderRules): boolean {
  let improved = false;
  for (let from = 1; from < order.length; from++) {
    if (!breachesSpacing(order, from, rules)) continue;
    let cost = totalCost(order, rules);
    for (let to = 1; to < order.length; to++) {
      const moved = order.toSpliced(from, 1).toSpliced(to, 0, order[from]!);
      const movedCost = totalCost(moved, rules);
      if (movedCost >= cost - LEAST_GAIN) continue;
      order.splice(0, order.length, ...moved);
      cost = movedCost;
      improved = true;
      break;
    }
  }
  return improved;
}

function breachesSpacing(order: readonly number[], place: number, { spacing, widestSpacing }: OrderRules): boolean {
  const isTooNear = (other: number): boolean =>
    other !== place && spacing(order[other]!, order[place]!) > Math.abs(other - place);
  const first = Math.max(0, place - widestSpacing + 1);
  const last = Math.min(order.length - 1, place + widestSpacing - 1);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).some(isTooNear);
}

function totalCost(order: readonly number[], { distance, spacing, widestSpacing }: OrderRules): number {
  let cost = 0;
  for (let place = 1; place < order.length; place++) {
    cost += distance(order[place - 1]!, order[place]!);
    for (let back = 1; back < widestSpacing && back <= place; back++)
      if (spacing(order[place - back]!, order[place]!) > back) cost += BREACH;
  }
  return cost;
}

/** Each next item is the nearest of those that keep the spacing, or breach it least. */
function nearestChain({ size, distance, spacing, widestSpacing }: OrderRules): number[] {
  const order = size === 0 ? [] : [0];
  const left = new Set(Array.from({ length: Math.max(0, size - 1) }, (_, index) => index + 1));
  while (left.size > 0) {
    const recent = widestSpacing > 1 ? order.slice(1 - widestSpacing).reverse() : [];
    let [best, bestCost] = [-1, Infinity];
    for (const item of left) {
      const breaches = recent.filter((other, back) => spacing(other, item) > back + 1).length;
      const cost = distance(order.at(-1)!, item) + BREACH * breaches;
      if (cost < bestCost) [best, bestCost] = [item, cost];
    }
    left.delete(best);
    order.push(best);
  }
  return order;
}

/** Cost of what a reversal from one place to another changes: the steps and the spacing across its two borders. */
function costAround(order: readonly number[], from: number, to: number, rules: OrderRules): number {
  return acrossBorder(order, from, rules) + (to + 1 < order.length ? acrossBorder(order, to + 1, rules) : 0);
}

/** Cost of the step to a place, and of the breaches between items before it and items from it on. */
function acrossBorder(order: readonly number[], place: number, rules: OrderRules): number {
  let cost = rules.distance(order[place - 1]!, order[place]!);
  const reach = rules.widestSpacing - 1;
  for (let before = Math.max(0, place - reach); before < place; before++)
    for (let after = place; after < Math.min(order.length, before + rules.widestSpacing); after++)
      if (rules.spacing(order[before]!, order[after]!) > after - before) cost += BREACH;
  return cost;
}

function reverse(order: number[], from: number, to: number): void {
  for (let low = from, high = to; low < high; low++, high--) [order[low], order[high]] = [order[high]!, order[low]!];
}
