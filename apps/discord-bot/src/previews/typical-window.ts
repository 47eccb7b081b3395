/**
 * The window of a track that sounds most like the track as a whole: the one whose seconds are on average nearest to the track's
 * mean log-mel spectrum, by Euclidean distance. It passes over intros and breaks; a track no longer than the window is taken whole.
 * @param seconds mean log-mel spectrum of each second
 * @param length of the window in seconds
 * @returns the second where the window starts; the first of equals
 */
export function typicalWindow(seconds: readonly Float32Array[], length: number): number {
  const mean = new Float64Array(seconds[0]?.length ?? 0);
  for (const second of seconds) second.forEach((value, band) => (mean[band]! += value / seconds.length));
  const distances = seconds.map((second) => Math.hypot(...mean.map((value, band) => second[band]! - value)));

  let sum = distances.slice(0, length).reduce((total, distance) => total + distance, 0);
  let best = { start: 0, sum };
  for (let start = 1; start + length <= distances.length; start++) {
    sum += distances[start + length - 1]! - distances[start - 1]!;
    // A sum that differs by rounding alone is no reason to start later.
    if (sum < best.sum - 1e-9 * distances.length) best = { start, sum };
  }
  return best.start;
}
