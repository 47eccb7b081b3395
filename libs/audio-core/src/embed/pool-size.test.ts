import { expect, test } from 'vitest';
import { poolMemory, poolSize } from './pool-size.ts';

const SPEC = {
  threadsPerWorker: { f32: 2, int8: 1 },
  workerMemory: { f32: { own: 300e6, mapped: 500e6 }, int8: { own: 200e6, mapped: 100e6 } },
};

test.each([
  ['f32', 8, Infinity, 4, 2],
  ['int8', 8, Infinity, 8, 1],
  ['f32', 1, Infinity, 1, 1],
  ['int8', 8, 8e9, 8, 1],
  ['int8', 8, 1e9, 3, 2],
  ['f32', 8, 1.2e9, 1, 8],
  ['f32', 5, Infinity, 2, 2],
  ['int8', 2, 100e6, 1, 2],
] as const)(
  '%s with %i threads and %d bytes of memory: %i workers of %i threads',
  (precision, threads, memory, ...size) => {
    const { workers, intraOpThreads } = poolSize(SPEC, { precision }, threads, memory);
    expect([workers, intraOpThreads]).toEqual(size);
  },
);

test('the workers that a memory has room for fit it', () => {
  for (const precision of ['f32', 'int8'] as const)
    for (let memory = 1.1e9; memory < 10e9; memory += 123e6) {
      const { workers } = poolSize(SPEC, { precision }, 64, memory);
      expect(poolMemory(SPEC, { precision }, workers)).toBeLessThanOrEqual(memory);
    }
});
