import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scanDataset } from './scan-dataset.ts';
import type { ScanOptions } from './scan-dataset.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'scan-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), 'x');
  }
}

/** Return each item as a line: the path, and the code of a problem. */
async function scan(options?: ScanOptions): Promise<string[]> {
  const items = await Array.fromAsync(scanDataset(root, options));
  return items.map((item) => ('file' in item ? item.file.path : `${item.problem.path} ${item.problem.code}`));
}

test('only audio files are found, in every folder and with an extension in any case', async () => {
  await put('b.MP3', 'a/c.flac', 'a/d.opus', 'a/e.txt', 'cover.jpg', '.hidden.mp3', '.folder/f.mp3', 'z.m4a');
  expect(await scan()).toEqual(['a/c.flac', 'a/d.opus', 'b.MP3', 'z.m4a']);
});

test('a file has its size and its modification time in whole milliseconds', async () => {
  await put('a.mp3');
  const [item] = await Array.fromAsync(scanDataset(root));
  expect(item).toEqual({ file: { path: 'a.mp3', size: 1, mtimeMs: expect.any(Number) } });
  expect(Number.isInteger((item as { file: { mtimeMs: number } }).file.mtimeMs)).toBe(true);
});

test('unusual names are kept', async () => {
  const odd = [
    '-dash.mp3',
    'new\nline.mp3',
    `quotes"'.mp3`,
    'back\\slash.mp3',
    'ünïcödé 🎵.mp3',
    ' space .mp3',
    '%s$(id).mp3',
  ];
  await put(...odd);
  expect((await scan()).sort()).toEqual([...odd].sort());
});

test('symbolic links are followed, except in a loop or without a target', async () => {
  await put('real/a.mp3');
  await symlink(join(root, 'real'), join(root, 'linked'));
  await symlink(root, join(root, 'real', 'loop'));
  await symlink('self.mp3', join(root, 'self.mp3'));
  await symlink('nowhere', join(root, 'broken.mp3'));
  expect(await scan()).toEqual([
    'broken.mp3 SYMLINK_BROKEN',
    'linked/a.mp3',
    'linked/loop SYMLINK_LOOP',
    'real/a.mp3',
    'real/loop SYMLINK_LOOP',
    'self.mp3 SYMLINK_LOOP',
  ]);
});

test('a folder and a pipe with the name of an audio file are reported, and files in the folder are found', async () => {
  await put('folder.mp3/inside.mp3');
  execFileSync('mkfifo', [join(root, 'pipe.mp3')]);
  expect(await scan()).toEqual(['folder.mp3 NOT_A_FILE', 'folder.mp3/inside.mp3', 'pipe.mp3 NOT_A_FILE']);
});

test('a name that is not UTF-8 is reported if it is a folder or looks like audio', async () => {
  const raw = (name: string): Buffer => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);
  await writeFile(raw('caf\xe9.mp3'), 'x');
  await writeFile(raw('caf\xe9.txt'), 'x');
  await mkdir(raw('f\xfcr'));
  expect(await scan()).toEqual(['caf\ufffd.mp3 PATH_NOT_UTF8', 'f\ufffdr PATH_NOT_UTF8']);
});

test.skipIf(process.getuid?.() === 0)(
  'a folder without permission is reported (skipped for root, which may read every folder)',
  async () => {
    await put('closed/a.mp3', 'open.mp3');
    await chmod(join(root, 'closed'), 0);
    expect(await scan()).toEqual(['closed FILE_UNREADABLE', 'open.mp3']);
    await chmod(join(root, 'closed'), 0o700);
  },
);

test('only the own files are found', async () => {
  await put('a.mp3', 'b.mp3');
  expect(await scan({ isOwn: (path) => path === 'b.mp3' })).toEqual(['b.mp3']);
});

test('a missing root fails with DATASET_MISSING, and so does a file as root', async () => {
  await put('file');
  for (const path of ['missing', 'file']) {
    await expect(Array.fromAsync(scanDataset(join(root, path)))).rejects.toMatchObject({ code: 'DATASET_MISSING' });
  }
});
