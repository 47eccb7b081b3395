import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
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

/** Return each item as a line: the path, and the code of a problem or of a link that leads nowhere. */
async function scan(options?: ScanOptions): Promise<string[]> {
  const items = await Array.fromAsync(scanDataset(root, options));
  return items.flatMap((item) => {
    if ('file' in item) return item.file.path;
    if ('passedOver' in item) return [];
    const { path, code } = 'problem' in item ? item.problem : item.deadLink;
    return `${path} ${code}`;
  });
}

/** Return what is passed over, as lines of kind and path. */
async function passedOver(options?: ScanOptions): Promise<string[]> {
  const items = await Array.fromAsync(scanDataset(root, options));
  return items.flatMap((item) => ('passedOver' in item ? `${item.passedOver.kind} ${item.passedOver.path}` : []));
}

test('only audio files are found, in every folder and with an extension in any case', async () => {
  await put('b.MP3', 'a/c.flac', 'a/d.opus', 'a/e.txt', 'cover.jpg', 'a/e.cue', 'a/f.mid', 'z.m4a');
  expect(await scan()).toEqual(['a/c.flac', 'a/d.opus', 'b.MP3', 'z.m4a']);
  expect(await passedOver()).toEqual(['cueSheets a/e.cue', 'otherFiles a/e.txt', '.mid a/f.mid', 'pictures cover.jpg']);
});

test('names that begin with dots are music', async () => {
  await put('...Baby.mp3', '.38 Special/1.mp3', 'Band/...And Justice for All/1.mp3', '..And/2.mp3');
  expect(await scan()).toEqual([
    '...Baby.mp3',
    '..And/2.mp3',
    '.38 Special/1.mp3',
    'Band/...And Justice for All/1.mp3',
  ]);
});

test('data of systems, NAS devices and programs are passed over', async () => {
  await put('a/1.mp3', 'a/@eaDir/1.mp3/SYNOAUDIO.mp3', '#recycle/old.mp3', '$RECYCLE.BIN/S-1/x.mp3', 'a/._1.mp3');
  await put('.Trash-1000/files/old.mp3', 'lost+found/x.mp3', '.stversions/a/1.mp3', '.git/x.mp3');
  expect(await scan()).toEqual(['a/1.mp3']);
  expect(await passedOver()).toEqual([
    'systemFiles #recycle',
    'systemFiles $RECYCLE.BIN',
    'systemFiles .Trash-1000',
    'systemFiles .git',
    'systemFiles .stversions',
    'systemFiles a/._1.mp3',
    'systemFiles a/@eaDir',
    'systemFiles lost+found',
  ]);
});

test('what patterns exclude is passed over, also behind a link', async () => {
  await put('Podcasts/1.mp3', 'a/Podcasts/2.mp3', 'a/3.wav', 'a/4.mp3', 'b/5.mp3');
  await symlink(join(root, 'b'), join(root, 'c'));
  expect(await scan({ exclude: ['/Podcasts', '*.WAV', 'c/'] })).toEqual(['a/4.mp3', 'a/Podcasts/2.mp3', 'b/5.mp3']);
  expect(await passedOver({ exclude: ['/Podcasts', '*.WAV', 'c/'] })).toEqual([
    'excluded Podcasts',
    'excluded a/3.wav',
    'excluded c',
  ]);
});

test.each(['.nomedia', '.notmusic'])('a folder with %s is passed over, with all folders in it', async (marker) => {
  await put(`a/b/${marker}`, 'a/b/1.mp3', 'a/b/c/2.mp3', 'a/3.mp3');
  expect(await scan()).toEqual(['a/3.mp3']);
  expect(await passedOver()).toEqual(['markedFolders a/b']);
});

test('.ndignore leaves out its folder, or what its patterns match there and below', async () => {
  await put('a/1.mp3', 'a/.ndignore', 'b/2.mp3', 'b/2.wav', 'b/c/3.wav', 'b/c/Demos/4.mp3', 'b/c/5.mp3', 'd/6.wav');
  await writeFile(join(root, 'a', '.ndignore'), '');
  await writeFile(join(root, 'b', '.ndignore'), '# not these\n*.wav\n');
  await writeFile(join(root, 'b', 'c', '.ndignore'), '/Demos\n');
  expect(await scan()).toEqual(['b/2.mp3', 'b/c/5.mp3', 'd/6.wav']);
  expect(await passedOver()).toEqual([
    'markedFolders a',
    'excluded b/2.wav',
    'excluded b/c/3.wav',
    'excluded b/c/Demos',
  ]);
});

test('a file has its size and its times of modification and change in whole milliseconds', async () => {
  await put('a.mp3');
  const [item] = await Array.fromAsync(scanDataset(root));
  const { mtimeMs, ctimeMs } = await stat(join(root, 'a.mp3'));
  const file = { path: 'a.mp3', size: 1, mtimeMs: Math.floor(mtimeMs), ctimeMs: Math.floor(ctimeMs) };
  expect(item).toEqual({ file });
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

test('a folder with the name of an audio file is a folder, and such a pipe is passed over', async () => {
  await put('folder.mp3/inside.mp3');
  execFileSync('mkfifo', [join(root, 'pipe.mp3')]);
  expect(await scan()).toEqual(['folder.mp3/inside.mp3']);
  expect(await passedOver()).toEqual(['specialFiles pipe.mp3']);
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
