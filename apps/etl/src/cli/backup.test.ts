import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { startCli } from '../testing/run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const backUp = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  startCli('etl', ['backup', ...args], { STORE_PATH: join(folder, 'store.db'), ...environment }).ended;

test('etl backup copies the store, and replaces a copy only with --force', async () => {
  const space = testSpace();
  const target = join(folder, 'copy.db');
  // The store stays open, as during a run: its tracks are in the -wal file.
  await using store = await openSqliteStore({ path: join(folder, 'store.db'), space, create: true });
  await store.upsert(testTracks(5, space));
  expect(await backUp([target])).toMatchObject({ code: 0, stdout: expect.stringContaining(target) });
  await using copy = await openSqliteStore({ path: target, space });
  expect(await copy.count()).toBe(5);
  await copy.close();
  expect(await backUp([target])).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') });
  expect(await backUp([target, '--force'])).toMatchObject({ code: 0 });
});

test('etl backup fails without a store, and refers to snapshots with Elasticsearch', async () => {
  const target = join(folder, 'copy.db');
  expect(await backUp([target])).toMatchObject({ code: 1, stderr: expect.stringContaining('STORE_EMPTY') });
  expect(await backUp([target], { ELASTICSEARCH_URL: 'http://127.0.0.1:1' })).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/Elasticsearch is configured.*snapshot/u),
  });
});
