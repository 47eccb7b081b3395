import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { musicFilter, watchDataset } from './watch-dataset.ts';

test('a path that cannot be watched is reported, and the others are watched', async () => {
  const root = await mkdtemp(join(tmpdir(), 'watch-'));
  await symlink('loop', join(root, 'loop'));
  const controller = new AbortController();
  const errors: unknown[] = [];
  const changes = watchDataset(root, [], controller.signal, (error) => errors.push(error));
  // The first change means that watching has begun.
  expect(await changes.next()).toMatchObject({ done: false });
  expect(errors).toMatchObject([{ code: 'ELOOP' }]);
  await writeFile(join(root, 'new.mp3'), 'music');
  expect(await changes.next()).toMatchObject({ done: false });
  controller.abort();
  expect(await changes.next()).toMatchObject({ done: true });
  await rm(root, { recursive: true, force: true });
});

test('a song and a marker file in a folder whose name begins with dots are changes', async () => {
  const root = await mkdtemp(join(tmpdir(), 'watch-'));
  await mkdir(join(root, '...dots'));
  const controller = new AbortController();
  const changes = watchDataset(root, [], controller.signal, () => undefined);
  await changes.next();
  for (const name of ['...song.mp3', '.nomedia']) {
    await writeFile(join(root, '...dots', name), 'music');
    expect(await changes.next()).toMatchObject({ done: false });
  }
  controller.abort();
  expect(await changes.next()).toMatchObject({ done: true });
  await rm(root, { recursive: true, force: true });
});

test('what a scan passes over is not watched', () => {
  const isMusic = musicFilter('/music', ['/Podcasts/', '*.wav']);
  const file = { isFile: () => true, isDirectory: () => false };
  const folder = { isFile: () => false, isDirectory: () => true };
  for (const path of ['/music/...dots/...song.mp3', '/music/a/.ndignore', '/music/a/Podcasts/1.mp3'])
    expect(isMusic(path, file), path).toBe(true);
  for (const path of ['/music', '/music/...dots', '/music/song.mp3']) expect(isMusic(path, folder), path).toBe(true);
  for (const path of ['/music/@eaDir/1.mp3', '/music/Podcasts/1.mp3', '/music/a/1.wav', '/music/a/cover.jpg'])
    expect(isMusic(path, file), path).toBe(false);
  for (const path of ['/music/#recycle', '/music/Podcasts']) expect(isMusic(path, folder), path).toBe(false);
});
