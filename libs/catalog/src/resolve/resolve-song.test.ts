import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EmbeddedTrack } from '../model/track.ts';
import { NO_TAGS } from '../model/track.ts';
import { exhaustiveStore } from '../testing/fixtures/exhaustive-store.ts';
import { testSpace, testTrack } from '../testing/fixtures/test-track.ts';
import { resolveSong } from './resolve-song.ts';
import type { ResolvedSong } from './resolve-song.ts';
import type { Song } from './song.ts';

const SPACE = testSpace({ dims: 4 });
const RECORDING = '0b1a9c0e-d987-4042-ae91-78d6a3267d69';
const OTHER_RECORDING = '1c1a9c0e-d987-4042-ae91-78d6a3267d69';
const ISRC = 'GBAYE0601498';

type Tags = Partial<EmbeddedTrack>;

/** Return a store of tracks with these tags, which have no others. */
function storeOf(tracks: readonly Tags[]) {
  return exhaustiveStore(
    SPACE,
    tracks.map((tags, n) => testTrack(n, SPACE, { ...NO_TAGS, durationSeconds: 200, ...tags })),
  );
}

/** Resolve a song among tracks, and return the place of the track that was found. */
async function resolve(tracks: readonly Tags[], song: Song): Promise<ResolvedSong & { place: number | null }> {
  const resolved = await resolveSong(storeOf(tracks), song);
  const place = tracks.findIndex((_, n) => testTrack(n, SPACE).id === resolved.track?.id);
  return { ...resolved, place: place === -1 ? null : place };
}

const HEROES: Tags = { title: 'Heroes', artist: 'David Bowie', album: '“Heroes”', durationSeconds: 371 };
const EDIT: Tags = { ...HEROES, album: 'ChangesBowie', durationSeconds: 216 };
const LIVE: Tags = { ...HEROES, title: 'Heroes (Live)', album: 'Stage', durationSeconds: 380 };

describe('by names', () => {
  test.each<[string, Tags, Song]>([
    [
      'letter case and accents',
      { title: 'Hoppípolla', artist: 'Sigur Rós' },
      { title: 'HOPPIPOLLA', artists: ['sigur ros'] },
    ],
    ['punctuation', { title: 'Don’t Stop', artist: 'AC/DC' }, { title: "Don't stop!", artists: ['ACDC'] }],
    [
      'a remaster',
      { title: 'Help!', artist: 'The Beatles' },
      { title: 'Help! (Remastered 2009)', artists: ['Beatles'] },
    ],
    ['a guest in the title', { title: 'Gone (feat. Bo)', artist: 'Al' }, { title: 'Gone', artists: ['Al'] }],
    ['a guest in the artist', { title: 'Gone', artist: 'Al feat. Bo' }, { title: 'Gone', artists: ['Al'] }],
    [
      'artists of a list',
      { title: 'Gone', artist: 'Al, Bo & Cy', artists: ['Al', 'Bo', 'Cy'] },
      { title: 'Gone', artists: ['Bo'] },
    ],
    ['artists of a text', { title: 'Gone', artist: 'Al' }, { title: 'Gone', artists: ['Al & Bo; Cy'] }],
    ['an ampersand', { title: 'Sons & Lovers', artist: 'Al' }, { title: 'Sons and Lovers', artists: ['Al'] }],
    ['Japanese', { title: '群青日和', artist: '東京事変' }, { title: '群青日和', artists: ['東京事変'] }],
    ['right to left', { title: 'شمس', artist: 'ليلى' }, { title: 'شَمْس', artists: ['ليلى'] }],
    ['emoji', { title: '🎧', artist: 'DJ 🦊' }, { title: '🎧', artists: ['DJ 🦊'] }],
    ['only symbols', { title: '???', artist: 'XX' }, { title: '???', artists: ['XX'] }],
    [
      'an edition of the album',
      { ...HEROES },
      { title: 'Heroes', artists: ['David Bowie'], album: '“Heroes” (2017 Remaster)' },
    ],
  ])('%s of one song differ', async (_, tags, song) => {
    const others = [
      { ...tags, title: 'Another' },
      { ...tags, artist: 'Nobody', artists: [] },
    ];
    expect(await resolve([...others, tags], song)).toMatchObject({ place: 2, by: 'names' });
  });

  test('versions of a title are told apart by their length, their album and their notes', async () => {
    const tracks = [HEROES, EDIT, LIVE];
    const song = { title: 'Heroes', artists: ['David Bowie'] };
    expect((await resolve(tracks, { ...song, durationSeconds: 373.2 })).place).toBe(0);
    expect((await resolve(tracks, { ...song, durationSeconds: 217 })).place).toBe(1);
    expect((await resolve(tracks, { ...song, album: 'ChangesBowie' })).place).toBe(1);
    expect((await resolve(tracks, { ...song, title: 'Heroes - Live' })).place).toBe(2);
    expect((await resolve(tracks, { ...song, title: 'Heroes [Live]', durationSeconds: 380 })).place).toBe(2);
  });

  test('of versions that nothing tells apart one is found, with less confidence', async () => {
    const song = { title: 'Heroes', artists: ['David Bowie'] };
    const alone = await resolve([HEROES], song);
    const several = await resolve([HEROES, EDIT], song);
    expect(several.by).toBe('names');
    expect(several.confidence).toBeLessThan(alone.confidence);
    expect(await resolve([HEROES, HEROES], song)).toMatchObject({ by: 'names', confidence: alone.confidence });
  });

  test.each<[string, readonly Tags[], Song]>([
    ['another artist', [HEROES], { title: 'Heroes', artists: ['Alesso'] }],
    ['another title', [HEROES], { title: 'Heroes and Villains', artists: ['David Bowie'] }],
    ['a live version, where only the other exists', [HEROES], { title: 'Heroes (Live)', artists: ['David Bowie'] }],
    ['another length', [HEROES], { title: 'Heroes', artists: ['David Bowie'], durationSeconds: 216 }],
    ['only a title', [HEROES], { title: 'Heroes' }],
    ['a title that names no piece', [{ title: 'Intro', artist: 'M83' }], { title: 'Intro', artists: ['M83'] }],
    [
      'two pieces of one album with the same title',
      [1, 2].map((trackNo) => ({
        title: 'Ghosts',
        artist: 'Al',
        album: 'LP',
        trackNo,
        durationSeconds: 100 * trackNo,
      })),
      { title: 'Ghosts', artists: ['Al'] },
    ],
    ['nothing', [HEROES], {}],
    ['blanks', [HEROES], { title: ' \t', artists: ['', ' '], album: '', isrc: ' ', musicBrainzRecordingId: '-' }],
  ])('%s finds nothing', async (_, tracks, song) => {
    expect(await resolve(tracks, song)).toEqual({ track: null, by: null, confidence: 0, place: null });
  });
});

describe('by identifiers', () => {
  test('the recording comes before the ISRC, and both before names; hyphens and letter case do not count', async () => {
    const tracks = [
      HEROES,
      { ...HEROES, title: 'A', isrc: ISRC },
      { ...HEROES, title: 'B', musicBrainzRecordingId: RECORDING },
    ];
    const song = { title: 'Heroes', artists: ['David Bowie'], durationSeconds: 371 };
    const isrc = 'gb-aye-06-01498';
    const byRecording = { ...song, isrc, musicBrainzRecordingId: RECORDING.toUpperCase() };
    expect(await resolve(tracks, byRecording)).toMatchObject({ place: 2, by: 'recording' });
    expect(await resolve(tracks, { ...song, isrc, musicBrainzRecordingId: OTHER_RECORDING })).toMatchObject({
      place: 1,
      by: 'isrc',
    });
    expect(await resolve(tracks, { ...song, isrc: 'GBAYE0601499' })).toMatchObject({ place: 0, by: 'names' });
  });

  test('of several files of one recording, the one whose names agree best is found', async () => {
    const musicBrainzRecordingId = RECORDING;
    const tracks = [
      { ...HEROES, musicBrainzRecordingId },
      { ...HEROES, album: 'Legacy', durationSeconds: 372, musicBrainzRecordingId },
      { ...HEROES, artist: 'Bowie, D.', durationSeconds: 380, musicBrainzRecordingId },
    ];
    const song = { ...HEROES, artists: ['David Bowie'], musicBrainzRecordingId } as Song;
    expect(await resolve(tracks, song)).toMatchObject({ place: 0, by: 'recording', confidence: 1 });
    expect(await resolve(tracks, { ...song, album: 'Legacy' })).toMatchObject({ place: 1, by: 'recording' });
    expect(await resolve(tracks, { musicBrainzRecordingId })).toMatchObject({ by: 'recording' });
  });

  test('an identifier that a whole album has wrongly does not decide', async () => {
    const musicBrainzRecordingId = RECORDING;
    const tracks = [1, 2, 3].map((n) => ({
      title: `Song ${n}`,
      artist: 'Al',
      durationSeconds: 100 * n,
      musicBrainzRecordingId,
    }));
    expect(
      await resolve(tracks, { title: 'Song 2', artists: ['Al'], durationSeconds: 200, musicBrainzRecordingId }),
    ).toMatchObject({ place: 1 });
    expect(
      await resolve(tracks, { title: 'Song 9', artists: ['Al'], durationSeconds: 900, musicBrainzRecordingId }),
    ).toMatchObject({ place: null });
    expect(await resolve(tracks, { musicBrainzRecordingId })).toMatchObject({ place: null });
  });
});

/** Tags of small libraries in which names, lengths and identifiers often coincide. */
const TAGS = fc.record({
  title: fc.constantFrom(
    'Song',
    'SONG (Live)',
    'Song - 2011 Remaster',
    'Intro',
    'Sóng',
    'Other',
    '夜',
    '!!!',
    'a\ud800b',
    '\0',
  ),
  artist: fc.constantFrom('Al', 'Al feat. Bo', 'Bo', 'The Al', null),
  album: fc.constantFrom('One', 'One (Deluxe Edition)', 'Two', null),
  durationSeconds: fc.constantFrom(100, 102, 107, 250),
  musicBrainzRecordingId: fc.constantFrom(RECORDING, OTHER_RECORDING, null, null, null),
  isrc: fc.constantFrom(ISRC, null, null),
});
const LIBRARY = fc.array(TAGS, { minLength: 1, maxLength: 8 });

const ANY_NAME = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  TAGS.map(({ title }) => title),
);

test('the answer does not depend on the order of the library, and is the best that the tags allow', async () => {
  await fc.assert(
    fc.asyncProperty(LIBRARY, fc.nat(), async (library, pick) => {
      const tracks = library.map((tags, n) => testTrack(n, SPACE, { ...NO_TAGS, ...tags }));
      const wanted = tracks[pick % tracks.length]!;
      const song: Song = { ...wanted, artists: wanted.artist === null ? [] : [wanted.artist] };
      const resolved = await resolveSong(exhaustiveStore(SPACE, tracks), song);
      expect(await resolveSong(exhaustiveStore(SPACE, tracks.toReversed()), song)).toEqual(resolved);
      expect(resolved.confidence).toBeGreaterThanOrEqual(resolved.track === null ? 0 : 0.5);
      expect(resolved.confidence).toBeLessThanOrEqual(1);
      if (resolved.track === null) return;
      if (resolved.by === 'names')
        expect(Math.abs(resolved.track.durationSeconds - wanted.durationSeconds)).toBeLessThan(10);
      else
        expect([resolved.track.isrc, resolved.track.musicBrainzRecordingId]).toContain(
          resolved.by === 'isrc' ? wanted.isrc : wanted.musicBrainzRecordingId,
        );
    }),
  );
});

test('a track with a title that names a piece is found by its own tags, unless another has the same', async () => {
  await fc.assert(
    fc.asyncProperty(LIBRARY, async (library) => {
      const tracks = library.map((tags, n) =>
        testTrack(n, SPACE, {
          ...NO_TAGS,
          ...tags,
          title: `Piece ${n}`,
          artist: 'Al',
          musicBrainzRecordingId: null,
          isrc: null,
        }),
      );
      for (const track of tracks) {
        const resolved = await resolveSong(exhaustiveStore(SPACE, tracks), { ...track, artists: ['Al'] });
        expect(resolved).toMatchObject({ track: { id: track.id }, by: 'names' });
      }
    }),
  );
});

test('any text is answered', async () => {
  const names = { title: ANY_NAME, artists: fc.array(ANY_NAME, { maxLength: 3 }), album: ANY_NAME };
  const song = fc.record({ ...names, musicBrainzRecordingId: ANY_NAME, isrc: ANY_NAME, durationSeconds: fc.double() });
  await fc.assert(
    fc.asyncProperty(LIBRARY, song, async (library, any) => {
      const { confidence } = await resolveSong(storeOf(library), any);
      expect(confidence).toBeGreaterThanOrEqual(0);
    }),
  );
});
