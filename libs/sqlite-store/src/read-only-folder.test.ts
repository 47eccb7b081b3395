import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteStore } from './index.ts';
import { temporaryFile } from './testing/temporary-file.ts';

/** Nobody: root may write everywhere, so as root the test puts its rights aside. */
const NOBODY = 65_534;

test('a store in a folder that cannot be written is read all the same', async () => {
  const space = testSpace();
  const path = temporaryFile('odd name % ? #.db');
  {
    await using store = await openSqliteStore({ path, space, create: true });
    await store.upsert(testTracks(5, space));
    await store.serve();
  }
  const folder = dirname(path);
  chmodSync(path, 0o444);
  chmodSync(folder, 0o555);
  onTestFinished(() => {
    process.seteuid?.(process.getuid?.() ?? 0);
    chmodSync(folder, 0o755);
  });
  if (process.getuid?.() === 0) process.seteuid?.(NOBODY);
  await using store = await openSqliteStore({ path, readOnly: true });
  expect(await store.count()).toBe(5);
  expect(await store.similarTo(testTracks(1, space)[0]!.id, 3)).toHaveLength(3);
  await expect(openSqliteStore({ path, space, create: true })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});
