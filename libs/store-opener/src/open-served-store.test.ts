import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import type { EmbeddingSpace } from '@soundalike/catalog';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { openServedStore } from './open-served-store.ts';

const SPACE = testSpace();
const LATER = testSpace({ id: 'cnn14-0b1c2d3e-v1-f32' });

let folder: string;
let storePath: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'served-store-'));
  storePath = join(folder, 'store.db');
});
afterEach(() => rm(folder, { recursive: true }));

async function serve(path: string, space: EmbeddingSpace, tracks: number): Promise<void> {
  await using store = await openSqliteStore({ path, space, create: true });
  await store.upsert(Array.from({ length: tracks }, (_, n) => testTrack(n, space)));
  await store.serve();
}

test('a space that is served later, and a store that was created again, are read without a restart', async () => {
  await serve(storePath, SPACE, 3);
  const handle = openServedStore({ storePath, elasticsearch: null }, { checkIntervalMs: 0 });
  const read = (): Promise<[string, number]> => handle.use(async (store) => [store.space.id, await store.count()]);
  expect(await read()).toEqual([SPACE.id, 3]);

  await serve(storePath, LATER, 2);
  await vi.waitFor(async () => expect(await read()).toEqual([LATER.id, 2]), { timeout: 60_000 });

  for (const file of await readdir(folder)) await rm(join(folder, file));
  await serve(storePath, LATER, 5);
  await vi.waitFor(async () => expect(await read()).toEqual([LATER.id, 5]), { timeout: 60_000 });
  await handle.close();
});

test('a file that is replaced or deleted is noticed by the next use, not a minute later', async () => {
  await serve(storePath, SPACE, 3);
  const handle = openServedStore({ storePath, elasticsearch: null });
  const count = (): Promise<number> => handle.use((store) => store.count());
  expect(await count()).toBe(3);

  await serve(join(folder, 'other.db'), SPACE, 5);
  for (const file of await readdir(folder)) if (file.startsWith('store.db')) await rm(join(folder, file));
  await expect(count()).rejects.toMatchObject({ code: 'STORE_EMPTY' });
  await rename(join(folder, 'other.db'), storePath);
  expect(await Promise.all([count(), count()])).toEqual([5, 5]);

  await serve(join(folder, 'third.db'), SPACE, 7);
  await rename(join(folder, 'third.db'), storePath);
  expect(await Promise.all([count(), count()])).toEqual([7, 7]);
  await handle.close();
});

test('every use fails with STORE_EMPTY until something is served', async () => {
  const handle = openServedStore({ storePath, elasticsearch: null });
  for (let n = 0; n < 2; n++)
    await expect(handle.use((store) => store.count())).rejects.toMatchObject({ code: 'STORE_EMPTY' });
  await serve(storePath, SPACE, 1);
  expect(await handle.use((store) => store.count())).toBe(1);
  await handle.close();
});
