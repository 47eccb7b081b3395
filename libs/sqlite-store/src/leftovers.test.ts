import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { metadataOf } from '@soundalike/catalog';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteSpaces, openSqliteStore } from './index.ts';
import { temporaryFile } from './testing/temporary-file.ts';

/** Count the rows of each table; `words_docsize` has one for each track that is indexed by its words. */
function rowCounts(path: string): Record<string, unknown> {
  const connection = new DatabaseSync(path, { readOnly: true });
  const counts = ['tracks', 'embeddings', 'codes', 'words_docsize'].map((table) => [
    table,
    connection.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'],
  ]);
  connection.close();
  return Object.fromEntries(counts) as Record<string, unknown>;
}

const rows = (n: number): Record<string, number> => ({ tracks: n, embeddings: n, codes: n, words_docsize: n });

test('replaced, retagged, deleted and dropped tracks leave no rows behind', async () => {
  const path = temporaryFile();
  const [kept, dropped] = [testSpace(), testSpace({ id: 'dropped', dims: 16 })];
  await using store = await openSqliteStore({ path, space: kept, create: true });
  const tracks = testTracks(10, kept);
  await store.upsert(tracks);
  await store.upsert(tracks);
  await store.patch(
    tracks.map((track) => ({ id: track.id, metadata: { ...metadataOf(track), title: `${track.title} again` } })),
  );
  expect(rowCounts(path)).toEqual(rows(10));
  {
    await using other = await openSqliteStore({ path, space: dropped, create: true });
    await other.upsert(testTracks(5, dropped));
  }
  expect(rowCounts(path)).toEqual(rows(15));
  await using spaces = await openSqliteSpaces({ path });
  await spaces.drop(dropped.id);
  expect(rowCounts(path)).toEqual(rows(10));
  await store.delete(tracks.map(({ id }) => id));
  expect(rowCounts(path)).toEqual(rows(0));
});
