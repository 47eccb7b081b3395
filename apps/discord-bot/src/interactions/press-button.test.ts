import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, vi } from 'vitest';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { SeenMessage } from '@soundalike/discord-simulator';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { manyTracks, SPACE, temporaryLibrary, trackOf } from '../testing/temporary-library.ts';
import { ButtonExpiry } from './button-expiry.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const areDisabled = (message: SeenMessage): boolean =>
  message.buttons.length > 0 && message.buttons.every(({ disabled }) => disabled);

test('Another gives a new card with the same options, and leaves the old one unchanged', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(30));
  await using _bot = await runningBot(simulator, library.settings);
  const first = await simulator.command('recommend', { options: { count: 5, other_artists: true } });
  const second = await simulator.press(first.message, 'Another', simulatedUser('somebody else'));
  expect(second.message).not.toBe(first.message);
  expect(second.message.ephemeral).toBe(false);
  expect(second.message.buttons.map(({ label }) => label)).toContain('More like #5');
  expect(first.message.edits).toBe(0);
  const another = (message: SeenMessage): unknown => message.buttons.find(({ label }) => label === 'Another')?.customId;
  expect(another(second.message)).toBe(another(first.message));
});

test('More like #2 makes the second match the seed', async ({ simulator }) => {
  await using library = await temporaryLibrary([
    trackOf(0, { angle: 0, title: 'Alpha' }),
    trackOf(1, { angle: 0.1, title: 'Beta' }),
    trackOf(2, { angle: 0.3, title: 'Gamma' }),
  ]);
  await using _bot = await runningBot(simulator, library.settings);
  const first = await simulator.command('recommend', { options: { song: 'alpha' } });
  const { message } = await simulator.press(first.message, 'More like #2');
  expect(message.text).toMatch(/^### Gamma\n/u);
  expect(message.text).toMatch(/1 · Beta/u);
});

test('the buttons of a private card give private answers', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(5));
  await using _bot = await runningBot(simulator, library.settings);
  const first = await simulator.command('recommend', { options: { private: true } });
  expect((await simulator.press(first.message, 'Another')).message.ephemeral).toBe(true);
  expect(() => simulator.press(first.message, 'Another', simulatedUser())).toThrow('this user cannot see the message');
});

test('Not for me leaves a song out for that member only and states what it stores; /recommend-reset undoes it', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary([
    trackOf(0, { angle: 0, title: 'Alpha' }),
    trackOf(1, { angle: 0.1, title: 'Beta' }),
    trackOf(2, { angle: 0.3, title: 'Gamma' }),
  ]);
  await using _bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  const alpha = { song: 'alpha' };
  const { message } = await simulator.command('recommend', { options: alpha, user });
  const reply = await simulator.press(message, 'Not for me #1', user);
  expect(reply.message.ephemeral).toBe(true);
  expect(reply.message.text).toMatch(
    /Beta.*left out.*\n.*Discord user id and the ids of the songs.*\/recommend-reset/u,
  );
  await simulator.press(message, 'Not for me #1', user);

  expect((await simulator.command('recommend', { options: alpha, user })).message.text).not.toContain('Beta');
  expect((await simulator.command('recommend', { options: alpha })).message.text).toContain('Beta');

  const reset = await simulator.command('recommend-reset', { user });
  expect(reset.message.ephemeral).toBe(true);
  expect(reset.message.text).toBe('Done: 1 song is back, and nothing is stored about you any more.');
  expect((await simulator.command('recommend-reset', { user })).message.text).toBe('Nothing was stored about you.');
  expect((await simulator.command('recommend', { options: alpha, user })).message.text).toContain('Beta');
});

test('a song that was left out is not drawn as a random seed', async ({ simulator }) => {
  await using library = await temporaryLibrary([trackOf(0, { title: 'Alpha' }), trackOf(1, { title: 'Beta' })]);
  await using bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  await bot.services.preferences.leaveOut(user.id, trackOf(1).id);
  // By chance alone, twelve draws of one of two songs are the same once in four thousand runs.
  for (let n = 0; n < 12; n++)
    expect((await simulator.command('recommend', { user })).message.text).toMatch(/^### Alpha/u);
});

test('presses at the same time are all stored', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(12));
  await using bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  const { message } = await simulator.command('recommend', { options: { count: 6 }, user });
  await Promise.all([1, 2, 3, 4, 5, 6].map((rank) => simulator.press(message, `Not for me #${rank}`, user)));
  expect(await bot.services.preferences.leftOutBy(user.id)).toHaveLength(6);
});

test('buttons work after a restart', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(20));
  const before = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend');
  await before.stop();
  await using _bot = await runningBot(simulator, library.settings);
  for (const label of ['Another', 'More like #3', 'Not for me #2']) {
    expect((await simulator.press(message, label)).message.text, label).not.toMatch(/too old|wrong/u);
  }
});

test('buttons are disabled at the end of their lifetime, and the cover art stays', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(20));
  const coverOf = async (): Promise<{ name: string; bytes: Buffer }> => ({
    name: 'cover.png',
    bytes: Buffer.from('png'),
  });
  await using _bot = await runningBot(simulator, library.settings, { expiry: new ButtonExpiry(300), coverOf });
  const { message } = await simulator.command('recommend');
  expect(areDisabled(message)).toBe(false);
  const [textBefore, components] = [message.text, message.components];
  await vi.waitFor(() => expect(areDisabled(message)).toBe(true), { timeout: 60_000 });
  expect(message.text).toBe(textBefore);
  const enabled = JSON.stringify(message.components, (name, value: unknown) =>
    name === 'disabled' ? undefined : value,
  );
  expect(JSON.parse(enabled)).toEqual(components);
  expect(() => simulator.press(message, 'Another')).toThrow('"Another" is disabled');
});

test('expired buttons from before a restart are disabled at the first press', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(20));
  const before = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend');
  await before.stop();
  await using _bot = await runningBot(simulator, library.settings, { expiry: new ButtonExpiry(1) });
  const answer = await simulator.press(message, 'Another');
  expect(areDisabled(message)).toBe(true);
  await vi.waitFor(() => expect(answer.message.text).toContain('too old'), { timeout: 60_000 });
  expect(answer.message.ephemeral).toBe(true);
});

test('an error disables the card and is reported privately', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(4));
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend');
  {
    await using store = await openSqliteStore({ path: library.settings.storePath, space: SPACE });
    await store.delete(manyTracks(4).map(({ id }) => id));
  }
  const answer = await simulator.press(message, 'More like #1');
  await vi.waitFor(() => expect(answer.message.text).toContain('I do not know that song'), { timeout: 60_000 });
  expect(answer.message.ephemeral).toBe(true);
  expect(areDisabled(message)).toBe(true);
});

test('the cover art of a card is not kept in memory until its buttons are disabled', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(20));
  const covers: WeakRef<Buffer>[] = [];
  const coverOf = async (): Promise<{ name: string; bytes: Buffer }> => {
    const bytes = Buffer.alloc(100_000, 1);
    covers.push(new WeakRef(bytes));
    return { name: 'cover.png', bytes };
  };
  await using _bot = await runningBot(simulator, library.settings, { coverOf });
  for (let n = 0; n < 12; n++) await simulator.command('recommend');
  await vi.waitFor(
    () => {
      collectGarbage();
      // Each connection may hold the last cover that it sent.
      expect(covers.filter((cover) => cover.deref()).length).toBeLessThanOrEqual(6);
    },
    { timeout: 60_000 },
  );
  expect(covers).toHaveLength(12);
});
