import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteRecords, openSqliteSpaces, openSqliteStore } from './index.ts';
import { temporaryFile } from './testing/temporary-file.ts';

const space = testSpace();

/** All functions with which the apps open a file. */
const openers = (path: string): (() => Promise<unknown>)[] => [
  () => openSqliteStore({ path, space, create: true }),
  () => openSqliteStore({ path, readOnly: true }),
  () => openSqliteRecords({ path }),
  () => openSqliteSpaces({ path }),
];

async function fill(path: string, count = 20): Promise<void> {
  await using store = await openSqliteStore({ path, space, create: true });
  await store.upsert(testTracks(count, space));
  await store.serve();
}

test('opening a missing file without creating it is STORE_EMPTY, and creates nothing', async () => {
  const path = temporaryFile();
  await expect(openSqliteStore({ path, readOnly: true })).rejects.toMatchObject({ code: 'STORE_EMPTY' });
  await expect(openSqliteStore({ path, space })).rejects.toMatchObject({ code: 'STORE_EMPTY' });
  expect(existsSync(path)).toBe(false);
});

test('opening a missing space without creating it is STORE_EMPTY', async () => {
  const path = temporaryFile();
  await fill(path);
  await expect(openSqliteStore({ path, space: testSpace({ id: 'other' }) })).rejects.toMatchObject({
    code: 'STORE_EMPTY',
  });
  await using store = await openSqliteStore({ path, space });
  expect(await store.count()).toBe(20);
});

test.each([
  ['text', 'This is not a database. '.repeat(500)],
  ['a few bytes', 'abc'],
])('a file of %s is STORE_CORRUPT with its path, and is not changed', async (_what, content) => {
  const path = temporaryFile();
  writeFileSync(path, content);
  for (const open of openers(path)) {
    await expect(open()).rejects.toMatchObject({ code: 'STORE_CORRUPT', message: expect.stringContaining(path) });
  }
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test('damage in the middle of a file is STORE_CORRUPT when it is read', async () => {
  const path = temporaryFile();
  await fill(path, 400);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 8192, bytes.length);
  writeFileSync(path, bytes);
  const use = async (): Promise<unknown> => {
    await using store = await openSqliteStore({ path, space, create: true });
    return await store.get(testTracks(5, space).map(({ id }) => id));
  };
  await expect(use()).rejects.toMatchObject({ code: 'STORE_CORRUPT', message: expect.stringContaining(path) });
});

test('a folder instead of the file, or a file instead of the folder, is STORE_UNAVAILABLE', async () => {
  const path = temporaryFile();
  mkdirSync(path);
  for (const open of openers(path)) await expect(open()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  const file = temporaryFile();
  writeFileSync(file, '');
  await expect(openSqliteRecords({ path: `${file}/below/store.db` })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
  });
});

test('a file that another program has locked is STORE_UNAVAILABLE to writers after a wait, and readable', async () => {
  const path = temporaryFile();
  await fill(path);
  const holder = new DatabaseSync(path);
  onTestFinished(() => holder.close());
  holder.exec('BEGIN IMMEDIATE');
  await using reader = await openSqliteStore({ path, readOnly: true });
  expect(await reader.count()).toBe(20);
  await expect(openSqliteStore({ path, space, create: true })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringContaining('locked'),
  });
});

test('a closed store is STORE_UNAVAILABLE', async () => {
  const path = temporaryFile();
  const store = await openSqliteStore({ path, space, create: true });
  await store.close();
  await expect(store.count()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

test('a store whose space was dropped writes nothing', async () => {
  const path = temporaryFile();
  await using store = await openSqliteStore({ path, space, create: true });
  await using spaces = await openSqliteSpaces({ path });
  await spaces.drop(space.id);
  await expect(store.upsert(testTracks(1, space))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect(await store.count()).toBe(0);
});

test('readers need no -wal file, and see what a writer writes meanwhile', async () => {
  const path = temporaryFile();
  await fill(path);
  expect(existsSync(`${path}-wal`)).toBe(false);
  await using reader = await openSqliteStore({ path, readOnly: true });
  const [seed, ...others] = testTracks(60, space);
  expect(await reader.similarTo(seed!.id, 50)).toHaveLength(19);
  await using writer = await openSqliteStore({ path, space, create: true });
  for (const [index, track] of others.entries()) {
    await writer.upsert([track]);
    expect(await reader.similarTo(seed!.id, 100)).toHaveLength(Math.max(19, index + 1));
  }
  await expect(reader.upsert([seed!])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await reader.close();
});
