/** Mono samples, piece by piece. */
export type SampleStream = AsyncIterable<Float32Array>;

/** Every sample times a factor; nothing is clipped. */
export async function* scaled(samples: SampleStream, factor: number): SampleStream {
  for await (const piece of samples) yield piece.map((sample) => sample * factor);
}

/** Without the first `count` samples. */
export async function* withoutFirst(samples: SampleStream, count: number): SampleStream {
  let left = count;
  for await (const piece of samples) {
    if (left < piece.length) yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}

/** The first `count` samples, or all there are. */
export async function* first(samples: SampleStream, count: number): SampleStream {
  let left = count;
  for await (const piece of samples) {
    if (left <= 0) return;
    yield piece.subarray(0, left);
    left -= piece.length;
  }
}
