import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apeBlock, apeItemHead, id3v2Tag, pictureFrame, textFrame } from '../testing/tag-bytes.ts';
import { encodeAudio } from '../testing/encode-audio.ts';
import { tone } from '../testing/signals.ts';
import { readCover, readTags } from './read-tags.ts';

const FRONT = 3;
const BACK = 4;
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const BIG_JPEG = Buffer.concat([JPEG, Buffer.alloc(10 * 2 ** 20, 0x55)]);

let folder: string;
let mp3: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cover-'));
  await encodeAudio(join(folder, 'plain.mp3'), [tone(440, 0.5, 44_100)], 44_100);
  mp3 = await readFile(join(folder, 'plain.mp3'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, ...pictures: Buffer[]): Promise<string> {
  const path = join(folder, name);
  const tag = id3v2Tag(3, [
    ['TIT2', textFrame('Title', 'latin1')],
    ...pictures.map((picture) => ['APIC', picture] as const),
  ]);
  await writeFile(path, Buffer.concat([tag, mp3]));
  return path;
}

test('the front cover is returned, even if another picture is before it', async () => {
  const path = await write('two.mp3', pictureFrame('image/png', BACK, PNG), pictureFrame('image/jpeg', FRONT, JPEG));

  expect(await readCover(path)).toEqual({ data: new Uint8Array(JPEG), mediaType: 'image/jpeg' });
});

test('without a front cover, the first picture is returned', async () => {
  expect(await readCover(await write('back.mp3', pictureFrame('image/png', BACK, PNG)))).toMatchObject({
    mediaType: 'image/png',
  });
});

test('the media type is detected from the bytes, not from the tag', async () => {
  expect(await readCover(await write('lie.mp3', pictureFrame('text/html', FRONT, PNG)))).toMatchObject({
    mediaType: 'image/png',
  });
  expect(await readCover(await write('page.mp3', pictureFrame('image/png', FRONT, Buffer.from('<html>'))))).toBeNull();
});

test('a cover of 10 MB is read by readCover, and skipped by readTags', async () => {
  const path = await write('big.mp3', pictureFrame('image/jpeg', FRONT, BIG_JPEG));

  expect((await readCover(path))?.data.length).toBe(BIG_JPEG.length);
  expect((await readTags(path)).title).toBe('Title');
});

test('a cover that would fill the memory is not returned', async () => {
  const size = 200 * 2 ** 20;
  const head = apeItemHead('Cover Art (Front)', size, 2);
  const itemBytes = head.length + size;
  const path = join(folder, 'huge.mp3');
  await writeFile(path, Buffer.concat([mp3, head, Buffer.from('cover.jpg\0'), JPEG]));
  // The rest of the picture is a hole in the file.
  await truncate(path, mp3.length + itemBytes);
  await appendFile(path, apeBlock(itemBytes, 1, 0));

  expect(await readCover(path)).toBeNull();
});

test('without a picture or a file, there is no cover', async () => {
  expect(await readCover(await write('none.mp3'))).toBeNull();
  expect(await readCover(join(folder, 'nowhere.mp3'))).toBeNull();
});
