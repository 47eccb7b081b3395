import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { writeWav } from '@soundalike/audio-core/testing';
import { simulatedUser } from '@soundalike/discord-simulator';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { manyTracks, SPACE, temporaryLibrary, trackOf } from '../testing/temporary-library.ts';

test('there is no Listen button while previews are off, and an old one explains why', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(4));
  const withPreviews = await runningBot(simulator, library.settings, { previewOf: async () => Buffer.from('mp3') });
  const { message } = await simulator.command('recommend');
  expect(message.buttons.map(({ label }) => label)).toContain('Listen');
  await withPreviews.stop();
  await using _bot = await runningBot(simulator, library.settings);
  expect((await simulator.command('recommend')).message.buttons.map(({ label }) => label)).not.toContain('Listen');
  expect((await simulator.press(message, 'Listen')).message.text).toBe('Previews have been switched off here.');
});

test('Listen sends previews of the seed and its matches, in their order, under neutral names', async ({
  simulator,
}) => {
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
    'the song: **Song 0**\n#1: **Song 1**\n#2: **Song 2** (its file cannot be played now)\n#3: **Song 3**',
  );
  for (const { bytes } of message.attachments) expect(bytes.length).toBeGreaterThan(4 * 128 * 100);
});

test('Listen reports which of eleven do not fit in a message or are deleted; labels stay with their songs', async ({
  simulator,
}) => {
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

test('a member waits for one set of previews at a time, cards still work, and an eleventh member must wait', async ({
  simulator,
}) => {
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
  // The bot releases a member after Discord's answer, which comes after the change of the message.
  await vi.waitFor(() => expect(bot.services.listening.size).toBe(0), { timeout: 60_000 });
});
