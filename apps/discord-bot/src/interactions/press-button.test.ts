import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, vi } from 'vitest';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { SeenMessage } from '@soundalike/discord-simulator';
import { test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { manyTracks, temporaryLibrary, trackOf } from '../testing/temporary-library.ts';
import { ButtonExpiry } from './button-expiry.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const areDisabled = (message: SeenMessage): boolean =>
  message.buttons.length > 0 && [...message.buttons, ...message.selects].every(({ disabled }) => disabled);

const seedOf = (message: SeenMessage): string => /^### (.+)/u.exec(message.text)![1]!;
const choicesOf = (message: SeenMessage, placeholder: string): string[] =>
  message.selects.find((each) => each.placeholder === placeholder)?.options.map(({ label }) => label) ?? [];

test('Another of somebody else gives a new card with the same options, and leaves the old one unchanged', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(manyTracks(30));
  await using _bot = await runningBot(simulator, library.settings);
  const first = await simulator.command('recommend', { options: { count: 5, other_artists: true } });
  const second = await simulator.press(first.message, 'Another', simulatedUser('somebody else'));
  expect(second.message).not.toBe(first.message);
  expect(second.message.ephemeral).toBe(false);
  expect(choicesOf(second.message, 'More like …')).toHaveLength(5);
  expect(first.message.edits).toBe(0);
  const another = (message: SeenMessage): unknown => message.buttons.find(({ label }) => label === 'Another')?.customId;
  expect(another(second.message)).toBe(another(first.message));
});

test('Another of the member who asked changes their card, whose cover art goes with it, and repeats no song', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(manyTracks(6));
  let covers = 0;
  const coverOf = async (): Promise<{ name: string; bytes: Buffer } | null> =>
    covers++ % 2 === 0 ? { name: 'cover.png', bytes: Buffer.from(`png ${covers}`) } : null;
  await using _bot = await runningBot(simulator, library.settings, { coverOf });
  const { message } = await simulator.command('recommend');
  const seeds = [seedOf(message)];
  expect(message.attachments).toHaveLength(1);
  for (let n = 1; n < 6; n++) {
    const answer = await simulator.press(message, 'Another');
    expect(answer.messages).toEqual([]);
    expect(message.edits).toBe(n);
    expect(message.attachments).toHaveLength(n % 2 === 0 ? 1 : 0);
    seeds.push(seedOf(message));
  }
  expect(new Set(seeds).size).toBe(6);
  // All six have been seen, so any may come again.
  await simulator.press(message, 'Another');
  expect(seeds).toContain(seedOf(message));
});

test('after Another of somebody else, that card is theirs', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(6));
  const before = await runningBot(simulator, library.settings);
  const first = await simulator.command('recommend');
  const other = simulatedUser();
  const { message } = await simulator.press(first.message, 'Another', other);
  await before.stop();
  await using _bot = await runningBot(simulator, library.settings);
  expect((await simulator.press(message, 'Another', other)).messages).toEqual([]);
  expect((await simulator.press(message, 'Another', first.message.origin.user)).messages).toHaveLength(1);
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

test('the menus of a longer card do the same as the buttons of a short one', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(12));
  await using bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  const { message } = await simulator.command('recommend', { options: { song: manyTracks(1)[0]!.id, count: 5 }, user });
  const labels = Array.from({ length: 5 }, (_, n) => `${n + 1} · Title ${n + 1}`);
  expect([choicesOf(message, 'More like …'), choicesOf(message, 'Not for me …')]).toEqual([labels, labels]);
  expect(message.buttons.map(({ label }) => label)).toEqual(['Another', 'Details', 'Save as playlist']);
  const more = await simulator.select(message, 'More like …', ['4 · Title 4'], user);
  expect(seedOf(more.message)).toBe('Title 4');
  await simulator.select(message, 'Not for me …', ['2 · Title 2'], user);
  expect(await bot.services.preferences.leftOutBy(user.id)).toEqual([manyTracks(12)[2]!.id]);
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
  const reply = await simulator.select(message, 'Not for me …', ['1 · Beta'], user);
  expect(reply.message.ephemeral).toBe(true);
  expect(reply.message.text).toMatch(
    /Beta.*is out of what I recommend to you.*\n.*Discord user id and the ids of these songs.*\/recommend-reset/u,
  );
  await simulator.select(message, 'Not for me …', ['1 · Beta'], user);

  expect((await simulator.command('recommend', { options: alpha, user })).message.text).not.toContain('Beta');
  expect((await simulator.command('recommend', { options: alpha })).message.text).toContain('Beta');

  const reset = await simulator.command('recommend-reset', { user });
  expect(reset.message.ephemeral).toBe(true);
  expect(reset.message.text).toBe('Done: one song is back, and nothing is stored about you any more.');
  expect((await simulator.command('recommend-reset', { user })).message.text).toBe('Nothing was stored about you.');
  expect((await simulator.command('recommend', { options: alpha, user })).message.text).toContain('Beta');
});

test('Undo takes back what Not for me did, for the member who pressed it, and leaves nothing stored', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(manyTracks(4));
  await using bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  const { message } = await simulator.command('recommend', { options: { song: 'title 0' }, user });
  const first = await simulator.select(message, 'Not for me …', ['1 · Title 1'], user);
  const second = await simulator.select(message, 'Not for me …', ['2 · Title 2'], user);
  await simulator.press(first.message, 'Undo', user);
  expect(first.message.text).toBe('**Title 1** is back.');
  expect(first.message.buttons).toEqual([]);
  expect(await bot.services.preferences.leftOutBy(user.id)).toEqual([manyTracks(4)[2]!.id]);
  await simulator.press(second.message, 'Undo', user);
  expect((await simulator.command('recommend-reset', { user })).message.text).toBe('Nothing was stored about you.');
});

test('Details shows the figures to the member who pressed, in their language', async ({ simulator }) => {
  await using library = await temporaryLibrary([
    trackOf(0, { angle: 0, title: 'Alpha' }),
    trackOf(1, { angle: 0.2, title: 'Be_ta' }),
    trackOf(2, { angle: 0.4, title: 'Gamma' }),
  ]);
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend', { options: { song: 'alpha' } });
  expect(message.text).not.toMatch(/cosine|cnn14|%/u);
  const details = await simulator.press(message, 'Details', simulatedUser('Jo', 'de'));
  expect(details.message.ephemeral).toBe(true);
  expect(details.message.text).toBe(
    [
      '**1** · Be\\_ta: ähnlicher als 98,1 % aller Songpaare hier, Kosinus 0,980',
      '**2** · Gamma: ähnlicher als 92,2 % aller Songpaare hier, Kosinus 0,921',
      '-# Verglichen mit cnn14\\-00000000\\-v1\\-f32. Ein Kosinus von 1 heißt: gleicher Klang, 0: nichts gemeinsam.',
    ].join('\n'),
  );
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
  const labels = choicesOf(message, 'Not for me …');
  await Promise.all(labels.map((label) => simulator.select(message, 'Not for me …', [label], user)));
  expect(await bot.services.preferences.leftOutBy(user.id)).toHaveLength(6);
});

test('buttons work after a restart', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(20));
  const before = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend');
  await before.stop();
  await using _bot = await runningBot(simulator, library.settings);
  for (const label of ['Another', 'More like #3', 'Details']) {
    expect((await simulator.press(message, label)).message.text, label).not.toMatch(/too old|wrong/u);
  }
  const [choice = ''] = choicesOf(message, 'Not for me …');
  expect((await simulator.select(message, 'Not for me …', [choice])).message.text).toMatch(/is out of what/u);
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
  expect(JSON.parse(enabled)).toMatchObject(components);
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
