import { expect, test } from 'vitest';
import { NO_TAGS } from '@soundalike/catalog';
import type { Track } from '@soundalike/catalog';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import { findSongOf } from './find-song.ts';
import type { PlayerSong } from './player.ts';
import { playerSong, songSource } from './song-source.ts';

const RECORDING = '0b1a9c0e-d987-4042-ae91-78d6a3267d69';

const track = (tags: Partial<Track>): Track => testTrack(0, testSpace(), { ...NO_TAGS, durationSeconds: 200, ...tags });
const song = (id: string, tags: Partial<PlayerSong>): PlayerSong => playerSong({ id, title: '', ...tags });

/** Searches of servers: for the whole text in the title, and for each word in title or artist without signs. */
const SEARCHES: [string, (text: string, song: PlayerSong) => boolean][] = [
  ['of titles', (text, { title }) => title.toLowerCase().includes(text.toLowerCase())],
  [
    'of words',
    (text, { title, artist }) =>
      text
        .split(' ')
        .every((word) => /^\w+$/u.test(word) && `${title} ${artist}`.toLowerCase().includes(word.toLowerCase())),
  ],
];

test.each(SEARCHES)('songs are found by a search %s', async (_kind, isFound) => {
  const songs = [
    song('plain', { title: 'Slow Rain', artist: 'Al', durationSeconds: 200 }),
    song('other', { title: 'Slow Rain', artist: 'Bo', durationSeconds: 200 }),
    song('signs', { title: 'Salt & Pepper! (Live)', artist: 'Al', durationSeconds: 200 }),
    song('long', { title: 'Edit', artist: 'Al', durationSeconds: 400 }),
    song('recording', {
      title: 'Renamed (2009)',
      artist: 'Al',
      durationSeconds: 201,
      musicBrainzRecordingId: RECORDING,
    }),
  ];
  const find = (tags: Partial<Track>): Promise<string | null> => {
    const wanted = track(tags);
    const asked: string[] = [];
    const source = songSource(wanted, (text) => {
      expect(asked).not.toContain(text);
      asked.push(text);
      return Promise.resolve(songs.filter((each) => isFound(text, each)));
    });
    return findSongOf(wanted, source);
  };
  expect(await find({ title: 'Slow Rain', artist: 'Al' })).toBe('plain');
  expect(await find({ title: 'Slow Rain', artist: 'Bo' })).toBe('other');
  expect(await find({ title: 'Slow Rain', artist: 'Cy' })).toBeNull();
  expect(await find({ title: 'Salt & Pepper! (Live)', artist: 'Al' })).toBe('signs');
  expect(await find({ title: 'Edit', artist: 'Al' })).toBeNull();
  expect(await find({ title: 'Renamed', artist: 'Al', musicBrainzRecordingId: RECORDING })).toBe('recording');
  expect(await find({ title: '!!!', artist: null })).toBeNull();
});
