import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrackMetadata } from '@soundalike/catalog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wavBytes } from '../decode/wav-bytes.ts';
import { encodeAudio } from '../testing/encode-audio.ts';
import { tone } from '../testing/signals.ts';
import { flacBlock, id3v2Tag, textFrame, uint32, vorbisComments } from '../testing/tag-bytes.ts';
import { readTags } from './read-tags.ts';
import { deservesSecondLook } from './second-look.ts';

let folder: string;
let mp3: Buffer;
let flac: Buffer;
const audio = [tone(440, 0.5, 44_100)];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-look-'));
  for (const name of ['plain.mp3', 'plain.flac']) await encodeAudio(join(folder, name), audio, 44_100);
  mp3 = await readFile(join(folder, 'plain.mp3'));
  flac = await readFile(join(folder, 'plain.flac'));
});
afterAll(() => rm(folder, { recursive: true }));

async function tagsOf(name: string, ...parts: Buffer[]): Promise<TrackMetadata> {
  await writeFile(join(folder, name), Buffer.concat(parts));
  return readTags(join(folder, name));
}

test('FLAC in Ogg', async () => {
  const path = join(folder, 'flac.oga');
  await encodeAudio(path, audio, 44_100, {
    title: 'Tïtle',
    artist: 'Ärtist',
    date: '1999-04-01',
    track: '3/12',
    genre: 'Jazz',
    ISRC: 'USRC17607839',
  });

  expect(await readTags(path)).toMatchObject({
    title: 'Tïtle',
    artist: 'Ärtist',
    year: 1999,
    releaseDate: '1999-04-01',
    trackNo: 3,
    genre: ['Jazz'],
    isrc: 'USRC17607839',
  });
});

test('ID3v2.4 with frames of plain size, as old versions of iTunes write them', async () => {
  const comment = Buffer.concat([Buffer.from('\0eng\0'), Buffer.alloc(300, 'x')]);
  const frames = [
    ['COMM', comment],
    ['TIT2', textFrame('After a long comment', 'utf8')],
    ['TPE1', textFrame('AC/DC', 'utf8')],
  ] as const;
  const tag = id3v2Tag(3, frames);
  tag[3] = 4;

  expect(await tagsOf('itunes.mp3', tag, mp3)).toMatchObject({ title: 'After a long comment', artist: 'AC/DC' });
});

test('FLAC comments after a cover that is larger than a block can be', async () => {
  const coverBytes = 17_000_000;
  const big = (value: number): Buffer => uint32(value).reverse();
  const head = [big(3), big(10), Buffer.from('image/jpeg'), big(0), big(1), big(1), big(24), big(0), big(coverBytes)];
  const picture = flacBlock(6, Buffer.concat([...head, Buffer.alloc(coverBytes, 0x55)]));
  // The block states its size modulo 2 ** 24.
  const [mark, streamInfo, rest] = [flac.subarray(0, 4), flac.subarray(4, 42), flac.subarray(42)];
  const comments = vorbisComments(['TITLE=Tïtle', 'ARTIST=One', 'ARTIST=Two']);

  expect(await tagsOf('cover.flac', mark, streamInfo, picture, comments, rest)).toMatchObject({
    title: 'Tïtle',
    artist: 'One & Two',
    artists: ['One', 'Two'],
  });
});

test('RF64, a WAV file with sizes of 64 bits', async () => {
  const wav = wavBytes(audio, 44_100);
  const text = Buffer.from('INFOINAM\x06\0\0\0Title\0IART\x07\0\0\0Artist\0\0', 'latin1');
  const list = Buffer.concat([Buffer.from('LIST'), uint32(text.length), text]);
  const dataBytes = wav.length - 44;
  const sizes = Buffer.alloc(28);
  sizes.writeBigUInt64LE(BigInt(dataBytes + 80 + list.length), 0);
  sizes.writeBigUInt64LE(BigInt(dataBytes), 8);
  const ds64 = Buffer.concat([Buffer.from('ds64'), uint32(sizes.length), sizes]);
  const unknown = Buffer.alloc(4, 0xff);

  expect(
    await tagsOf(
      'large.wav',
      Buffer.concat([Buffer.from('RF64'), unknown, Buffer.from('WAVE'), ds64]),
      Buffer.from(wav.subarray(12, 36)),
      list,
      Buffer.concat([Buffer.from('data'), unknown]),
      Buffer.from(wav.subarray(44)),
    ),
  ).toMatchObject({ title: 'Title', artist: 'Artist' });
});

test('files that cannot have other tags are not looked at again', async () => {
  await writeFile(join(folder, 'plain.wav'), wavBytes(audio, 44_100));
  await writeFile(join(folder, 'tagged.mp3'), Buffer.concat([id3v2Tag(4, []), mp3]));
  await writeFile(join(folder, 'untagged.mp3'), mp3.subarray(mp3.indexOf('fffb', 'hex')));
  const looks = (name: string) => deservesSecondLook(join(folder, name));

  expect(await looks('plain.wav')).toBe(false);
  expect(await looks('untagged.mp3')).toBe(false);
  expect(await looks('plain.flac')).toBe(true);
  expect(await looks('tagged.mp3')).toBe(true);
  expect(await looks('nowhere.mp3')).toBe(false);
});

test('a file that FFmpeg cannot open, and one that is a list of other files, have no tags', async () => {
  const none = { title: 'list', artist: null };

  expect(await tagsOf('list.flac', Buffer.from('fLaC'.padEnd(1000, '\0')))).toMatchObject(none);
  expect(
    await tagsOf('list.mp3', Buffer.from(`#EXTM3U\n#EXTINF:1,Title\nfile:${join(folder, 'flac.oga')}\n`.repeat(100))),
  ).toMatchObject(none);
});
