/** Length of the blocks that samples are reduced to while reading, so that memory stays small: 20 values per second. */
const BLOCK_SECONDS = 0.05;

/**
 * Return the shape of a track for drawing: the largest absolute sample in each of `bins` equal parts, scaled so that
 * the largest is 1.
 * @param pieces mono samples, −1 to 1
 * @param sampleRate Hz
 * @returns `bins` values from 0 to 1, rounded to three digits; all 0 for silence
 */
export async function peaks(pieces: AsyncIterable<Float32Array>, sampleRate: number, bins: number): Promise<number[]> {
  const blocks = await blockMaxima(pieces, Math.max(1, Math.round(sampleRate * BLOCK_SECONDS)));
  const result = Array.from({ length: bins }, (_, bin) => {
    const start = Math.floor((bin * blocks.length) / bins);
    const end = Math.max(start + 1, Math.floor(((bin + 1) * blocks.length) / bins));
    return blocks.slice(start, end).reduce((a, b) => Math.max(a, b), 0);
  });
  const largest = result.reduce((a, b) => Math.max(a, b), 0);
  return result.map((value) => (largest === 0 ? 0 : Math.round((1000 * value) / largest) / 1000));
}

async function blockMaxima(pieces: AsyncIterable<Float32Array>, blockLength: number): Promise<number[]> {
  const maxima: number[] = [];
  let seen = 0;
  for await (const piece of pieces) {
    for (const sample of piece) {
      const block = Math.floor(seen++ / blockLength);
      maxima[block] = Math.max(maxima[block] ?? 0, Math.abs(sample));
    }
  }
  return maxima;
}
