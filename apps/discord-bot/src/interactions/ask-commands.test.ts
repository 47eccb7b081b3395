import { expect } from 'vitest';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { SeenMessage } from '@soundalike/discord-simulator';
import { test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { manyTracks, temporaryLibrary } from '../testing/temporary-library.ts';

/** Twenty tracks, each similar to the next. */
const tracks = manyTracks(20);
const id = (n: number): string => tracks[n]!.id;

/** The numbers of a card's songs, in its order. */
const songsOf = ({ selects, buttons }: SeenMessage): number[] => {
  const menu = selects.find(({ placeholder }) => placeholder === 'Not for me …')!;
  expect(buttons.map(({ label }) => label)).toContain('Save as playlist');
  return menu.options.map(({ label }) => Number(/Title (\d+)$/u.exec(label)![1]));
};
const entriesIn = ({ attachments: [file] }: SeenMessage): string[] =>
  file!.bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line.startsWith('#EXTINF') || line.startsWith('#PLAYLIST'));

test('/blend answers with songs between its songs, with reasons, details and a playlist that begins with them', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('blend', { options: { song: id(4), song2: 'title 14', count: 3 } });
  expect(message.text).toMatch(/^### Title 4 \+ Title 14\n-# These songs sound most like all of them:/u);
  expect(message.text).toContain('most like Title');
  expect(songsOf(message).sort()).toEqual([10, 8, 9].sort());
  const details = await simulator.press(message, 'Details');
  expect(details.message.text).toMatch(/\*\*1\*\* · Title \d+: closer than .* cosine 0\.9\d\d\n/u);
  const saved = await simulator.press(message, 'Save as playlist');
  expect(entriesIn(saved.message).slice(0, 3)).toEqual([
    '#PLAYLIST:Like Title 4, Title 14',
    '#EXTINF:185,Artist 4 - Title 4',
    '#EXTINF:185,Artist 14 - Title 14',
  ]);
  expect(entriesIn(saved.message)).toHaveLength(6);
});

test('/blend keeps away from a song, and a song that is named twice counts once', async ({ simulator }) => {
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const near = await simulator.command('blend', { options: { song: id(10), song2: id(10), count: 4 } });
  expect(near.message.text).toMatch(/^### Title 10\n-# These songs sound most like it:/u);
  expect(songsOf(near.message).sort()).toEqual([11, 12, 8, 9].sort());
  const away = await simulator.command('blend', { options: { song: id(10), unlike: id(19), count: 4 } });
  expect(away.message.text).toMatch(/^### Title 10\naway from Title 19\n/u);
  expect(Math.max(...songsOf(away.message))).toBeLessThan(10);
});

test('/blend of a song away from itself is refused privately', async ({ simulator }) => {
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('blend', {
    options: { song: id(10), song2: id(3), unlike: 'title 3' },
    user: simulatedUser('Käthe', 'de'),
  });
  expect(message).toMatchObject({ ephemeral: true, text: expect.stringMatching(/^Ein Song kann nicht zugleich/u) });
});

test('/journey goes from one song to another, step by step, and Details has the figures of each step', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('journey', { options: { from: id(2), to: id(18), length: 5 } });
  expect(songsOf(message)).toEqual([2, 6, 10, 14, 18]);
  const lines = message.text.split('\n');
  expect(lines[0]).toBe('### Title 2 → Title 18');
  expect(lines[1]).toMatch(/^-# 5 songs, 15:25\. After each song/u);
  expect(lines[2]).toBe('1 · **Title 2** · Artist 2');
  expect(lines[3]).toMatch(/^2 · \*\*Title 6\*\* · Artist 6 · (?:very )?close$/u);
  const details = await simulator.press(message, 'Details');
  expect(details.message.text).toMatch(/^\*\*1\*\* · Title 2\n\*\*2\*\* · Title 6: closer than .* cosine 0\.951\n/u);
  const saved = await simulator.press(message, 'Save as playlist');
  expect(saved.message.attachments[0]!.filename).toBe('title-2-title-18.m3u8');
  expect(entriesIn(saved.message).at(-1)).toBe('#EXTINF:185,Artist 18 - Title 18');
  const more = await simulator.select(message, 'More like …', ['3 · Title 10']);
  expect(more.message.text).toMatch(/^### Title 10\n/u);
});

test('/journey to the same song, or to one that there is not, is explained privately', async ({ simulator }) => {
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const same = await simulator.command('journey', { options: { from: id(2), to: id(2) } });
  expect(same.message).toMatchObject({ ephemeral: true, text: 'A journey needs two different songs.' });
  const unknown = await simulator.command('journey', { options: { from: id(2), to: 'zzzz' } });
  expect(unknown.message.ephemeral).toBe(true);
  expect(unknown.message.text).toContain('I do not know that song');
});

test('/station plays around its song, without songs that the member left out', async ({ simulator }) => {
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const user = simulatedUser('Jo', 'de');
  const first = await simulator.command('station', { options: { song: id(0), length: 25 }, user });
  expect(first.message.text).toMatch(/^### Rund um Title 0\n-# 20 Songs, 1:01:40\./u);
  expect(first.message.text).toContain('Mehr passt aus dieser Bibliothek nicht: 20 von 25.');
  await simulator.select(first.message, 'Nichts für mich …', [
    first.message.selects[1]!.options.find(({ label }) => label.endsWith('Title 7'))!.label,
  ]);
  const second = await simulator.command('station', { options: { song: id(0), length: 25, private: true }, user });
  expect(second.message.ephemeral).toBe(true);
  const songs = second.message.selects[1]!.options.map(({ label }) => label.replace(/^\d+ · /u, ''));
  expect(songs).toHaveLength(19);
  expect(songs).not.toContain('Title 7');
  const saved = await simulator.press(second.message, 'Als Playlist speichern', user);
  expect(entriesIn(saved.message)[0]).toBe('#PLAYLIST:Rund um Title 0');
});

test.for([
  ['blend', 'song3'],
  ['blend', 'unlike'],
  ['journey', 'to'],
  ['station', 'song'],
] as const)('/%s suggests songs for %s', async ([command, option], { simulator }) => {
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const { choices } = await simulator.autocomplete(command, option, 'title 17');
  expect(choices[0]).toEqual({ name: 'Title 17 — Artist 17 · 3:05', value: id(17) });
});

test('requests have a cooldown', async ({ simulator }) => {
  await using library = await temporaryLibrary(tracks, { BOT_COOLDOWN_SECONDS: '3600' });
  await using _bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  await simulator.command('station', { options: { song: id(0) }, user });
  const second = await simulator.command('journey', { options: { from: id(0), to: id(1) }, user });
  expect(second.message.text).toContain('you can ask again in');
});
