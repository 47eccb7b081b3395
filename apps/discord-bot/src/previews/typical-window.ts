/**
 * The window of a track that sounds most like the track as a whole: the one whose mean log-mel spectrum has the least
 * Euclidean distance to the mean of all. The plain idea behind audio thumbnails; a track no longer than the window is taken whole.
 * @param seconds mean log-mel spectrum of each second
 * @param length of the window in seconds
 * @returns the second where the window starts
 */
export function typicalWindow(seconds: readonly Float32Array[], length: number): number {
  const bands = seconds[0]?.length ?? 0;
  const whole = new Float64Array(bands);
  for (const second of seconds) second.forEach((value, band) => (whole[band]! += value / seconds.length));

  const sum = new Float64Array(bands);
  let best = { start: 0, distance: Infinity };
  seconds.forEach((second, end) => {
    const leaving = seconds[end - length];
    second.forEach((value, band) => (sum[band]! += value - (leaving?.[band] ?? 0)));
    if (end + 1 < length) return;
    const distance = whole.reduce((total, mean, band) => total + (sum[band]! / length - mean) ** 2, 0);
    // A distance that differs by rounding alone is no reason to start later.
    if (distance < best.distance * (1 - 1e-9)) best = { start: end + 1 - length, distance };
  });
  return best.start;
}
