import { expect, vi } from 'vitest';
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

test('no letters, an empty library and a store that never answers give no suggestions, in time', async ({
  simulator,
}) => {
  await using full = await temporaryLibrary(manyTracks(3));
  await using empty = await temporaryLibrary([]);
  const stuck = stuckLibrary(600_000);
  for (const [settings, replaced, text] of [
    [full.settings, {}, ''],
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
