import { mkdtemp, readdir, rm } from 'node:fs/promises';
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
  folder = await mkdtemp(join(tmpdir(), 'kept-store-'));
  storePath = join(folder, 'store.db');
});
afterEach(() => rm(folder, { recursive: true }));

async function serve(path: string, space: EmbeddingSpace, tracks: number): Promise<void> {
  await using store = await openSqliteStore({ path, space, create: true });
  await store.upsert(Array.from({ length: tracks }, (_, n) => testTrack(n, space)));
  await store.serve();
}

test('a space that is served later, and a store that was removed and made anew, are read without a restart', async () => {
  await serve(storePath, SPACE, 3);
  const kept = openServedStore({ storePath, elasticsearch: null }, { checkEveryMs: 0 });
  const seen = (): Promise<[string, number]> => kept.use(async (store) => [store.space.id, await store.count()]);
  expect(await seen()).toEqual([SPACE.id, 3]);

  await serve(storePath, LATER, 2);
  await vi.waitFor(async () => expect(await seen()).toEqual([LATER.id, 2]), { timeout: 60_000 });

  for (const file of await readdir(folder)) await rm(join(folder, file));
  await serve(storePath, LATER, 5);
  await vi.waitFor(async () => expect(await seen()).toEqual([LATER.id, 5]), { timeout: 60_000 });
  await kept.close();
});

test('before anything is served it says so each time', async () => {
  const kept = openServedStore({ storePath, elasticsearch: null });
  for (let n = 0; n < 2; n++)
    await expect(kept.use((store) => store.count())).rejects.toMatchObject({ code: 'STORE_EMPTY' });
  await serve(storePath, SPACE, 1);
  expect(await kept.use((store) => store.count())).toBe(1);
  await kept.close();
});
