/** Indices of the `count` highest values (all of them where there are fewer), highest first, by a bounded heap with the lowest kept value on top. */
export function highest(values: Float64Array, count: number): number[] {
  const heap: number[] = [];
  const sink = (from: number): void => {
    for (let at = from; ;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child = right < heap.length && values[heap[right]!]! < values[heap[left]!]! ? right : left;
      if (values[heap[at]!]! <= values[heap[child]!]!) return;
      [heap[at], heap[child]] = [heap[child]!, heap[at]!];
      at = child;
    }
  };
  const filled = Math.min(count, values.length);
  for (let index = 0; index < filled; index++) heap.push(index);
  for (let at = (filled >> 1) - 1; at >= 0; at--) sink(at);
  for (let index = filled; index < values.length; index++) {
    if (values[index]! <= values[heap[0]!]!) continue;
    heap[0] = index;
    sink(0);
  }
  return heap.sort((a, b) => values[b]! - values[a]!);
}
