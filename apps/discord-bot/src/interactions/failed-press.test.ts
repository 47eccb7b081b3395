import { expect, vi } from 'vitest';
import type { TrackStore } from '@soundalike/catalog';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { SeenMessage } from '@soundalike/discord-simulator';
import { SoundalikeError } from '@soundalike/errors';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { StoreHandle, openStore } from '@soundalike/store-opener';
import { test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { manyTracks, SPACE, temporaryLibrary } from '../testing/temporary-library.ts';

const seedOf = (message: SeenMessage): string => /^### (.+)/u.exec(message.text)![1]!;
const choicesOf = (message: SeenMessage, placeholder: string): string[] =>
  message.selects.find((each) => each.placeholder === placeholder)?.options.map(({ label }) => label) ?? [];
const offIn = (message: SeenMessage): string[] =>
  message.buttons.flatMap(({ label, disabled }) => (disabled ? [label] : []));

test('if a song is gone, only its button and its choice go off, and the member is told privately', async ({
  simulator,
}) => {
  const tracks = manyTracks(12);
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const options = { song: tracks[0]!.id };
  const { message: short } = await simulator.command('recommend', { options });
  const { message: long } = await simulator.command('recommend', { options: { ...options, count: 5 } });
  {
    await using store = await openSqliteStore({ path: library.settings.storePath, space: SPACE });
    await store.delete([tracks[1]!.id]);
  }
  const answer = await simulator.press(short, 'More like #1', simulatedUser());
  await vi.waitFor(() => expect(answer.message.text).toContain('no longer in the library'), { timeout: 60_000 });
  expect(answer.message.ephemeral).toBe(true);
  expect(answer.messages.filter(({ ephemeral, deleted }) => !ephemeral && !deleted)).toEqual([]);
  expect(offIn(short)).toEqual(['More like #1']);
  expect(choicesOf(short, 'Not for me …')).toEqual(['2 · Title 2', '3 · Title 3']);
  expect(seedOf((await simulator.press(short, 'More like #2')).message)).toBe('Title 2');

  await simulator.select(long, 'Not for me …', ['1 · Title 1'], simulatedUser());
  await vi.waitFor(() => expect(choicesOf(long, 'More like …')).toHaveLength(4), { timeout: 60_000 });
  expect(offIn(long)).toEqual([]);
});

/** A library that can be out of reach for a while. */
class InterruptedLibrary extends StoreHandle<TrackStore> {
  isDown = false;

  override async use<T>(action: (store: TrackStore) => Promise<T>): Promise<T> {
    if (this.isDown) throw new SoundalikeError('STORE_UNAVAILABLE', 'busy');
    return super.use(action);
  }
}

test('a store that fails switches nothing off, and every button works as soon as it is back', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(12));
  const failing = new InterruptedLibrary(async () => openStore(library.settings));
  await using _bot = await runningBot(simulator, library.settings, { library: failing });
  const { message } = await simulator.command('recommend');
  failing.isDown = true;
  for (const label of ['Another', 'More like #1', 'Details']) {
    for (const user of [message.origin.user, simulatedUser()]) {
      const { message: answer } = await simulator.press(message, label, user);
      expect(answer.text, label).toContain('cannot reach the music library');
      expect(answer.ephemeral, label).toBe(true);
    }
  }
  expect(offIn(message)).toEqual([]);
  failing.isDown = false;
  for (const label of ['Another', 'More like #1', 'Details'])
    expect((await simulator.press(message, label, simulatedUser())).message.text, label).not.toContain('cannot reach');
  await failing.close();
});

test('a connection that is cut after an answer was sent is no error, and nothing is sent twice', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(manyTracks(12));
  await using bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend');
  const presses = [
    () => simulator.press(message, 'Another'),
    () => simulator.press(message, 'Another', simulatedUser()),
    () => simulator.press(message, 'More like #1'),
    () => simulator.press(message, 'Details'),
    () => simulator.select(message, 'Not for me …', [choicesOf(message, 'Not for me …')[0]!]),
  ];
  for (const press of presses) {
    simulator.failNext({ route: 'webhook', how: 'drop-response' });
    const { messages } = await press();
    expect(messages.length).toBeLessThanOrEqual(1);
    expect(messages.map(({ text }) => text).join('\n')).not.toContain('went wrong');
  }
  expect(offIn(message)).toEqual([]);
  expect(bot.log.filter((line) => line.includes('interaction failed'))).toEqual([]);
});

test('a missing permission fails for the member who pressed, and for nobody else', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(12));
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend');
  for (const label of ['Another', 'More like #1', 'Details']) {
    simulator.failNext({ route: 'webhook', how: 403 });
    const answer = await simulator.press(message, label);
    await vi.waitFor(() => expect(answer.message.text).toContain('Something went wrong'), { timeout: 60_000 });
    expect(answer.message.ephemeral).toBe(true);
  }
  expect(offIn(message)).toEqual([]);
  expect((await simulator.press(message, 'Another')).messages).toEqual([]);
});

test('after a song is gone, Details keeps the ranks of the others, and Save counts the missing one', async ({
  simulator,
}) => {
  const tracks = manyTracks(20);
  await using library = await temporaryLibrary(tracks);
  await using _bot = await runningBot(simulator, library.settings);
  const options = { from: tracks[2]!.id, to: tracks[18]!.id, length: 5 };
  const { message } = await simulator.command('journey', { options });
  expect(choicesOf(message, 'More like …')[2]).toBe('3 · Title 10');
  {
    await using store = await openSqliteStore({ path: library.settings.storePath, space: SPACE });
    await store.delete([tracks[10]!.id]);
  }
  await simulator.select(message, 'More like …', ['3 · Title 10']);
  await vi.waitFor(() => expect(choicesOf(message, 'More like …')).toHaveLength(4), { timeout: 60_000 });
  const { message: details } = await simulator.press(message, 'Details');
  expect(details.text).toMatch(
    /\*\*2\*\* · Title 6: .*\n\*\*3\*\* · .*\n\*\*4\*\* · Title 14\n\*\*5\*\* · Title 18: /u,
  );
  const { message: saved } = await simulator.press(message, 'Save as playlist');
  expect(saved.text).toContain('no usable name: 1.');
});
