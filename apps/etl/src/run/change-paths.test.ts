import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrackPath } from '@soundalike/catalog';
import { FAKE_SPACE, tinyMp3 } from '../testing/fake-audio.ts';
import { runLibrary } from '../testing/run-library.ts';
import { SQLITE } from '../testing/use-targets.ts';
import type { TemporaryTarget } from '../testing/use-targets.ts';
import { changePaths } from './change-paths.ts';

let root: string;
let target: TemporaryTarget;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'change-paths-'));
  target = await SQLITE.open();
});
afterEach(async () => {
  await target.destroy();
  await rm(root, { recursive: true });
});

test('a track keeps its tags if its file cannot be read now', async () => {
  await using store = await target.openStore(FAKE_SPACE);
  await using records = await target.openRecords();
  for (const name of ['first', 'second']) await writeFile(join(root, `${name}.mp3`), tinyMp3(name, 'one recording'));
  await runLibrary(root, store, records);
  const { id } = (await store.random())!;
  await rm(join(root, 'second.mp3'));
  await mkdir(join(root, 'second.mp3'));
  expect(await changePaths(store, root, [{ id, remove: ['first.mp3'] }])).toEqual(['kept tags']);
  expect(await store.get([id])).toMatchObject([{ title: 'first', paths: [{ path: 'second.mp3' }] }]);
});

test('the time of change is stored only with the tags that were read', async () => {
  await using store = await target.openStore(FAKE_SPACE);
  await using records = await target.openRecords();
  await writeFile(join(root, 'a.mp3'), tinyMp3('Title', 'a'));
  await runLibrary(root, store, records);
  const { id, paths } = (await store.random())!;
  const changed = { ...paths[0]!, ctimeMs: 5 };
  await changePaths(store, root, [{ id, add: [changed] }]);
  expect(await store.get([id])).toMatchObject([{ paths: [{ ctimeMs: 5 }] }]);
  await rm(join(root, 'a.mp3'));
  expect(await changePaths(store, root, [{ id, add: [changed] }])).toEqual(['kept tags']);
  expect((await store.get([id]))[0]!.paths[0]).not.toHaveProperty('ctimeMs');
});

test('tags that were read before another process stored newer ones do not replace those', async () => {
  await using store = await target.openStore(FAKE_SPACE);
  await using records = await target.openRecords();
  const put = async (path: string, title: string): Promise<TrackPath> => {
    await writeFile(join(root, path), tinyMp3(title, 'one recording'));
    const { size, mtimeMs } = await stat(join(root, path));
    return { path, size, mtimeMs };
  };
  await put('first.mp3', 'Old');
  await put('second.mp3', 'Copy');
  await runLibrary(root, store, records);
  const { id, title } = (await store.random())!;
  expect(title).toBe('Old');

  const retagFirst = async (): Promise<void> => {
    expect(await changePaths(store, root, [{ id, add: [await put('first.mp3', 'New, and longer')] }])).toEqual([
      'retagged',
    ]);
  };
  let patches = 0;
  const delayed = {
    get: store.get.bind(store),
    async patch(...args: Parameters<typeof store.patch>) {
      if (patches++ === 0) await retagFirst();
      await store.patch(...args);
    },
  };
  const second = await put('second.mp3', 'Copy, retagged');
  await changePaths(delayed, root, [{ id, add: [second] }]);
  const [track] = await store.get([id]);
  expect(track).toMatchObject({ title: 'New, and longer', paths: [{ path: 'first.mp3' }, second] });
  expect(patches).toBe(2);
});
