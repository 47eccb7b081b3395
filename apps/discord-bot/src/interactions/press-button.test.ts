import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeWav } from '@soundalike/audio-core/testing';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { DiscordSimulator } from '@soundalike/discord-simulator';
import type { SeenMessage } from '@soundalike/discord-simulator';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { patientDiscord } from '../testing/patient-discord.ts';
import { runningBot } from '../testing/running-bot.ts';
import { manyTracks, SPACE, temporaryLibrary, trackOf } from '../testing/temporary-library.ts';
import { ButtonExpiry } from './button-expiry.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let simulator: DiscordSimulator;
beforeEach(async () => {
  simulator = await patientDiscord();
});
afterEach(async () => {
  await simulator.close();
  expect(simulator.violations).toEqual([]);
});

const areDisabled = (message: SeenMessage): boolean =>
  message.buttons.length > 0 && message.buttons.every(({ disabled }) => disabled);

test('Another gives a new card with what was asked for before, and leaves the old one as it is', async () => {
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

test('More like #2 makes the second match the seed', async () => {
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

test('the card of a private answer leads to private answers', async () => {
  await using library = await temporaryLibrary(manyTracks(5));
  await using _bot = await runningBot(simulator, library.settings);
  const first = await simulator.command('recommend', { options: { private: true } });
  expect((await simulator.press(first.message, 'Another')).message.ephemeral).toBe(true);
  expect(() => simulator.press(first.message, 'Another', simulatedUser())).toThrow(
    'this user cannot see the message',
  );
});

test('Not for me leaves a song out for that member alone, says what it stores, and /recommend-reset undoes it', async () => {
  await using library = await temporaryLibrary([
    trackOf(0, { angle: 0, title: 'Alpha' }),
    trackOf(1, { angle: 0.1, title: 'Beta' }),
    trackOf(2, { angle: 0.3, title: 'Gamma' }),
  ]);
  await using _bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  const alpha = { song: 'alpha' };
  const { message } = await simulator.command('recommend', { options: alpha, user });
  const told = await simulator.press(message, 'Not for me #1', user);
  expect(told.message.ephemeral).toBe(true);
  expect(told.message.text).toMatch(/Beta.*left out.*\n.*Discord user id and the ids of the songs.*\/recommend-reset/u);
  await simulator.press(message, 'Not for me #1', user);

  expect((await simulator.command('recommend', { options: alpha, user })).message.text).not.toContain('Beta');
  expect((await simulator.command('recommend', { options: alpha })).message.text).toContain('Beta');

  const reset = await simulator.command('recommend-reset', { user });
  expect(reset.message.ephemeral).toBe(true);
  expect(reset.message.text).toBe('Done: 1 song is back, and nothing is stored about you any more.');
  expect((await simulator.command('recommend-reset', { user })).message.text).toBe('Nothing was stored about you.');
  expect((await simulator.command('recommend', { options: alpha, user })).message.text).toContain('Beta');
});

test('a song that was left out is not drawn as a random seed either', async () => {
  await using library = await temporaryLibrary([trackOf(0, { title: 'Alpha' }), trackOf(1, { title: 'Beta' })]);
  await using bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  await bot.services.preferences.leaveOut(user.id, trackOf(1).id);
  // By chance alone, twelve draws of one of two songs are the same once in four thousand runs.
  for (let n = 0; n < 12; n++)
    expect((await simulator.command('recommend', { user })).message.text).toMatch(/^### Alpha/u);
});

test('presses at the same time are all remembered', async () => {
  await using library = await temporaryLibrary(manyTracks(12));
  await using bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  const { message } = await simulator.command('recommend', { options: { count: 6 }, user });
  await Promise.all([1, 2, 3, 4, 5, 6].map((rank) => simulator.press(message, `Not for me #${rank}`, user)));
  expect(await bot.services.preferences.leftOutBy(user.id)).toHaveLength(6);
});

test('buttons work after a restart', async () => {
  await using library = await temporaryLibrary(manyTracks(20));
  const before = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend');
  await before.stop();
  await using _bot = await runningBot(simulator, library.settings);
  for (const label of ['Another', 'More like #3', 'Not for me #2']) {
    expect((await simulator.press(message, label)).message.text, label).not.toMatch(/too old|wrong/u);
  }
});

test('buttons are switched off when their time is up, and the cover art stays', async () => {
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

test('buttons older than their time, left over from before a restart, are switched off at the first press', async () => {
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

test('an error switches the card off and is told privately', async () => {
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

test('there is no Listen button while previews are off, and an old one says so', async () => {
  await using library = await temporaryLibrary(manyTracks(4));
  const withPreviews = await runningBot(simulator, library.settings, { previewOf: async () => Buffer.from('mp3') });
  const { message } = await simulator.command('recommend');
  expect(message.buttons.map(({ label }) => label)).toContain('Listen');
  await withPreviews.stop();
  await using _bot = await runningBot(simulator, library.settings);
  expect((await simulator.command('recommend')).message.buttons.map(({ label }) => label)).not.toContain('Listen');
  expect((await simulator.press(message, 'Listen')).message.text).toBe('Previews have been switched off here.');
});

test('Listen sends previews of the seed and its matches, in their order, under names that tell nothing', async () => {
  const tracks = [0, 1, 2, 3].map((n) =>
    trackOf(n, { angle: n / 5, title: `Song ${n}`, paths: [{ path: `secret-folder/${n}.wav`, size: 1, mtimeMs: 1 }] }),
  );
  await using library = await temporaryLibrary(tracks, { PREVIEWS: 'on' });
  await mkdir(join(library.settings.datasetDir, 'secret-folder'), { recursive: true });
  const samples = Float32Array.from({ length: 4 * 16_000 }, (_, n) => Math.sin(n / 10) / 2);
  for (const n of [0, 1, 3])
    await writeWav(join(library.settings.datasetDir, `secret-folder/${n}.wav`), [samples], 16_000);
  await using _bot = await runningBot(simulator, library.settings);
  const card = await simulator.command('recommend', { options: { song: trackOf(0).id } });
  const { message } = await simulator.press(card.message, 'Listen');
  await vi.waitFor(() => expect(message.attachments).toHaveLength(3), { timeout: 60_000 });
  expect(message.attachments.map(({ filename }) => filename)).toEqual(['song.mp3', 'match-1.mp3', 'match-3.mp3']);
  expect(message.text).toBe(
    'the song: **Song 0**\n#1: **Song 1**\n#2: **Song 2** (its file cannot be heard now)\n#3: **Song 3**',
  );
  for (const { bytes } of message.attachments) expect(bytes.length).toBeGreaterThan(4 * 128 * 100);
});

test('Listen says which of eleven do not fit in a message, and which are gone; labels stay with their songs', async () => {
  const tracks = manyTracks(20);
  await using library = await temporaryLibrary(tracks);
  const previewOf = async ({ title }: { readonly title: string }): Promise<Buffer> => Buffer.from(title);
  await using _bot = await runningBot(simulator, library.settings, { previewOf });
  const card = await simulator.command('recommend', { options: { song: tracks[0]!.id, count: 10 } });
  const { message } = await simulator.press(card.message, 'Listen');
  await vi.waitFor(() => expect(message.attachments).toHaveLength(10), { timeout: 60_000 });
  expect(message.attachments.at(-1)).toMatchObject({ filename: 'match-9.mp3', bytes: Buffer.from('Title 9') });
  expect(message.text).toMatch(/#10: \*\*Title 10\*\* \(Discord takes ten files in a message\)$/u);
  {
    await using store = await openSqliteStore({ path: library.settings.storePath, space: SPACE });
    await store.delete([tracks[0]!.id, tracks[2]!.id]);
  }
  const later = await simulator.press(card.message, 'Listen');
  await vi.waitFor(() => expect(later.message.attachments).toHaveLength(9), { timeout: 60_000 });
  expect(later.message.text).toMatch(
    /^the song: no longer in the library\n#1: \*\*Title 1\*\*\n#2: no longer in the library\n#3: \*\*Title 3\*\*/u,
  );
  expect(later.message.attachments[1]).toMatchObject({ filename: 'match-3.mp3', bytes: Buffer.from('Title 3') });
});

test('a member who waits for previews is told so, a song can be had meanwhile, and after ten members others are told to wait', async () => {
  await using library = await temporaryLibrary(manyTracks(20));
  const { promise: cut, resolve } = Promise.withResolvers<Buffer>();
  await using bot = await runningBot(simulator, library.settings, { previewOf: () => cut });
  const { message } = await simulator.command('recommend');
  const users = Array.from({ length: 11 }, () => simulatedUser());
  const waiting = await Promise.all(users.slice(0, 10).map((user) => simulator.press(message, 'Listen', user)));
  await vi.waitFor(() => expect(bot.services.listening.size).toBe(10), { timeout: 60_000 });
  expect((await simulator.press(message, 'Listen', users[0])).message).toMatchObject({
    ephemeral: true,
    text: 'I am still cutting the previews that you asked for before.',
  });
  expect((await simulator.press(message, 'Listen', users[10])).message).toMatchObject({
    ephemeral: true,
    text: expect.stringContaining('try again'),
  });
  expect((await simulator.press(message, 'Another', users[0])).message.buttons.length).toBeGreaterThan(0);
  resolve(Buffer.from('mp3'));
  for (const each of waiting)
    await vi.waitFor(() => expect(each.message.attachments).toHaveLength(4), { timeout: 60_000 });
  // The bot lets a member go once it has Discord's answer, which is after the message has changed.
  await vi.waitFor(() => expect(bot.services.listening.size).toBe(0), { timeout: 60_000 });
});

test('the cover art of a card is not kept until its buttons are switched off', async () => {
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
      // Each of the connections may hold the last one that it sent.
      expect(covers.filter((cover) => cover.deref()).length).toBeLessThanOrEqual(6);
    },
    { timeout: 60_000 },
  );
  expect(covers).toHaveLength(12);
});
