import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeAudio, tone } from '@soundalike/audio-core/testing';
import { addCover, PNG } from '../testing/tagged-mp3.ts';
import { coverArt } from './cover-art.ts';

const RATE = 44_100;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cover-'));
  for (const name of ['with.mp3', 'without.mp3', 'bitmap.mp3'])
    await encodeAudio(join(folder, name), [tone(440, 1, RATE)], RATE);
  await addCover(join(folder, 'with.mp3'), PNG);
  await addCover(join(folder, 'bitmap.mp3'), Buffer.concat([Buffer.from('BM'), Buffer.alloc(100)]), 'image/bmp');
});
afterAll(() => rm(folder, { recursive: true }));

test('cover art gets a name by its type; missing, too large and unsupported pictures give null', async () => {
  const read = (name: string, maxBytes = 1000): ReturnType<typeof coverArt> => coverArt(join(folder, name), maxBytes);
  expect(await read('with.mp3')).toEqual({ name: 'cover.png', bytes: PNG });
  expect(await read('with.mp3', PNG.length - 1)).toBeNull();
  expect(await read('without.mp3')).toBeNull();
  expect(await read('bitmap.mp3')).toBeNull();
});
