import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkMemory } from './check-memory.ts';

const SETTINGS = {
  modelDir: join(tmpdir(), 'soundalike-no-models'),
  embeddingModel: 'musicnn',
  embeddingPrecision: 'float32',
  embeddingExcerpt: null,
  cnn14Urls: [],
  etlThreads: 8,
} as const;

test.each([
  [64e9, 'ok', 'runs in 8 workers'],
  [600e6, 'warning', 'instead of 8'],
  [100e6, 'warning', 'has 100 MB of memory, and indexing with musicnn needs about'],
] as const)('%d bytes of memory: %s', async (memory, status, finding) => {
  expect(await checkMemory(SETTINGS, memory)).toEqual([
    expect.objectContaining({ name: 'memory', status, finding: expect.stringContaining(finding) as string }),
  ]);
});

test('a model that is not installed has no workers', async () => {
  expect(await checkMemory({ ...SETTINGS, embeddingModel: 'cnn14' }, 64e9)).toEqual([]);
});
