import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { containedFile } from './contained-file.ts';

let folder: string;
let root: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contained-'));
  root = join(folder, 'music');
  await mkdir(join(root, 'album'), { recursive: true });
  await mkdir(join(folder, 'music-of-others'));
  await writeFile(join(root, 'album', 'song.mp3'), 'song');
  await writeFile(join(root, '..song.mp3'), 'song');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'music-of-others', 'song.mp3'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(root, 'link-out.mp3'));
  await symlink(folder, join(root, 'folder-out'));
  await symlink(join(root, 'album'), join(root, 'folder-in'));
  await symlink(root, join(folder, 'link-to-root'));
});
afterAll(() => rm(folder, { recursive: true }));

test('finds a file below the root, also through links that stay inside and a root that is a link', async () => {
  const song = { root, path: join('album', 'song.mp3') };
  await expect(containedFile(root, 'album/song.mp3')).resolves.toEqual(song);
  await expect(containedFile(root, 'folder-in/song.mp3')).resolves.toEqual(song);
  await expect(containedFile(join(folder, 'link-to-root'), 'album/song.mp3')).resolves.toEqual(song);
  await expect(containedFile(root, '..song.mp3')).resolves.toEqual({ root, path: '..song.mp3' });
});

test.each([
  ['a step up', '../secret.txt'],
  ['steps up in the middle', 'album/../../secret.txt'],
  ['a folder whose name begins like the root', '../music-of-others/song.mp3'],
  ['a link to a file outside', 'link-out.mp3'],
  ['a link to a folder outside', 'folder-out/secret.txt'],
  ['a link to a folder outside and back inside', 'folder-out/music/../secret.txt'],
  ['an absolute path', '/etc/passwd'],
  ['an encoded step up, which is a plain name here', '%2e%2e/secret.txt'],
  ['a NUL byte', 'album/song.mp3\0.txt'],
  ['the root', ''],
])('%s is refused', async (_, path) => {
  await expect(containedFile(root, path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('an absolute path is refused even if it is inside', async () => {
  await expect(containedFile(root, join(root, 'album', 'song.mp3'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('a folder is refused with NOT_A_FILE', async () => {
  await expect(containedFile(root, 'album')).rejects.toMatchObject({ code: 'NOT_A_FILE' });
});

test('no combination of path segments finds anything but the song inside', async () => {
  const step = fc.constantFrom(
    '..',
    '.',
    '',
    'album',
    'song.mp3',
    'folder-out',
    'folder-in',
    'music',
    'secret.txt',
    'link-out.mp3',
    'music-of-others',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      const found = await containedFile(root, steps.join('/')).catch(() => null);
      expect([null, join('album', 'song.mp3')]).toContain(found?.path ?? null);
    }),
    { numRuns: 300 },
  );
});
