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
])('with %j the path is %s', (rule, path) => {
  expect(playlistPaths(rule, '/home/music', '/home/lists/x.m3u8')(track('a/b.mp3', 'c.mp3'))).toBe(path);
});

test('a track without a file has no path', () => {
  expect(playlistPaths({}, '/home/music', '/home/x.m3u8')(track())).toBeNull();
});
