import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_TAGS } from '@soundalike/catalog';
import type { TrackMetadata } from '@soundalike/catalog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wavBytes } from '../decode/wav-bytes.ts';
import { apeBlock, apeItemHead, id3v2Tag, textFrame, vorbisComments } from '../testing/tag-bytes.ts';
import { encodeAudio } from '../testing/encode-audio.ts';
import type { Id3Frame } from '../testing/tag-bytes.ts';
import { tone } from '../testing/signals.ts';
import { readTags } from './read-tags.ts';
import { TAG_READER_VERSION } from './track-metadata.ts';

const NONE: Omit<TrackMetadata, 'title'> = { ...NO_TAGS, tagReaderVersion: TAG_READER_VERSION };

let folder: string;
let mp3: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tags-'));
  const path = join(folder, 'plain.mp3');
  await encodeAudio(path, [tone(440, 0.5, 44_100)], 44_100);
  mp3 = await readFile(path);
});
afterAll(() => rm(folder, { recursive: true }));

async function tagsOf(name: string, ...parts: (Buffer | string)[]): Promise<TrackMetadata> {
  const path = join(folder, name);
  await writeFile(
    path,
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))),
  );
  return readTags(path);
}

const FULL: TrackMetadata = {
  ...NONE,
  title: 'Tïtle',
  artist: 'Ärtist',
  album: 'Älbum',
  albumArtist: 'Böth',
  year: 1999,
  releaseDate: '1999-04-01',
  genre: ['Jazz'],
  trackNo: 3,
};

const IDENTIFIERS = {
  discNo: 2,
  bpm: 128,
  key: 'F#m',
  isrc: 'USRC17607839',
  musicBrainzRecordingId: 'b1a9c0e9-d987-4042-ae91-78d6a3267d69',
};

describe('all tags of every format are read', () => {
  test.each(['.mp3', '.flac', '.ogg', '.opus', '.m4a'])('%s', async (extension) => {
    const path = join(folder, `full${extension}`);
    const sampleRate = extension === '.opus' ? 48_000 : 44_100;
    const title = 'Tïtle 曲 🎵';
    await encodeAudio(path, [tone(440, 0.5, sampleRate)], sampleRate, {
      title,
      artist: 'Ärtist',
      album: 'Älbum',
      album_artist: 'Böth',
      date: '1999-04-01',
      genre: 'Jazz',
      track: '3/12',
    });

    expect(await readTags(path)).toEqual({ ...FULL, title });
  });

  test('.wav', async () => {
    const item = (id: string, text: string): string =>
      `${id}${String.fromCharCode(text.length + 1, 0, 0, 0)}${text}\0${text.length % 2 ? '' : '\0'}`;
    const info = `INFO${item('INAM', 'Title')}${item('IART', 'Artist')}${item('IPRD', 'Album')}`;
    const wav = wavBytes([tone(440, 0.1, 8_000)], 8_000);
    const list = Buffer.from(`LIST${String.fromCharCode(info.length, 0, 0, 0)}${info}`, 'latin1');

    expect(await tagsOf('full.wav', wav.subarray(0, 36), list, wav.subarray(36))).toEqual({
      ...NONE,
      title: 'Title',
      artist: 'Artist',
      album: 'Album',
    });
  });
});

describe('disc number, tempo, key, ISRC and MusicBrainz recording are read', () => {
  test.each(['.flac', '.ogg', '.opus'])('%s', async (extension) => {
    const path = join(folder, `identified${extension}`);
    await encodeAudio(path, [tone(440, 0.5, 48_000)], 48_000, {
      disc: '2/3',
      BPM: '128',
      KEY: 'F#m',
      ISRC: 'US-RC1-76-07839',
      MUSICBRAINZ_TRACKID: 'B1A9C0E9-D987-4042-AE91-78D6A3267D69',
    });

    expect(await readTags(path)).toMatchObject(IDENTIFIERS);
  });

  test.each([3, 4] as const)('ID3v2.%i', async (version) => {
    const frames: Id3Frame[] = [
      ['TPOS', textFrame('2/3', 'latin1')],
      ['TBPM', textFrame('128', 'latin1')],
      ['TKEY', textFrame('F#m', 'latin1')],
      ['TSRC', textFrame('USRC17607839', 'latin1')],
      ['UFID', Buffer.from(`http://musicbrainz.org\0${IDENTIFIERS.musicBrainzRecordingId}`)],
    ];

    expect(await tagsOf(`identified-${version}.mp3`, id3v2Tag(version, frames), mp3)).toMatchObject(IDENTIFIERS);
  });

  test.each(['MUSICBRAINZ_TRACKID', 'MusicBrainz Track Id', 'musicbrainz_recordingid'])(
    'the recording in the field %s, which FFmpeg and others write',
    async (name) => {
      const path = join(folder, `${name}.mp3`);
      const musicBrainzRecordingId = IDENTIFIERS.musicBrainzRecordingId;
      await encodeAudio(path, [tone(440, 0.5, 44_100)], 44_100, {
        [name]: musicBrainzRecordingId,
        MUSICBRAINZ_RELEASETRACKID: '0c2b5a5e-6a63-4c24-8f0c-3f5d5f0e8f11',
      });

      expect(await readTags(path)).toMatchObject({ musicBrainzRecordingId });
    },
  );

  test('the recording in the standard frame counts before a field, and a field before a frame without an id', async () => {
    const other = '0c2b5a5e-6a63-4c24-8f0c-3f5d5f0e8f11';
    const field: Id3Frame = ['TXXX', textFrame(`MUSICBRAINZ_TRACKID\0${other}`, 'latin1')];
    const frame = (id: string): Id3Frame => ['UFID', Buffer.from(`http://musicbrainz.org\0${id}`)];
    const { musicBrainzRecordingId } = IDENTIFIERS;

    const both = id3v2Tag(4, [field, frame(musicBrainzRecordingId)]);
    expect(await tagsOf('both.mp3', both, mp3)).toMatchObject({ musicBrainzRecordingId });
    const invalid = id3v2Tag(4, [field, frame('?')]);
    expect(await tagsOf('second.mp3', invalid, mp3)).toMatchObject({ musicBrainzRecordingId: other });
  });

  test('invalid ones count as missing', async () => {
    const frames: Id3Frame[] = [
      ['TPOS', textFrame('A', 'latin1')],
      ['TBPM', textFrame('0', 'latin1')],
      ['TSRC', textFrame('none', 'latin1')],
      ['TDRC', textFrame('1999-13-41', 'latin1')],
      ['UFID', Buffer.from('http://musicbrainz.org\0?')],
    ];

    expect(await tagsOf('misidentified.mp3', id3v2Tag(4, frames), mp3)).toEqual({
      ...NONE,
      title: 'misidentified',
      year: 1999,
      releaseDate: '1999',
    });
  });
});

describe('the content decides the type of a file, not its name', () => {
  test.each([
    ['.flac', '.mp3'],
    ['.ogg', '.mp3'],
    ['.m4a', '.mp3'],
    ['.mp3', '.flac'],
    ['.mp3', '.m4a'],
    ['.opus', '.flac'],
  ])('%s named %s', async (extension, name) => {
    const path = join(folder, `really${extension}`);
    await encodeAudio(path, [tone(440, 0.5, 48_000)], 48_000, { title: 'Tïtle' });
    await rename(path, `${path}${name}`);

    expect((await readTags(`${path}${name}`)).title).toBe('Tïtle');
  });
});

describe('a file whose content has no tags is also read as the type of its name', () => {
  const id3v1 = Buffer.concat([Buffer.from('TAGTïtle', 'latin1')], 128);

  test('WAV named .mp3 with an ID3v1 tag', async () => {
    expect((await tagsOf('riff.mp3', wavBytes([tone(440, 0.1, 8_000)], 8_000), id3v1)).title).toBe('Tïtle');
  });

  test.each(['.m4a', '.ogg'])('%s after an ID3v2 tag, named .mp3', async (extension) => {
    const path = join(folder, `inner${extension}`);
    await encodeAudio(path, [tone(440, 0.5, 44_100)], 44_100);
    expect(
      (await tagsOf(`outer${extension}.mp3`, id3v2Tag(4, [['TIT2', textFrame('Tïtle', 'utf8')]]), await readFile(path)))
        .title,
    ).toBe('Tïtle');
  });
});

const FRAMES = [
  ['TIT2', 'TT2', FULL.title],
  ['TPE1', 'TP1', FULL.artist],
  ['TALB', 'TAL', FULL.album],
  ['TPE2', 'TP2', FULL.albumArtist],
  ['TCON', 'TCO', '(8)'],
  ['TRCK', 'TRK', '3/12'],
] as const;

describe('every version and encoding of ID3 is read', () => {
  test.each([
    [2, 'latin1'],
    [2, 'utf16'],
    [3, 'latin1'],
    [3, 'utf16'],
    [4, 'latin1'],
    [4, 'utf16'],
    [4, 'utf8'],
  ] as const)('ID3v2.%i in %s', async (version, encoding) => {
    const frames = FRAMES.map(([id, shortId, text]): Id3Frame => [
      version === 2 ? shortId : id,
      textFrame(text!, encoding),
    ]);
    const year: Id3Frame = [
      version === 2 ? 'TYE' : version === 3 ? 'TYER' : 'TDRC',
      textFrame(version === 4 ? FULL.releaseDate! : '1999', encoding),
    ];
    const releaseDate = version === 4 ? FULL.releaseDate : '1999';

    expect(await tagsOf(`v2${version}-${encoding}.mp3`, id3v2Tag(version, [...frames, year]), mp3)).toEqual({
      ...FULL,
      releaseDate,
    });
  });

  test('ID3v1', async () => {
    const field = (text: string, length: number): Buffer => Buffer.concat([Buffer.from(text, 'latin1')], length);
    const tag = Buffer.concat([
      field('TAG', 3),
      field('Tïtle', 30),
      field('Ärtist', 30),
      field('Älbum', 30),
      field('1999', 4),
      field('comment', 29),
      Buffer.from([3, 8]),
    ]);

    expect(await tagsOf('v1.mp3', mp3, tag)).toEqual({
      ...FULL,
      albumArtist: null,
      releaseDate: '1999',
    });
  });

  test('APEv2', async () => {
    const items = Object.entries({
      Title: 'Tïtle',
      Artist: 'Ärtist',
      Album: 'Älbum',
      Year: '1999',
      Genre: 'Jazz',
      Track: '3',
    });
    const body = Buffer.concat(
      items.flatMap(([key, text]) => [apeItemHead(key, Buffer.byteLength(text)), Buffer.from(text)]),
    );
    const block = (flags: number): Buffer => apeBlock(body.length, items.length, flags);

    expect(await tagsOf('ape.mp3', mp3, block(0xa000_0000), body, block(0x8000_0000))).toEqual({
      ...FULL,
      albumArtist: null,
      releaseDate: '1999',
    });
  });
});

describe('invalid content of tags is cleaned', () => {
  const title = async (text: string): Promise<string> =>
    (await tagsOf('a file.mp3', id3v2Tag(3, [['TIT2', textFrame(text, 'utf16')]]), mp3)).title;

  test.each([
    ['blank', '  \t ', 'a file'],
    ['control characters', 'a\u0007b\r\nc\u009fd\u001b[31m', 'a b c d [31m'],
    ['white space around it', '  a  b ', 'a b'],
    ['half of a character', 'a\ud83c', 'a\ufffd'],
    ['a text that is too long', 'x'.repeat(100_000), 'x'.repeat(1_000)],
  ])('%s', async (_, text, expected) => {
    expect(await title(text)).toBe(expected);
  });

  test('several artists are joined', async () => {
    const tags = await tagsOf(
      'several.mp3',
      id3v2Tag(4, [
        ['TPE1', textFrame('One\0Two\0Three', 'utf8')],
        ['TCON', textFrame('Jazz\0Rock\0Jazz', 'utf8')],
      ]),
      mp3,
    );

    expect(tags).toMatchObject({ artist: 'One, Two & Three', genre: ['Jazz', 'Rock'] });
  });

  test('an artist text next to a list of artists does not change', async () => {
    const list = Buffer.concat([Buffer.from([3]), Buffer.from('ARTISTS\0One\0Two')]);

    expect(
      await tagsOf(
        'featuring.mp3',
        id3v2Tag(4, [
          ['TPE1', textFrame('One feat. Two', 'utf8')],
          ['TXXX', list],
        ]),
        mp3,
      ),
    ).toMatchObject({ artist: 'One feat. Two' });
  });

  test('a slash in a name is not a separator', async () => {
    expect(await tagsOf('slash.mp3', id3v2Tag(4, [['TPE1', textFrame('AC/DC', 'utf8')]]), mp3)).toMatchObject({
      artist: 'AC/DC',
    });
  });

  test.each([2, 3] as const)('nor in ID3v2.%i, whose standard separates artists by slashes', async (version) => {
    const name = version === 2 ? 'TP1' : 'TPE1';
    const artistOf = async (...frames: Buffer[]): Promise<Partial<TrackMetadata>> => {
      const tag = id3v2Tag(
        version,
        frames.map((frame) => [name, frame] as const),
      );
      const { artist, artists } = await tagsOf(`slash-${version}.mp3`, tag, mp3);
      return { artist, artists };
    };

    expect(await artistOf(textFrame('AC/DC', 'utf16'))).toEqual({ artist: 'AC/DC', artists: [] });
    expect(await artistOf(textFrame('K/DA', 'latin1'))).toEqual({ artist: 'K/DA', artists: [] });
    expect(await artistOf(textFrame('Ärger / Fall Out', 'latin1'))).toEqual({
      artist: 'Ärger / Fall Out',
      artists: [],
    });
    expect(await artistOf(textFrame('AC/DC', 'utf16'), textFrame('K/DA', 'latin1'))).toEqual({
      artist: 'AC/DC & K/DA',
      artists: ['AC/DC', 'K/DA'],
    });
    expect(await artistOf(textFrame('AC/DC\0One\0Two', 'utf16'))).toEqual({
      artist: 'AC/DC, One & Two',
      artists: ['AC/DC', 'One', 'Two'],
    });
  });

  test('repeated fields and lists are artists one by one', async () => {
    const artists = ['AC/DC', 'One; Two', 'Three'];
    const flac = join(folder, 'list.flac');
    await encodeAudio(flac, [tone(440, 0.5, 44_100)], 44_100, { title: 'T' });
    const bytes = await readFile(flac);
    expect(
      await tagsOf(
        'list.flac',
        bytes.subarray(0, 4),
        vorbisComments(artists.map((name) => `ARTIST=${name}`)),
        bytes.subarray(4),
      ),
    ).toMatchObject({ artist: 'AC/DC, One; Two & Three', artists });
    expect(await tagsOf('list.mp3', id3v2Tag(4, [['TPE1', textFrame(artists.join('\0'), 'utf8')]]), mp3)).toMatchObject(
      { artist: 'AC/DC, One; Two & Three', artists },
    );
  });

  test.each([
    ['0', null],
    ['99999', null],
    ['-5', null],
    ['nineteen', null],
    ['2004', 2004],
  ])('year %j is %j', async (text, year) => {
    expect((await tagsOf('year.mp3', id3v2Tag(3, [['TYER', textFrame(text, 'latin1')]]), mp3)).year).toBe(year);
  });

  test.each([
    ['0', null],
    ['x', null],
    ['007', 7],
    ['4/9', 4],
  ])('track %j is %j', async (text, trackNo) => {
    expect((await tagsOf('track.mp3', id3v2Tag(3, [['TRCK', textFrame(text, 'latin1')]]), mp3)).trackNo).toBe(trackNo);
  });
});

test('a file that cannot be read, or is not a file, fails instead of having no tags', async () => {
  await mkdir(join(folder, 'folder.mp3'));
  await expect(readTags(join(folder, 'folder.mp3'))).rejects.toMatchObject({ code: 'NOT_A_FILE' });
  await expect(readTags(join(folder, 'nowhere.mp3'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

describe('tags that cannot be parsed count as missing', () => {
  test.each([
    ['no tags', () => mp3],
    ['an empty file', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('these are words '.repeat(100))],
    [
      'a tag that is longer than the file',
      () => Buffer.concat([Buffer.from('ID3\x03\0\0\x7f\x7f\x7f\x7f', 'latin1'), mp3]),
    ],
    [
      'a frame that is longer than its tag',
      () => Buffer.concat([id3v2Tag(3, [['TIT2', Buffer.alloc(0)]]).fill(0xff, 14, 18), mp3]),
    ],
  ])('%s', async (_, bytes) => {
    expect(await tagsOf('01 - The name.of it.mp3', bytes())).toEqual({ ...NONE, title: '01 - The name.of it' });
  });

  test('chapters are counted', async () => {
    const chapter = (n: number): Id3Frame => {
      const times = Buffer.alloc(16, 0xff);
      times.writeUInt32BE(n * 100, 0);
      times.writeUInt32BE((n + 1) * 100, 4);
      const title = id3v2Tag(3, [['TIT2', textFrame(`Chapter ${n}`, 'latin1')]]).subarray(10);
      return ['CHAP', Buffer.concat([Buffer.from(`chapter ${n}\0`), times, title])];
    };

    expect(await tagsOf('book.mp3', id3v2Tag(3, [0, 1, 2].map(chapter)), mp3)).toMatchObject({ chapters: 3 });
  });

  test('only the first 20 genres are kept', async () => {
    const genres = Array.from({ length: 100 }, (_, n) => `genre ${n}`);

    expect(
      (await tagsOf('many.mp3', id3v2Tag(4, [['TCON', textFrame(genres.join('\0'), 'utf8')]]), mp3)).genre,
    ).toEqual(genres.slice(0, 20));
  });

  test('a file name can be an extension, or have control characters', async () => {
    expect((await tagsOf('.mp3', mp3)).title).toBe('.mp3');
    expect((await tagsOf('two\nlines.mp3', mp3)).title).toBe('two lines');
  });
});
