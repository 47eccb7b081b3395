import { chmodSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrackStore } from '@soundalike/catalog';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openForReading } from './database/open-database.ts';
import { openSqliteRecords, openSqliteSpaces, openSqliteStore } from './index.ts';
import { temporaryFile } from './testing/temporary-file.ts';

/** User id of nobody: root may write everywhere, so a test that runs as root gives up its rights to read. */
const NOBODY = 65_534;

const space = testSpace();
const isRoot = process.getuid?.() === 0;
let path: string;

beforeEach(async () => {
  path = temporaryFile('odd name % ? #.db');
  {
    await using store = await openSqliteStore({ path, space, create: true });
    await store.upsert(testTracks(5, space));
    await store.serve();
  }
  // Clocks of file systems are coarse: later writes must get another time.
  utimesSync(path, 1, 1);
});
afterEach(asWriter);

/** Continue as a user who may only read. */
function asReader(folderMode = 0o555): void {
  chmodSync(path, 0o444);
  chmodSync(dirname(path), folderMode);
  if (isRoot) process.seteuid?.(NOBODY);
}

/** Continue as the owner. */
function asWriter(): void {
  if (isRoot) process.seteuid?.(0);
  chmodSync(dirname(path), 0o755);
  chmodSync(path, 0o644);
}

async function write(act: (store: TrackStore) => Promise<void>): Promise<void> {
  asWriter();
  {
    await using store = await openSqliteStore({ path, space, create: true });
    await act(store);
  }
  asReader();
}

test('a store in a folder that cannot be written can be read', async () => {
  asReader();
  await using store = await openSqliteStore({ path, readOnly: true });
  expect(await store.count()).toBe(5);
  expect(await store.similarTo(testTracks(1, space)[0]!.id, 3)).toHaveLength(3);
  await expect(openSqliteStore({ path, space, create: true })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

test('its reader sees what another process writes later', async () => {
  asReader();
  await using store = await openSqliteStore({ path, readOnly: true });
  const [seed, ...others] = testTracks(400, space);
  expect(await store.similarTo(seed!.id, 400)).toHaveLength(4);
  await write((writer) => writer.upsert(others));
  expect(await store.similarTo(seed!.id, 400)).toHaveLength(399);
  expect(await store.get([others.at(-1)!.id])).toHaveLength(1);
  await write((writer) => writer.delete(others.slice(10).map(({ id }) => id)));
  expect(await store.count()).toBe(11);
  expect(await store.similarTo(seed!.id, 400)).toHaveLength(10);
});

test('a write during a read makes the read STORE_UNAVAILABLE, until the file is opened again', () => {
  asReader();
  const database = openForReading(path)!;
  const count = (): unknown => database.get('SELECT count(*) AS n FROM tracks')?.['n'];
  const readAcrossWrite = (): unknown =>
    database.read(() => {
      const before = count();
      asWriter();
      const other = new DatabaseSync(path);
      other.exec('DELETE FROM tracks');
      other.close();
      asReader();
      return before;
    });
  expect(readAcrossWrite).toThrow(
    expect.objectContaining({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('open it again') }),
  );
  expect(() => database.read(count)).toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE' }));
  const again = openForReading(path)!;
  expect(again.read(() => again.get('SELECT count(*) AS n FROM tracks'))).toEqual({ n: 0 });
  again.close();
});

test('a folder that must not be entered is STORE_UNAVAILABLE, not an empty store', async () => {
  asReader(0o000);
  for (const open of [openSqliteStore, openSqliteRecords, openSqliteSpaces]) {
    await expect(open({ path, readOnly: true })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('EACCES'),
    });
  }
});
