import { expect, test } from 'vitest';
import { samplePairSimilarities } from './similarity.ts';

function libraryOf(size: number) {
  const vector = (n: number): Float32Array => Float32Array.of(Math.cos(n / size), Math.sin(n / size));
  return {
    async *list() {
      for (let n = 0; n < size; n++) yield { id: String(n), paths: [], tagReaderVersion: 1 };
    },
    vectors: async (ids: readonly string[]) => ids.map((id) => ({ id, embedding: vector(Number(id)) })),
  };
}

test('the sample of a small library has all of its pairs', async () => {
  const sample = await samplePairSimilarities(libraryOf(3));
  expect(sample).toEqual([2, 1, 1].map((apart) => Math.round(Math.cos(apart / 3) * 1e6) / 1e6));
});

test('the sample of a large library has the pairs of 200 tracks from all of it, the same each time', async () => {
  const sample = await samplePairSimilarities(libraryOf(5000));
  expect(sample).toHaveLength((200 * 199) / 2);
  expect(sample).toEqual([...sample].sort((a, b) => a - b));
  // Mean of cos|x − y| for x, y uniform in [0, 1] is 2(1 − cos 1) ≈ 0.9194.
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  expect(Math.abs(mean - 2 * (1 - Math.cos(1)))).toBeLessThan(0.01);
  expect(await samplePairSimilarities(libraryOf(5000))).toEqual(sample);
});

test('an empty library and a single track have no pairs', async () => {
  expect(await samplePairSimilarities(libraryOf(0))).toEqual([]);
  expect(await samplePairSimilarities(libraryOf(1))).toEqual([]);
});
