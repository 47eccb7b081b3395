import { expect, vi } from 'vitest';
import { simulatedUser } from '@soundalike/discord-simulator';
import { RESPONSE_LIMITS } from '../bot/open-services.ts';
import { discordWithLongTimeouts, test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { heldLibrary, manyTracks, stuckLibrary, temporaryLibrary, trackOf } from '../testing/temporary-library.ts';

test('suggests by title, artist and album, with artist and duration, and a picked suggestion is found', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary([
    trackOf(0, { title: 'Harbour', artist: 'Ann Lee', album: 'Seas' }),
    trackOf(1, { title: 'Forest', artist: 'Harb', album: null }),
    trackOf(2, { title: 'Hill', artist: null, album: 'Harbours' }),
    trackOf(3, { title: 'Nothing', artist: 'Else', album: 'Here' }),
  ]);
  await using _bot = await runningBot(simulator, library.settings);
  const { choices } = await simulator.autocomplete('recommend', 'song', 'harb');
  expect(choices.map(({ name }) => name)).toEqual(['Harbour — Ann Lee · 3:05', 'Forest — Harb · 3:05', 'Hill · 3:05']);
  const { message } = await simulator.command('recommend', { options: { song: String(choices[1]!.value) } });
  expect(message.text).toMatch(/^### Forest/u);
});

test('suggests at most 25 songs, of at most 100 characters, for any titles', async ({ simulator }) => {
  const tracks = Array.from({ length: 40 }, (_, n) =>
    trackOf(n, { title: `long ${'👩‍👩‍👧‍👦'.repeat(500)}`, artist: '\u202e@everyone '.repeat(100) }),
  );
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const { choices } = await simulator.autocomplete('recommend', 'song', 'long');
  expect(choices).toHaveLength(25);
  for (const { name } of choices) expect(name).toMatch(/^long 👩‍👩‍👧‍👦.*… · 3:05$/u);
});

test('the title that was typed comes first, then titles that begin with it, in natural order, then by artist', async ({
  simulator,
}) => {
  const titles = ['Echo 51', 'An Echo', 'Echo 9', 'Echo', 'Echoes', 'Echo 87'];
  await using library = await temporaryLibrary([
    ...titles.map((title, n) => trackOf(n, { title, artist: 'Ann' })),
    trackOf(6, { title: 'Echo', artist: 'Abe' }),
    trackOf(7, { title: 'Hill', artist: 'Echo' }),
  ]);
  await using _bot = await runningBot(simulator, library.settings);
  const { choices } = await simulator.autocomplete('recommend', 'song', 'echo');
  expect(choices.map(({ name }) => name.replace(' · 3:05', ''))).toEqual([
    'Echo — Abe',
    'Echo — Ann',
    'Echo 9 — Ann',
    'Echo 51 — Ann',
    'Echo 87 — Ann',
    'Echoes — Ann',
    'An Echo — Ann',
    'Hill — Echo',
  ]);
  const { message } = await simulator.command('recommend', { options: { song: 'echo' } });
  expect(message.text).toMatch(/^### Echo\nAbe/u);
});

test('the displayed text of a suggestion is understood if a member pastes it', async ({ simulator }) => {
  await using library = await temporaryLibrary([
    trackOf(0, { title: 'Echo', artist: 'Ann', durationSeconds: 100 }),
    trackOf(1, { title: 'Echo', artist: 'Ann', durationSeconds: 200 }),
    trackOf(2, { title: `Long ${'and longer '.repeat(20)}`, artist: 'Ann', durationSeconds: 4000 }),
    trackOf(3, { title: 'Part · 3', artist: null, durationSeconds: 185 }),
  ]);
  await using _bot = await runningBot(simulator, library.settings);
  for (const typed of ['echo', 'long', 'part']) {
    const { choices } = await simulator.autocomplete('recommend', 'song', typed);
    for (const { name, value } of choices) {
      const [byName, byId] = [
        await simulator.command('recommend', { options: { song: name } }),
        await simulator.command('recommend', { options: { song: String(value) } }),
      ];
      expect(byName.message.text.split('\n').slice(0, 2)).toEqual(byId.message.text.split('\n').slice(0, 2));
    }
  }
});

test('an empty box suggests the recent songs of the member, the last one first, and random ones', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(manyTracks(40));
  await using _bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  for (const song of ['title 7', 'title 31']) await simulator.command('recommend', { options: { song }, user });
  const { choices } = await simulator.autocomplete('recommend', 'song', '', user);
  expect(choices.slice(0, 2).map(({ name }) => name)).toEqual([
    'Title 31 — Artist 31 · 3:05',
    'Title 7 — Artist 7 · 3:05',
  ]);
  expect(choices.length).toBeGreaterThan(5);
  expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
  expect((await simulator.autocomplete('recommend', 'song', '')).choices.length).toBeGreaterThan(5);
  const artists = await simulator.autocomplete('recommend', 'artist', '', user);
  expect(artists.choices.slice(0, 2).map(({ value }) => value)).toEqual(['Artist 31', 'Artist 7']);
});

test('an empty library and a store that never answers give no suggestions, in time', async ({ simulator }) => {
  await using full = await temporaryLibrary(manyTracks(3));
  await using empty = await temporaryLibrary([]);
  const stuck = stuckLibrary(600_000);
  for (const [settings, replaced, text] of [
    [empty.settings, {}, ''],
    [empty.settings, {}, 'a'],
    [full.settings, { library: stuck, searchMs: 200 }, 'a'],
  ] as const) {
    await using _bot = await runningBot(simulator, settings, replaced);
    expect((await simulator.autocomplete('recommend', 'song', text)).choices).toEqual([]);
  }
  // Discord's own limit.
  expect(Math.max(...(Object.values(RESPONSE_LIMITS) as number[]))).toBeLessThan(3000);
});

test('suggestions that come too late for Discord are not sent', async () => {
  await using simulator = await discordWithLongTimeouts({ acknowledgeMs: 3500 });
  await using library = await temporaryLibrary(manyTracks(3));
  const { promise: freed, resolve: free } = Promise.withResolvers<undefined>();
  const { held, release } = heldLibrary(library.settings);
  await using bot = await runningBot(simulator, library.settings, { library: held });
  const late = simulator.autocomplete('recommend', 'song', 'a');
  late.catch(() => free(undefined));
  await freed;
  release();
  await vi.waitFor(() => expect(bot.log.join()).toContain('suggestions dropped'), { timeout: 60_000 });
  expect(simulator.requests).not.toContain('POST callback');
  await held.close();
});
