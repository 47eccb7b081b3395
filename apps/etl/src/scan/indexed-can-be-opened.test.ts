import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { trackFile } from '@soundalike/dataset';
import { scanDataset } from './scan-dataset.ts';

test('every file that a scan finds can be opened, and nothing else below the root or behind its links', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'indexed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const root = join(folder, 'music');
  const put = async (path: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), path);
  };
  for (const path of [
    'music/album/song.mp3',
    'music/album/notes.txt',
    'music/.Trash-1000/song.mp3',
    'music/album/._song.mp3',
    'music/...dots/...song.mp3',
    'disk/album/linked.flac',
    'disk/#recycle/linked.flac',
    'disk/single.ogg',
    'disk/secret.txt',
  ])
    await put(path);
  await symlink(join(folder, 'disk'), join(root, 'disk'));
  await symlink(join(folder, 'disk', 'single.ogg'), join(root, 'single.ogg'));
  await symlink(root, join(root, 'loop'));

  const found = [];
  for await (const item of scanDataset(root)) if ('file' in item) found.push(item.file);

  expect(found.map(({ path }) => path)).toEqual([
    '...dots/...song.mp3',
    'album/song.mp3',
    'disk/album/linked.flac',
    'disk/single.ogg',
    'single.ogg',
  ]);
  for (const file of found) expect(await readFile(await trackFile([file], root), 'utf8')).toHaveLength(file.size);
  const { size, mtimeMs } = found[0]!;
  for (const path of [
    'album/notes.txt',
    '.Trash-1000/song.mp3',
    'album/._song.mp3',
    'disk/#recycle/linked.flac',
    'disk/secret.txt',
  ])
    await expect(trackFile([{ path, size, mtimeMs }], root)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});
