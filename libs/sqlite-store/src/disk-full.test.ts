import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openForWriting } from './database/open-database.ts';
import { SqliteDatabase } from './database/sqlite-database.ts';
import { SqliteRecordStore } from './records/sqlite-record-store.ts';
import { ensureSpace } from './spaces/space-rows.ts';
import { temporaryFile } from './testing/temporary-file.ts';
import { SqliteTrackStore } from './tracks/sqlite-track-store.ts';

test('a full disk is STORE_FULL and loses nothing, and writing works again once there is space', async () => {
  const space = testSpace({ dims: 512 });
  const path = temporaryFile();
  openForWriting(path).close();
  const connection = new DatabaseSync(path);
  const database = new SqliteDatabase(() => ({ connection, isOutdated: () => false }), path);
  const number = database.write(() => ensureSpace(database, space));
  await using store = new SqliteTrackStore(database, number);
  const records = new SqliteRecordStore(database);
  const tracks = testTracks(200, space);
  await store.upsert(tracks.slice(0, 10));

  const pages = Number(database.get('PRAGMA page_count')?.['page_count']);
  connection.exec(`PRAGMA max_page_count = ${pages + 2}`);
  await expect(store.upsert(tracks.slice(10))).rejects.toMatchObject({
    code: 'STORE_FULL',
    message: expect.stringContaining(path),
  });
  await expect(records.put('runs', 'big', 'x'.repeat(100_000))).rejects.toMatchObject({ code: 'STORE_FULL' });
  expect(await store.count()).toBe(10);
  expect(await store.similarTo(tracks[0]!.id, 20)).toHaveLength(9);

  connection.exec('PRAGMA max_page_count = 1000000');
  await store.upsert(tracks.slice(10));
  expect(await store.count()).toBe(200);
});
