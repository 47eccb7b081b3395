import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test, vi } from 'vitest';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import { openSqliteStore } from '../index.ts';
import { temporaryFile } from '../testing/temporary-file.ts';

const space = testSpace({ dims: 32 });
const tracks = [0, 1, 2, 3].map((n) => testTrack(n, space));

afterEach(() => void vi.useRealTimers());

/** Delete the codes in the file: a search then finds only what was loaded before. */
function deleteCodes(path: string): void {
  const connection = new DatabaseSync(path);
  connection.exec('DELETE FROM codes');
  connection.close();
}

test('the thread that asks has loaded ahead what is stored, and soon what is written later', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const path = temporaryFile();
  await using writer = await openSqliteStore({ path, space, create: true });
  await writer.upsert(tracks.slice(0, 2));

  await using store = await openSqliteStore({ path, space, searchThreads: 0, loadAhead: true });
  deleteCodes(path);
  expect(await store.similarTo(tracks[0]!.id, 5)).toHaveLength(1);

  await writer.upsert(tracks.slice(2));
  vi.advanceTimersByTime(60_000);
  deleteCodes(path);
  expect(await store.similarTo(tracks[0]!.id, 5)).toHaveLength(3);
});
