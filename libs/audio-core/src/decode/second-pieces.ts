/**
 * Cut a stream of samples into pieces of one second, however long its own pieces are.
 * @param sampleRate Hz
 * @returns pieces that belong to the caller; the last may be shorter
 */
export async function* secondPieces(
  pieces: AsyncIterable<Float32Array>,
  sampleRate: number,
): AsyncGenerator<Float32Array, void, undefined> {
  let second = new Float32Array(sampleRate);
  let filled = 0;
  for await (const piece of pieces) {
    for (let taken = 0; taken < piece.length;) {
      const part = piece.subarray(taken, taken + sampleRate - filled);
      second.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled < sampleRate) continue;
      yield second;
      second = new Float32Array(sampleRate);
      filled = 0;
    }
  }
  if (filled > 0) yield second.subarray(0, filled);
}
