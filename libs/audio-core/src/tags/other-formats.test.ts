import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeAudio, id3v2Tag, textFrame, tone, uint32 } from '../testing/index.ts';
import { readDuration, readTags } from './read-tags.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'other-formats-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(['.wv', '.wma', '.mka', '.webm', '.mp4'])('title, artist and length of %s are read', async (extension) => {
  const path = join(folder, `x${extension}`);
  await encodeAudio(path, [tone(440, 2, 48_000)], 48_000, { title: 'Tïtle 曲', artist: 'Ärtist' });
  expect(await readTags(path)).toMatchObject({ title: 'Tïtle 曲', artist: 'Ärtist' });
  expect(await readDuration(path)).toBeCloseTo(2, 0);
});

const TAG = id3v2Tag(4, [
  ['TIT2', textFrame('Tïtle', 'utf8')],
  ['TPE1', textFrame('Ärtist', 'utf8')],
]);

test('the ID3v2 chunk of an AIFF file is read', async () => {
  const big = (size: number): Buffer => Buffer.from(uint32(size)).reverse();
  const path = join(folder, 'x.aiff');
  const rate = Buffer.from('400eac44000000000000', 'hex');
  const format = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, 4, 0, 16]), rate]);
  const chunks = Buffer.concat([
    Buffer.concat([Buffer.from('COMM'), big(format.length), format]),
    Buffer.concat([Buffer.from('SSND'), big(16), Buffer.alloc(16)]),
    Buffer.concat([Buffer.from('ID3 '), big(TAG.length), TAG]),
  ]);
  await writeFile(path, Buffer.concat([Buffer.from('FORM'), big(4 + chunks.length), Buffer.from('AIFF'), chunks]));
  expect(await readTags(path)).toMatchObject({ title: 'Tïtle', artist: 'Ärtist' });
});
