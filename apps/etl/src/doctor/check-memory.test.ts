import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findInstalledModel } from '../model/find-model.ts';
import { checkMemory } from './check-memory.ts';

const SETTINGS = {
  modelDir: join(tmpdir(), 'soundalike-no-models'),
  embeddingModel: 'musicnn',
  embeddingPrecision: 'float32',
  embeddingExcerpt: null,
  cnn14Urls: [],
} as const;
const THREADS = { etlThreads: 8 };
const { signal } = new AbortController();

test.each([
  [64e9, 'ok', 'runs in 8 workers'],
  [600e6, 'warning', 'instead of 8'],
  [100e6, 'warning', 'has 100 MB of memory, and indexing with musicnn needs about'],
] as const)('%d bytes of memory: %s', async (memory, status, finding) => {
  expect(await checkMemory(findInstalledModel(SETTINGS, signal), THREADS, memory)).toEqual([
    expect.objectContaining({ name: 'memory', status, finding: expect.stringContaining(finding) as string }),
  ]);
});

test('a model that is not installed has no workers', async () => {
  expect(
    await checkMemory(findInstalledModel({ ...SETTINGS, embeddingModel: 'cnn14' }, signal), THREADS, 64e9),
  ).toEqual([]);
});
