import { mkdir, mkdtempDisposable, realpath, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Track } from '@soundalike/catalog';
import { playlistPaths } from './playlist-paths.ts';

const track = (...paths: string[]) =>
  ({ paths: paths.map((path) => ({ path, size: 1, mtimeMs: 1 })) }) as unknown as Track;

test.each([
  [{}, '../music/a/b.mp3'],
  [{ relativeTo: '/home/music' }, 'a/b.mp3'],
  [{ pathPrefix: '/data/' }, '/data/a/b.mp3'],
  [{ pathPrefix: '/' }, '/a/b.mp3'],
  [{ pathPrefix: 'Z:\\music' }, 'Z:\\music/a/b.mp3'],
])('with %j the path is %s', async (rule, path) => {
  expect((await playlistPaths(rule, '/home/music', '/home/lists/x.m3u8'))(track('a/b.mp3', 'c.mp3'))).toBe(path);
});

test('a track without a file has no path', async () => {
  expect((await playlistPaths({}, '/home/music', '/home/x.m3u8'))(track())).toBeNull();
});

test('a path leads from the real folder of a playlist that is written through a link', async () => {
  await using made = await mkdtempDisposable(join(tmpdir(), 'paths-'));
  const root = await realpath(made.path);
  await mkdir(join(root, 'music'));
  await mkdir(join(root, 'disk', 'share', 'lists'), { recursive: true });
  await symlink(join(root, 'disk', 'share', 'lists'), join(root, 'lists'));
  const pathOf = await playlistPaths({}, join(root, 'music'), join(root, 'lists', 'x.m3u8'));
  expect(pathOf(track('a.mp3'))).toBe('../../../music/a.mp3');
});
