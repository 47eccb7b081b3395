import { mkdir, mkdtemp, realpath, rm, stat, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TrackPath } from '@soundalike/catalog';
import { trackFile } from './track-file.ts';

let folder: string;
let root: string;

/** A path as the scan would have stored it, with the size and time of another file unless that is given. */
async function indexed(path: string, file?: string): Promise<TrackPath> {
  const { size, mtimeMs } = file === undefined ? { size: 1, mtimeMs: 1 } : await stat(file);
  return { path, size, mtimeMs: Math.floor(mtimeMs) };
}

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'track-file-')));
  root = join(folder, 'music');
  await mkdir(join(root, 'album'), { recursive: true });
  await mkdir(join(root, '#recycle'));
  await mkdir(join(root, '...And Justice'));
  await mkdir(join(root, 'folder.mp3'));
  await mkdir(join(folder, 'other-disk'));
  await writeFile(join(root, 'album', 'song.mp3'), 'song');
  await writeFile(join(root, '#recycle', 'song.mp3'), 'deleted');
  await writeFile(join(root, '...And Justice', '...song.mp3'), 'dots');
  await writeFile(join(folder, 'other-disk', 'song.mp3'), 'song of another disk');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(root, 'secret.mp3'));
  await symlink(join(folder, 'secret.txt'), join(root, 'secret.txt'));
  await symlink(join(folder, 'other-disk'), join(root, 'linked'));
  await symlink(join(root, 'album'), join(root, 'inside'));
  await symlink(root, join(folder, 'link-to-root'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a file below the root is found, also through links that stay inside and through a root that is a link', async () => {
  for (const path of ['album/song.mp3', 'inside/song.mp3', '...And Justice/...song.mp3'])
    expect(await trackFile([await indexed(path)], root)).toBe(join(root, path));
  const link = join(folder, 'link-to-root');
  expect(await trackFile([await indexed('album/song.mp3')], link)).toBe(join(link, 'album/song.mp3'));
});

test('the first path that can be read is taken', async () => {
  const paths = await Promise.all(['gone.mp3', 'album/song.mp3'].map((path) => indexed(path)));
  expect(await trackFile(paths, root)).toBe(join(root, 'album/song.mp3'));
  await expect(trackFile(paths.slice(0, 1), root)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  await expect(trackFile([], root)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('a linked folder outside the dataset is followed to the files that were indexed', async () => {
  const file = join(folder, 'other-disk', 'song.mp3');
  expect(await trackFile([await indexed('linked/song.mp3', file)], root)).toBe(join(root, 'linked/song.mp3'));
});

test('a link that leads to another file than was indexed is refused', async () => {
  const link = join(root, 'swapped.mp3');
  await symlink(join(folder, 'other-disk', 'song.mp3'), link);
  const path = await indexed('swapped.mp3', link);
  expect(await trackFile([path], root)).toBe(link);
  await unlink(link);
  await symlink(join(folder, 'secret.txt'), link);
  await expect(trackFile([path], root)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  // Neither is the size alone enough.
  await writeFile(join(folder, 'secret-of-that-size.txt'), 'S'.repeat(path.size));
  await utimes(join(folder, 'secret-of-that-size.txt'), 1, 1);
  await unlink(link);
  await symlink(join(folder, 'secret-of-that-size.txt'), link);
  await expect(trackFile([path], root)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test.each([
  ['a step up', '../secret.txt'],
  ['steps up in the middle', 'album/../../other-disk/song.mp3'],
  ['a link to a file outside', 'secret.mp3'],
  ['a name that is not audio', 'secret.txt'],
  ['a deleted file', '#recycle/song.mp3'],
  ['a step to the same folder', './album/song.mp3'],
  ['an absolute path', '/etc/passwd'],
  ['an encoded step up, which is a plain name here', '%2e%2e/secret.mp3'],
  ['a NUL byte', 'album/song.mp3\0.mp3'],
  ['the root', ''],
])('%s is refused', async (_, path) => {
  await expect(trackFile([await indexed(path)], root)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('an absolute path is refused even if it leads inside', async () => {
  const path = join(root, 'album', 'song.mp3');
  await expect(trackFile([await indexed(path)], root)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('a folder with the name of a track is not a file', async () => {
  await expect(trackFile([await indexed('folder.mp3')], root)).rejects.toMatchObject({ code: 'NOT_A_FILE' });
});

test('no combination of names reaches anything but the songs inside', async () => {
  const name = fc.constantFrom(
    '..',
    '.',
    '',
    'album',
    'song.mp3',
    'linked',
    'inside',
    'music',
    'secret.mp3',
    '#recycle',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(name, { maxLength: 6 }), async (names) => {
      const found = await indexed(names.join('/')).then((path) => trackFile([path], root).catch(() => null));
      expect([null, join(root, 'album/song.mp3')]).toContain(found && (await realpath(found)));
    }),
    { numRuns: 300 },
  );
});
