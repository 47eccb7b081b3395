import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apeBlock, synchsafe, uint32 } from '../testing/tag-bytes.ts';
import { encodeAudio, retagAudio } from '../testing/encode-audio.ts';
import { noise, tone } from '../testing/signals.ts';
import { wavBytes } from '../decode/wav-bytes.ts';
import { audioDigest, trackIdOf } from './audio-digest.ts';

const TAGS = { title: 'A title', artist: 'An artist', album: 'An album', date: '1999', genre: 'Jazz', track: '3' };
const RETAGGED = ['.mp3', '.flac', '.ogg', '.opus', '.m4a', '.aiff', '.wma', '.wv', '.mka', '.webm', '.tta'];
/** Longer than one Ogg page holds. */
const LONG_TITLE = 'a long title '.repeat(10_000);

let folder: string;
let files = 0;
const audio: Record<string, Buffer> = {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digest-'));
  for (const extension of [...RETAGGED, '.aac']) {
    const path = join(folder, `tagged${extension}`);
    const fileRate = ['.opus', '.webm'].includes(extension) ? 48_000 : 44_100;
    await encodeAudio(path, [tone(440, 1, fileRate, 0.3), noise(1, fileRate, 1, 0.1)], fileRate, TAGS);
    audio[extension] = await readFile(path);
  }
  audio['.wav'] = wavBytes([tone(440, 0.1, 8_000)], 8_000);
});
afterAll(() => rm(folder, { recursive: true }));

async function digestOf(...parts: (Buffer | Uint8Array | string)[]): Promise<string> {
  const path = join(folder, `file-${files++}`);
  await writeFile(
    path,
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))),
  );
  return audioDigest(path);
}

function id3v2(bodyBytes: number, { footer = false } = {}): Buffer {
  const rest = Buffer.concat([Buffer.from([4, 0, footer ? 0x10 : 0]), synchsafe(bodyBytes)]);
  return Buffer.concat([
    Buffer.from('ID3'),
    rest,
    Buffer.alloc(bodyBytes, 'x'),
    ...(footer ? [Buffer.from('3DI'), rest] : []),
  ]);
}

const ID3V1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 'y')]);
const ENHANCED = Buffer.concat([Buffer.from('TAG+'), Buffer.alloc(223, 'z')]);

function ape(itemBytes: number, { header = true } = {}): Buffer {
  const flags = header ? 0x8000_0000 : 0;
  const items = Buffer.alloc(itemBytes, 'i');
  return Buffer.concat([
    ...(header ? [apeBlock(itemBytes, 1, 0xa000_0000)] : []),
    items,
    apeBlock(itemBytes, 1, flags),
  ]);
}

const LYRICS3V2 = 'LYRICSBEGIN' + 'IND00002' + '10' + '000021LYRICS200';
const LYRICS3V1 = 'LYRICSBEGIN' + 'some words' + 'LYRICSEND';

test('the digest identifies the audio, and the id is its first half', async () => {
  const digest = await digestOf(audio['.mp3']!);

  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/u);
  expect(trackIdOf(digest)).toBe(digest.slice(7, 39));
});

describe('the digest stays when another program writes other tags', () => {
  test.each(RETAGGED)('%s', async (extension) => {
    const retagged = join(folder, `retagged${extension}`);
    await retagAudio(join(folder, `tagged${extension}`), retagged, { title: LONG_TITLE });

    expect((await readFile(retagged)).equals(audio[extension]!)).toBe(false);
    expect(await audioDigest(retagged)).toBe(await audioDigest(join(folder, `tagged${extension}`)));
  });
});

test('a WAV file without a size has a digest of its audio; without audio, one of all its bytes', async () => {
  const unsized = (hertz: number): Buffer => {
    const wav = Buffer.from(wavBytes([tone(hertz, 0.1, 8_000)], 8_000));
    wav.writeUInt32LE(0, 40);
    return wav;
  };
  const header = unsized(440).subarray(0, 36);

  expect(await digestOf(unsized(440))).not.toBe(await digestOf(unsized(1000)));
  expect(await digestOf(unsized(440))).toBe(await digestOf(unsized(440)));
  expect(await digestOf(header, 'JUNK', uint32(4), 'abcd')).not.toBe(await digestOf(header, 'JUNK', uint32(4), 'efgh'));
});

test('an Ogg file with too many streams has a digest of all its bytes', async () => {
  const page = (serial: number): Buffer =>
    Buffer.concat([Buffer.from('OggS\0\u0002'), Buffer.alloc(8), uint32(serial), Buffer.alloc(8), Buffer.from([0])]);
  const streams = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, (_, serial) => page(serial)));

  expect(await digestOf(streams(5000))).not.toBe(await digestOf(streams(5001)));
});

describe('one changed byte of audio changes the digest', () => {
  test.each([...RETAGGED, '.aac', '.wav'])('%s', async (extension) => {
    const original = audio[extension]!;
    // Beyond what comes first in every format, and before the index that M4A has at its end.
    const positions =
      extension === '.wav'
        ? [44, 500, original.length - 1]
        : [0.3, 0.5, 0.8].map((share) => Math.floor(original.length * share));
    const digests = [await digestOf(original)];
    for (const position of positions) {
      const changed = Buffer.from(original);
      changed[position]! ^= 1;
      digests.push(await digestOf(changed));
    }

    expect(new Set(digests).size).toBe(digests.length);
  });
});

describe('tags do not change the digest', () => {
  const before: [string, () => Buffer | string][] = [
    ['ID3v2', () => id3v2(1_000)],
    ['ID3v2 with a footer', () => id3v2(1_000, { footer: true })],
    ['two ID3v2', () => Buffer.concat([id3v2(10), id3v2(300_000)])],
    ['APEv2 at the start', () => ape(500)],
  ];
  const after: [string, () => Buffer | string][] = [
    ['ID3v1', () => ID3V1],
    ['enhanced ID3v1', () => Buffer.concat([ENHANCED, ID3V1])],
    ['APEv2', () => ape(500)],
    ['APEv2 without a header', () => ape(500, { header: false })],
    ['APEv2, Lyrics3v2 and ID3v1', () => Buffer.concat([ape(100), Buffer.from(LYRICS3V2), ID3V1])],
    ['Lyrics3v1 and ID3v1', () => Buffer.concat([Buffer.from(LYRICS3V1), ID3V1])],
    ['ID3v2 at the end', () => id3v2(700, { footer: true })],
  ];

  test.each(['.mp3', '.flac', '.aac'])('%s', async (extension) => {
    const plain = await digestOf(audio[extension]!);

    for (const [name, tag] of before) expect(await digestOf(tag(), audio[extension]!), name).toBe(plain);
    for (const [name, tag] of after) expect(await digestOf(audio[extension]!, tag()), name).toBe(plain);
    for (const [, first] of before)
      for (const [, last] of after) expect(await digestOf(first(), audio[extension]!, last())).toBe(plain);
  });

  test('chunks of a WAV file', async () => {
    const wav = audio['.wav']!;
    const list = Buffer.concat([Buffer.from('LIST'), uint32(5), Buffer.from('INFO!\0')]);

    const plain = await digestOf(wav);
    expect(await digestOf(wav, list)).toBe(plain);
    expect(await digestOf(wav.subarray(0, 12), list, wav.subarray(12))).toBe(plain);
  });

  test('boxes of an MP4 file, and the position of its audio', async () => {
    const box = (type: string, body: string): string => String.fromCharCode(0, 0, 0, 8 + body.length) + type + body;
    const large = '\0\0\0\x01mdat' + '\0\0\0\0\0\0\0\x15' + 'audio';
    const toTheEnd = '\0\0\0\0mdat' + 'audio';
    const ftyp = box('ftyp', 'M4A \0\0\0\0');

    const plain = await digestOf(ftyp, box('mdat', 'audio'), box('moov', 'tags'));
    expect(await digestOf(ftyp, box('moov', 'other tags'), box('free', '    '), box('mdat', 'audio'))).toBe(plain);
    expect(await digestOf(ftyp, box('moov', 'tags'), large)).toBe(plain);
    expect(await digestOf(ftyp, box('moov', 'tags'), toTheEnd)).toBe(plain);
    expect(await digestOf(ftyp, box('mdat', 'Audio'), box('moov', 'tags'))).not.toBe(plain);
  });
});

describe('formats of which no encoder is here, by their structure', () => {
  const size64 = (size: number): Buffer => Buffer.concat([uint32(size), uint32(0)]);
  const size64Big = (size: number): Buffer => Buffer.from(size64(size)).reverse();
  const size32Big = (size: number): Buffer => Buffer.from(uint32(size)).reverse();

  test.each(['MAC \x96\x0f', 'wvpk', 'MP+\x07', 'MPCK', 'TTA1', 'tBaK'])(
    '%j with tags before and after',
    async (mark) => {
      const plain = await digestOf(mark, 'frames');
      expect(await digestOf(mark, 'frames', ape(300))).toBe(plain);
      expect(await digestOf(id3v2(300), mark, 'frames', ape(300), ID3V1)).toBe(plain);
      expect(await digestOf(mark, 'Frames')).not.toBe(plain);
    },
  );

  test('DSF: the tag at the end, and its position in the header', async () => {
    const dsf = (samples: string, tag: Buffer): Promise<string> => {
      const body = [
        Buffer.from('fmt '),
        size64(16),
        Buffer.from('rate'),
        Buffer.from('data'),
        size64(12 + samples.length),
      ];
      const bytes = Buffer.concat([...body, Buffer.from(samples)]);
      const end = 28 + bytes.length;
      return digestOf('DSD ', size64(28), size64(end + tag.length), size64(tag.length === 0 ? 0 : end), bytes, tag);
    };
    const plain = await dsf('samples', Buffer.alloc(0));
    expect(await dsf('samples', id3v2(100))).toBe(plain);
    expect(await dsf('Samples', Buffer.alloc(0))).not.toBe(plain);
  });

  test('DSDIFF: chunks of comments and tags', async () => {
    const chunk = (name: string, content: Buffer | string): Buffer => {
      const bytes = Buffer.from(content);
      return Buffer.concat([Buffer.from(name), size64Big(bytes.length), bytes, Buffer.alloc(bytes.length % 2)]);
    };
    const dff = (...parts: Buffer[]): Promise<string> =>
      digestOf('FRM8', size64Big(4 + Buffer.concat(parts).length), 'DSD ', ...parts);
    const [properties, samples] = [chunk('PROP', 'rate'), chunk('DSD ', 'samples')];
    const plain = await dff(chunk('FVER', '1500'), properties, samples);
    expect(await dff(chunk('FVER', '1500'), properties, chunk('COMT', 'abc'), samples, chunk('ID3 ', id3v2(33)))).toBe(
      plain,
    );
    expect(await dff(properties, chunk('DSD ', 'Samples'))).not.toBe(plain);
  });

  test('AIFF: chunks of tags before and after the samples', async () => {
    const chunk = (name: string, content: Buffer | string): Buffer => {
      const bytes = Buffer.from(content);
      return Buffer.concat([Buffer.from(name), size32Big(bytes.length), bytes, Buffer.alloc(bytes.length % 2)]);
    };
    const aiff = (...parts: Buffer[]): Promise<string> =>
      digestOf('FORM', size32Big(4 + Buffer.concat(parts).length), 'AIFF', ...parts);
    const [format, samples] = [chunk('COMM', 'format'), chunk('SSND', '\0\0\0\0\0\0\0\0sample')];
    const plain = await aiff(format, samples);
    expect(await aiff(chunk('NAME', 'title'), format, samples, chunk('ID3 ', id3v2(33)))).toBe(plain);
    expect(await aiff(format)).not.toBe(await aiff(chunk('NAME', 'title'), format));
  });

  test('Matroska: clusters of unknown size, as a live recording has, and other times', async () => {
    const element = (id: string, content: Buffer | string, size?: string): Buffer => {
      const bytes = Buffer.from(content as string, 'latin1');
      return Buffer.concat([
        Buffer.from(id, 'hex'),
        size === undefined ? Buffer.from([0x80 | bytes.length]) : Buffer.from(size, 'hex'),
        bytes,
      ]);
    };
    const mka = (...parts: Buffer[]): Promise<string> =>
      digestOf(
        element('1a45dfa3', 'header'),
        Buffer.from('18538067', 'hex'),
        Buffer.from('01ffffffffffffff', 'hex'),
        ...parts,
      );
    const block = (time: string, frame: string): Buffer => element('a3', `\x81${time}\x80${frame}`);
    const plain = await mka(element('1f43b675', Buffer.concat([block('\0\0', 'frame1'), block('\0\x14', 'frame2')])));
    const live = Buffer.concat([element('e7', '\0'), block('\0\0', 'frame1')]);
    const group = element('a0', Buffer.from(element('a1', '\x81\0\0\0frame2')));
    const tags = element('1254c367', 'a title');
    expect(await mka(tags, element('1f43b675', live, 'ff'), element('1f43b675', group), tags)).toBe(plain);
    expect(await mka(element('1f43b675', block('\0\0', 'frame1')))).not.toBe(plain);
  });
});

test('a file with a damaged structure has a digest of all its bytes', async () => {
  const broken = [
    '\x1aE\xdf\xa3\x80\x42\x86\xff',
    'FORM\0\0\0\x04AIFFCOMM\0\0\0\x02ab',
    `${Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex').toString('latin1')}\0\0\0\0\0\0\0\0`,
    'DSD \0\0\0\0\0\0\0\0',
    'OggS but not really',
    'fLaC',
    '\0\0\0\x02ftypM4A \0\0\0\0',
    id3v2(100).subarray(0, 60).toString('latin1'),
  ];

  for (const text of broken) expect(await digestOf(text)).not.toBe(await digestOf(`${text}!`));
});

test('a truncated file has a digest too', async () => {
  for (const bytes of Object.values(audio)) {
    const lengths = Array.from({ length: 15 }, (_, part) => Math.floor((bytes.length * (part + 1)) / 16));
    const digests = await Promise.all([...lengths, bytes.length].map((length) => digestOf(bytes.subarray(0, length))));
    expect(digests.every((digest) => /^sha256:[0-9a-f]{64}$/u.test(digest))).toBe(true);
  }
});

test('any bytes have a digest, and the same one twice', async () => {
  const starts = [
    '',
    'ID3\x04\0\0',
    'fLaC',
    'OggS',
    'OggS\0\x02',
    '\0\0\0\x10ftyp',
    'RIFF    WAVE',
    'APETAGEX',
    'FORM    AIFF',
    '\x1aE\xdf\xa3\x80',
    'DSD \x1c',
    'FRM8\0\0\0\0\0\0\0\0DSD ',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.uint8Array({ minLength: 1, maxLength: 400 }),
      fc.constantFrom('', 'LYRICSEND', '999999LYRICS200', '3DI\x04\0\0\x7f\x7f\x7f\x7f'),
      async (start, bytes, end) => {
        const digest = await digestOf(start, bytes, end);
        expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/u);
        expect(await digestOf(start, bytes, end)).toBe(digest);
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  ['an empty file', 'empty', 'FILE_EMPTY'],
  ['a folder', '.', 'NOT_A_FILE'],
  ['a missing file', 'missing', 'FILE_UNREADABLE'],
])('%s is rejected', async (_, name, code) => {
  await writeFile(join(folder, 'empty'), '');

  await expect(audioDigest(join(folder, name))).rejects.toMatchObject({ code });
});
