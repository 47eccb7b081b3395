import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VectorCache } from './vector-cache.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vector-cache-'));
});
afterEach(() => rm(folder, { recursive: true }));

const pass = { seconds: 1.5, vectors: { mean: Float32Array.of(1, -2.5) } };

test('returns what was stored, under the same key only', async () => {
  const cache = new VectorCache(join(folder, 'new'));
  expect(await cache.get(['a', 'b'])).toBeNull();
  await cache.put(['a', 'b'], pass);
  expect(await cache.get(['a', 'b'])).toEqual(pass);
  expect(await cache.get(['ab', ''])).toBeNull();
  expect(await new VectorCache(join(folder, 'new')).get(['a', 'b'])).toEqual(pass);
});

test('a damaged entry is ignored', async () => {
  const cache = new VectorCache(folder);
  await cache.put(['a'], pass);
  for (const name of await readdir(folder)) await writeFile(join(folder, name), 'x');
  expect(await cache.get(['a'])).toBeNull();
});
