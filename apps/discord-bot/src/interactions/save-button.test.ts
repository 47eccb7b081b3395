import { expect } from 'vitest';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { SeenMessage } from '@soundalike/discord-simulator';
import { test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { SPACE, temporaryLibrary, trackOf } from '../testing/temporary-library.ts';

const tracks = [
  trackOf(0, { angle: 0, title: 'Sunrise', artist: 'Ann', durationSeconds: 100.4 }),
  trackOf(1, { angle: 0.2, title: 'http://evil.example/a.mp3', artist: '../../AC/DC\n#EXTM3U' }),
  trackOf(2, { angle: 0.4, title: 'Café 朝', artist: null }),
];

const playlistIn = ({ attachments: [file] }: SeenMessage): string[] => file!.bytes.toString('utf8').split('\n');

test('Save as playlist sends the song and its matches to the member who pressed, without paths', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const card = await simulator.command('recommend', { options: { song: 'sunrise' } });
  const { message } = await simulator.press(card.message, 'Save as playlist', simulatedUser('other', 'de'));
  expect(message.ephemeral).toBe(true);
  expect(message.text).toMatch(/^Songs in dieser Playlist: 3\.\n-# /u);
  expect(message.attachments.map(({ filename }) => filename)).toEqual(['wie-sunrise.m3u8']);
  expect(playlistIn(message)).toEqual([
    '#EXTM3U',
    '#PLAYLIST:Wie Sunrise',
    '#EXTINF:100,Ann - Sunrise',
    'Ann - Sunrise',
    '#EXTINF:185,../../AC/DC #EXTM3U - http://evil.example/a.mp3',
    '.._.._AC_DC #EXTM3U - http___evil.example_a.mp3',
    '#EXTINF:185,Café 朝',
    'Café 朝',
    '',
  ]);
});

test('PLAYLIST_PATHS=relative gives paths; songs that have gone are left out and counted', async ({ simulator }) => {
  await using library = await temporaryLibrary(tracks, { PLAYLIST_PATHS: 'relative' });
  await using _bot = await runningBot(simulator, library.settings);
  const card = await simulator.command('recommend', { options: { artist: 'Ann' } });
  {
    await using store = await openSqliteStore({ path: library.settings.storePath, space: SPACE });
    await store.delete([tracks[1]!.id]);
  }
  const { message } = await simulator.press(card.message, 'Save as playlist');
  expect(message.text).toBe(
    'Songs in this playlist: 1.\n' +
      '-# Not in it, because they are no longer in the library or their file has no usable name: 1.',
  );
  expect(playlistIn(message)).toEqual([
    '#EXTM3U',
    '#PLAYLIST:Like Ann',
    '#EXTINF:185,Café 朝',
    'secret-folder/file-2.mp3',
    '',
  ]);
});

test('if all songs of a card have gone, the member is told', async ({ simulator }) => {
  await using library = await temporaryLibrary([...tracks, trackOf(9, { angle: 1.5 })]);
  await using _bot = await runningBot(simulator, library.settings);
  const card = await simulator.command('recommend', { options: { song: 'sunrise' } });
  {
    await using store = await openSqliteStore({ path: library.settings.storePath, space: SPACE });
    await store.delete([...tracks, trackOf(9)].map(({ id }) => id));
    await store.upsert([trackOf(10)]);
  }
  const { message } = await simulator.press(card.message, 'Save as playlist');
  expect(message.ephemeral).toBe(true);
  expect(message.text).toBe('That song is no longer in the library. Please choose another one.');
});
