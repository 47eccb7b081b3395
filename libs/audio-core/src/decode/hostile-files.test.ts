import { createCipheriv } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeAll, decodersHere } from '../testing/decoders.ts';
import { encodeAudio } from '../testing/encode-audio.ts';
import { writeSilentVideo } from '../testing/encode-video.ts';
import { tone } from '../testing/signals.ts';

const SAMPLE_RATE = 32_000;
const SECONDS = 3;
const MEGABYTE = 2 ** 20;

const decoders = await decodersHere();

let folder: string;
let mp3: Buffer;
let video: Buffer;
let audio: Record<string, Buffer>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  audio = {};
  for (const extension of ['.mp3', '.flac', '.ogg', '.opus', '.m4a']) {
    const path = join(folder, `good${extension}`);
    const fileRate = extension === '.opus' ? 48_000 : 44_100;
    await encodeAudio(path, [tone(440, SECONDS, fileRate)], fileRate);
    audio[extension] = await readFile(path);
  }
  mp3 = audio['.mp3']!;
  await writeSilentVideo(join(folder, 'video.mp4'));
  video = await readFile(join(folder, 'video.mp4'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Bytes without a pattern, the same on every run: a stream cipher's. */
function randomBytes(length: number): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(length));
}

/** An ID3v2.3 tag with a front cover of `length` random bytes. */
function coverTag(length: number): Buffer {
  const frame = Buffer.concat([
    Buffer.from('\0image/jpeg\0\x03\0', 'latin1'),
    Buffer.from([0xff, 0xd8, 0xff]),
    randomBytes(length),
  ]);
  const header = Buffer.from('APIC\0\0\0\0\0\0', 'latin1');
  header.writeUInt32BE(frame.length, 4);
  const body = Buffer.concat([header, frame]);
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 0x7f);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(size), body]);
}

const PLAYLIST = '#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\ngood.mp3\n#EXT-X-ENDLIST\n';
const PNG = Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001080600000037 6ef924'.replace(' ', ''), 'hex');

const refused = [
  { what: 'an empty file', name: 'empty.mp3', bytes: () => Buffer.alloc(0), code: 'FILE_EMPTY', says: /0 bytes/ },
  {
    what: 'text named .mp3',
    name: 'text.mp3',
    bytes: () => Buffer.from('These are words.\n'.repeat(2_000)),
    code: 'NO_AUDIO',
    says: /found text$/,
  },
  {
    what: 'one line of text',
    name: 'line.flac',
    bytes: () => Buffer.from('hello\n'),
    code: 'NO_AUDIO',
    says: /found text$/,
  },
  { what: 'a picture named .mp3', name: 'picture.mp3', bytes: () => PNG, code: 'NO_AUDIO', says: /found image\/png$/ },
  {
    what: 'a video without sound',
    name: 'silent.mp4',
    bytes: () => video,
    code: 'NO_AUDIO_STREAM',
    says: /^this is video\/mp4 without sound$/,
  },
  { what: 'zeros', name: 'zeros.mp3', bytes: () => Buffer.alloc(100_000), code: 'NO_AUDIO', says: /found zeros$/ },
  {
    what: 'a playlist that names another file',
    name: 'playlist.mp3',
    bytes: () => Buffer.from(PLAYLIST),
    code: 'NO_AUDIO',
    says: /found text$/,
  },
  {
    what: 'a list of files to join',
    name: 'list.mp3',
    bytes: () => Buffer.from("ffconcat version 1.0\nfile 'good.mp3'\n"),
    code: 'NO_AUDIO',
    says: /found text$/,
  },
  {
    what: 'the first bytes of a FLAC file',
    name: 'start.flac',
    bytes: () => audio['.flac']!.subarray(0, 60),
    code: 'DECODE_FAILED',
    says: /found audio\/flac \(.+\)$/,
  },
  {
    what: 'an M4A file cut off before its index',
    name: 'cut.m4a',
    bytes: () => audio['.m4a']!.subarray(0, 20_000),
    code: 'DECODE_FAILED',
    says: /moov atom not found/,
  },
];

describe.each(decoders)('by $name', (decoder) => {
  const decode = (path: string): Promise<Float32Array<ArrayBuffer>> =>
    decodeAll(path, { sampleRate: SAMPLE_RATE, decoder });

  test.each(refused)('$what is rejected with $code and a reason in one line', async ({ name, bytes, code, says }) => {
    const path = join(folder, name);
    await writeFile(path, bytes());

    const error = await decode(path).catch((caught: unknown) => caught);

    expect(error).toMatchObject({ code, message: expect.stringMatching(says) });
    expect((error as Error).message).not.toMatch(/\n|0x[0-9a-f]{4}/u);
    expect((error as Error).message).not.toContain(folder);
  });

  test('random bytes are rejected', async () => {
    const path = join(folder, 'random.mp3');
    await writeFile(path, randomBytes(50_000));

    await expect(decode(path)).rejects.toMatchObject({ code: expect.stringMatching(/^(DECODE_FAILED|NO_AUDIO)$/u) });
  });

  test('a folder named x.mp3 is rejected', async () => {
    const path = join(folder, 'x.mp3');
    await mkdir(path, { recursive: true });

    await expect(decode(path)).rejects.toMatchObject({
      code: 'NOT_A_FILE',
      message: expect.stringContaining('a folder, not a file'),
    });
  });

  test.skipIf(process.platform === 'win32')('a FIFO is rejected without waiting for its writer', async () => {
    const path = join(folder, `${decoder.name}-fifo.mp3`);
    execFileSync('mkfifo', [path]);

    await expect(decode(path)).rejects.toMatchObject({ code: 'NOT_A_FILE' });
  });

  test('a missing file is rejected', async () => {
    await expect(decode(join(folder, 'missing.mp3'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: 'the file cannot be read: no such file or folder',
    });
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'a file without permission to read is rejected (skipped for root, to whom permissions do not apply)',
    async () => {
      const path = join(folder, 'secret.mp3');
      await writeFile(path, mp3);
      await chmod(path, 0o000);

      await expect(decode(path)).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        message: 'the file cannot be read: permission denied',
      });
    },
  );

  test.each(['.mp3', '.flac', '.ogg', '.opus'])('the existing part of a truncated %s is decoded', async (extension) => {
    const path = join(folder, `truncated${extension}`);
    const whole = audio[extension]!;
    await writeFile(path, whole.subarray(0, whole.length * 0.6));

    const seconds = (await decode(path)).length / SAMPLE_RATE;

    // An Ogg page, which is decoded completely or not at all, holds about a second.
    expect(seconds).toBeGreaterThan(SECONDS * 0.3);
    expect(seconds).toBeLessThan(SECONDS * 0.7);
  });

  test('garbage before the first frame is skipped', async () => {
    const path = join(folder, 'garbage.mp3');
    await writeFile(path, Buffer.concat([Buffer.alloc(10_000, 'garbage '), mp3]));

    expect((await decode(path)).length / SAMPLE_RATE).toBeCloseTo(SECONDS, 0);
  });

  test('a cover of 10 MB is skipped', async () => {
    const path = join(folder, 'cover.mp3');
    await writeFile(path, Buffer.concat([coverTag(10 * MEGABYTE), mp3]));

    expect((await decode(path)).length / SAMPLE_RATE).toBeCloseTo(SECONDS, 1);
  });
});
