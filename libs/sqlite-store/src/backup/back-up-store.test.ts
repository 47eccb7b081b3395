import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { smallDisk, testSpace, testTrack, testTracks } from '@soundalike/catalog/testing';
import { backUpSqliteStore, openSqliteStore } from '../index.ts';
import { temporaryFile } from '../testing/temporary-file.ts';

/** Vectors so long that a few hundred tracks take several steps of a copy. */
const space = testSpace({ dims: 2048 });
const program = (name: string): string => fileURLToPath(new URL(`../testing/${name}.ts`, import.meta.url));

async function filledStore(count: number): Promise<string> {
  const path = temporaryFile();
  await using store = await openSqliteStore({ path, space, create: true });
  await store.upsert(testTracks(count, space));
  await store.serve();
  return path;
}

function expectSound(path: string): void {
  const connection = new DatabaseSync(path);
  expect(connection.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  expect(connection.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  connection.close();
}

async function countOf(path: string): Promise<number> {
  await using store = await openSqliteStore({ path, readOnly: true });
  return await store.count();
}

test('a copy holds all that was committed before, and writes between its steps neither change nor restart it', async () => {
  const path = await filledStore(1800);
  const target = temporaryFile('copy.db');
  await using writer = await openSqliteStore({ path, space, create: true });
  const told: [number, number][] = [];
  const bytes = await backUpSqliteStore({
    path,
    target,
    onProgress: (done, total) => {
      told.push([done, total]);
      if (told.length > 20) throw new Error('the copy starts again and again');
      // The embedded store writes before it returns.
      void writer.upsert([testTrack(10_000 + told.length, space)]);
    },
  });
  expect(told.length).toBeGreaterThan(1);
  expect(told.at(-1)).toEqual([bytes, bytes]);
  expect(await writer.count()).toBe(1800 + told.length);
  expect(await countOf(target)).toBe(1800);
  expect(bytes).toBe(statSync(target).size);
  expectSound(target);
  expect(readdirSync(dirname(target))).toEqual(['copy.db']);
});

test('while another process writes, a copy is sound and holds every track that was acknowledged', async () => {
  const path = await filledStore(600);
  const args = [program('upserting-process'), path, JSON.stringify(space), '10000', '1000000'];
  const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(writer, 'exit');
  const acknowledged: number[] = [];
  let before: number[] = [];
  const target = temporaryFile('copy.db');
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length !== 30) continue;
    before = [...acknowledged];
    await backUpSqliteStore({ path, target });
    expect(writer.exitCode).toBeNull();
    writer.kill('SIGKILL');
  }
  await gone;
  await using copy = await openSqliteStore({ path: target, readOnly: true });
  const ids = [...Array(600).keys(), ...before].map((n) => testTrack(n, space).id);
  expect((await copy.get(ids)).map(({ id }) => id)).toEqual(ids);
  await copy.close();
  expectSound(target);
});

test('a store that is brought back from a copy answers as before', async () => {
  const path = await filledStore(300);
  const target = temporaryFile('copy.db');
  const seed = testTrack(7, space).id;
  const neighbours = async () => {
    await using store = await openSqliteStore({ path, readOnly: true });
    return await store.similarTo(seed, 20);
  };
  const before = await neighbours();
  await backUpSqliteStore({ path, target });
  {
    await using store = await openSqliteStore({ path, space, create: true });
    await store.delete(before.map(({ track }) => track.id));
  }
  expect(await neighbours()).not.toEqual(before);
  copyFileSync(target, path);
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  expect(await neighbours()).toEqual(before);
});

test('a backup that is killed leaves no file, and an older one as it was', async () => {
  const path = await filledStore(1000);
  const target = temporaryFile('copy.db');
  const backUp = () => spawnSync(process.execPath, [program('killed-backup'), path, target]);
  expect(backUp().signal).toBe('SIGKILL');
  expect(existsSync(target)).toBe(false);
  writeFileSync(target, 'older');
  expect(backUp().signal).toBe('SIGKILL');
  expect(readFileSync(target, 'utf8')).toBe('older');
  await backUpSqliteStore({ path, target, overwrite: true });
  expect(await countOf(target)).toBe(1000);
});

test('a backup that is stopped is ABORTED and leaves nothing', async () => {
  const path = await filledStore(1000);
  const target = temporaryFile('copy.db');
  const controller = new AbortController();
  const stopped = backUpSqliteStore({
    path,
    target,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' });
  expect(readdirSync(dirname(target))).toEqual([]);
});

test('a file that is there is replaced only when told to, and the store never', async () => {
  const path = await filledStore(5);
  const target = temporaryFile('copy.db');
  writeFileSync(target, 'older');
  await expect(backUpSqliteStore({ path, target })).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('--force'),
  });
  expect(readFileSync(target, 'utf8')).toBe('older');
  writeFileSync(`${target}-wal`, 'changes of an open database');
  const refused = { code: 'USAGE' };
  await expect(backUpSqliteStore({ path, target, overwrite: true })).rejects.toMatchObject(refused);
  rmSync(`${target}-wal`);
  await backUpSqliteStore({ path, target, overwrite: true });
  expect(await countOf(target)).toBe(5);
  for (const wrong of [path, `${path}-wal`, dirname(path), join(dirname(path), 'none', 'copy.db')]) {
    await expect(backUpSqliteStore({ path, target: wrong, overwrite: true })).rejects.toMatchObject(refused);
  }
  expect(await countOf(path)).toBe(5);
});

test('a copy may be read by the same people as the store', async () => {
  const path = await filledStore(5);
  chmodSync(path, 0o640);
  const target = temporaryFile('copy.db');
  await backUpSqliteStore({ path, target });
  expect(statSync(target).mode & 0o777).toBe(0o640);
});

test('without a store there is nothing to copy, and of a damaged one no copy is made', async () => {
  const target = temporaryFile('copy.db');
  await expect(backUpSqliteStore({ path: temporaryFile(), target })).rejects.toMatchObject({ code: 'STORE_EMPTY' });
  const path = await filledStore(300);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, bytes.length / 2, bytes.length);
  writeFileSync(path, bytes);
  await expect(backUpSqliteStore({ path, target })).rejects.toMatchObject({
    code: 'STORE_CORRUPT',
    message: expect.stringContaining(path),
  });
  expect(readdirSync(dirname(target))).toEqual([]);
});

test('on a full disk it is BACKUP_WRITE_FAILED and leaves nothing', async ({ skip }) => {
  using disk = smallDisk(1024);
  if (!disk) return skip('this user may not mount a small file system');
  const path = await filledStore(300);
  const target = join(disk.path, 'copy.db');
  await expect(backUpSqliteStore({ path, target })).rejects.toMatchObject({
    code: 'BACKUP_WRITE_FAILED',
    message: expect.stringMatching(/copy\.db.*full/u),
  });
  expect(readdirSync(disk.path)).toEqual([]);
});

test.skipIf(process.getuid?.() !== 0)('where nothing can be written it is BACKUP_WRITE_FAILED', async () => {
  const path = await filledStore(5);
  chmodSync(dirname(path), 0o755);
  const target = temporaryFile('copy.db');
  process.seteuid?.(65_534);
  onTestFinished(() => process.seteuid?.(0));
  await expect(backUpSqliteStore({ path, target })).rejects.toMatchObject({ code: 'BACKUP_WRITE_FAILED' });
});
