import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { encodeAudio } from '../testing/encode-audio.ts';
import { id3v2Tag, synchsafe, textFrame } from '../testing/tag-bytes.ts';
import { tone } from '../testing/signals.ts';
import { TagThread } from './tag-thread.ts';

/** music-metadata searches all genres for each one: these take a minute, in 3 MB. */
const GENRES = Array.from({ length: 200_000 }, (_, n) => `genre ${n}`).join('\0');

let folder: string;
let plain: string;
let slow: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tag-thread-'));
  plain = join(folder, 'plain.mp3');
  await encodeAudio(plain, [tone(440, 0.5, 44_100)], 44_100, { title: 'Plain' });
  slow = join(folder, 'slow.mp3');
  await writeFile(slow, Buffer.concat([id3v2Tag(4, [['TCON', textFrame(GENRES, 'latin1')]]), await readFile(plain)]));
  return () => rm(folder, { recursive: true });
});

test('reading tags that takes minutes is stopped without blocking the caller, and the next file is read', async () => {
  const thread = new TagThread({ busyMs: 5000 });
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 10);
  const results = await Promise.all([slow, plain].map((path) => thread.read('metadata', path)));
  clearInterval(ticking);

  expect(results).toEqual([null, expect.objectContaining({ title: 'Plain' })]);
  expect(ticks).toBeGreaterThan(0);
});

test('tags that need more memory than allowed end only their reading', async () => {
  const bytes = Buffer.concat([
    id3v2Tag(
      4,
      Array.from({ length: 400_000 }, () => ['TXXX', textFrame('a\0b', 'latin1')] as const),
    ),
    await readFile(plain),
  ]);
  const large = join(folder, 'large.mp3');
  await writeFile(large, bytes);
  const thread = new TagThread({ heapMebibytes: 32, busyMs: 600_000 });

  expect(await thread.read('metadata', large)).toBeNull();
  expect(await thread.read('metadata', plain)).toMatchObject({ title: 'Plain' });
});

test('tags whose bytes fill the memory outside the heap end only their reading', async () => {
  const header = id3v2Tag(4, [['PRIV', Buffer.from('owner\0data')]]);
  const TAGS = 16;
  // A hole of 16 MiB in each of them.
  const size = 16 * 2 ** 20;
  header.set(synchsafe(size + 10), 6);
  header.set(synchsafe(size), 14);
  const path = join(folder, 'holes.mp3');
  const handle = await open(path, 'w');
  for (let n = 0; n < TAGS; n++) await handle.write(header, 0, header.length, n * (size + 20));
  await handle.write(await readFile(plain), 0, undefined, TAGS * (size + 20));
  await handle.close();

  expect(
    await new TagThread({ heapMebibytes: 4096, busyMs: 600_000, bufferMebibytes: 64, checkEveryMs: 5 }).read(
      'duration',
      path,
    ),
  ).toBeNull();
  expect(await new TagThread().read('duration', plain)).toBeCloseTo(0.5, 0);
});

test('a process that reads tags ends after it has them', async () => {
  const script = `
    const { readTags } = await import(${JSON.stringify(new URL('../index.ts', import.meta.url))});
    console.log((await readTags(${JSON.stringify(plain)})).title);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);

  expect({ output, code }).toEqual({ output: 'Plain\n', code: 0 });
});

test('a file that is not read in time fails instead of having no tags', async () => {
  const thread = new TagThread({ busyMs: 600_000, totalMs: 0 });

  await expect(thread.read('metadata', slow)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  // The code of the system error decides whether a retry is worth it.
  await expect(new TagThread().read('metadata', join(folder, 'nowhere.mp3'))).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    cause: { code: 'ENOENT' },
  });
});
