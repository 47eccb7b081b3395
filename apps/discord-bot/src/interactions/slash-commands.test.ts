import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REST, Routes } from 'discord.js';
import { expect, vi } from 'vitest';
import { SoundalikeError } from '@soundalike/errors';
import type { TrackStore } from '@soundalike/catalog';
import { parseMarkdown, simulatedUser } from '@soundalike/discord-simulator';
import { StoreHandle, openStore } from '@soundalike/store-opener';
import { COMMANDS } from '../commands/definitions.ts';
import { test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { heldLibrary, manyTracks, stuckLibrary, temporaryLibrary, trackOf } from '../testing/temporary-library.ts';

test('without options the answer is a random song and its three closest, visible to everybody', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(manyTracks(20));
  await using _bot = await runningBot(simulator, library.settings);
  const { message, messages } = await simulator.command('recommend');
  expect(messages).toHaveLength(1);
  expect(message.ephemeral).toBe(false);
  expect(message.buttons.map(({ label }) => label)).toEqual([
    'More like #1',
    'More like #2',
    'More like #3',
    'Another',
    'Details',
    'Save as playlist',
  ]);
  expect(message.selects.map(({ placeholder }) => placeholder)).toEqual(['Not for me …']);
  expect(message.pings).toEqual([]);
  expect(JSON.stringify(message)).not.toContain('secret-folder');
});

test('a song is found by words or id; matches show rank, title, artist, album, duration, closeness and tags', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary([
    trackOf(0, { angle: 0, title: 'Sunrise', artist: 'Ann', album: 'Days' }),
    trackOf(1, { angle: 0.2, title: 'Noon' }),
    trackOf(2, { angle: 0.4, title: 'Evening', artist: null, album: null, soundTags: [], durationSeconds: 3725 }),
  ]);
  await using _bot = await runningBot(simulator, library.settings);
  for (const song of ['sunr', trackOf(0).id]) {
    const { message } = await simulator.command('recommend', { options: { song } });
    const { text, constructs } = parseMarkdown(message.text);
    expect(text).toBe(
      [
        'Sunrise\nAnn · Days · 3:05\nThese songs sound most like it:',
        '1 · Noon\nArtist 1 · Album 1 · 3:05\n████████░░ very close\nboth: piano',
        '2 · Evening\n1:02:05\n██████░░░░ close',
        'Nothing more in this library fits: 2 of 3.',
      ].join('\n'),
    );
    expect(constructs).toEqual(['heading', 'subtext', 'bold', 'subtext', 'bold', 'subtext']);
  }
});

test.for([1, 3, 4, 10])('count %i gives that many matches, each with its controls', async (count, { simulator }) => {
  await using library = await temporaryLibrary(manyTracks(20));
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend', { options: { count } });
  const numbers = message.selects.map(({ options }) => options.map(({ label }) => Number.parseInt(label, 10)));
  const all = Array.from({ length: count }, (_, n) => n + 1);
  expect(numbers).toEqual(count <= 3 ? [all] : [all, all]);
  expect(message.buttons).toHaveLength(count <= 3 ? count + 3 : 3);
  expect(message.text.match(/█|░/gu)).toHaveLength(10 * count);
});

test('other_artists leaves out the artist of the seed', async ({ simulator }) => {
  await using library = await temporaryLibrary([
    trackOf(0, { title: 'Seed', artist: 'Ann' }),
    trackOf(1, { title: 'Hers', artist: 'Ann' }),
    trackOf(2, { title: 'His', artist: 'Bob' }),
  ]);
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend', { options: { song: 'seed', other_artists: true } });
  expect(message.text).toContain('His');
  expect(message.text).not.toContain('Hers');
});

test('private shows the answer only to its member', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(5));
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend', { options: { private: true } });
  expect(message.ephemeral).toBe(true);
  expect(message.buttons.length).toBeGreaterThan(0);
});

test('an unknown song gets a private hint, and no public message is left behind', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(5));
  await using _bot = await runningBot(simulator, library.settings);
  const { message, messages } = await simulator.command('recommend', { options: { song: 'zzz' } });
  expect(message.ephemeral).toBe(true);
  expect(message.text).toContain('I do not know that song');
  expect(messages.filter(({ ephemeral, deleted }) => !ephemeral && !deleted)).toEqual([]);
});

test('with a library of one track the answer states that nothing else fits', async ({ simulator }) => {
  await using library = await temporaryLibrary([trackOf(0, { title: 'Alone' })]);
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend');
  expect(message.text).toContain('Alone');
  expect(message.text).toContain('Nothing else in this library fits.');
  expect(message.buttons.map(({ label }) => label)).toEqual(['Another']);
});

test('with an empty library the answer says who can fill it', async ({ simulator }) => {
  await using library = await temporaryLibrary([]);
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend');
  expect(message.ephemeral).toBe(true);
  expect(message.text).toContain('no music here yet');
  expect(message.text).not.toContain(library.folder);
});

test('a broken store gives a private, friendly message without path or stack, and a reference in the log', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(manyTracks(5));
  await writeFile(library.settings.storePath, 'this is no database');
  await using bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend', { options: { private: true } });
  expect(message.ephemeral).toBe(true);
  expect(message.text).toMatch(/^Something went wrong here\. Please try again in a minute\..* `[0-9a-f]{8}`\.$/u);
  const [, reference = ''] = /`(.+)`/u.exec(message.text) ?? [];
  expect(bot.log.join('\n')).toContain(reference);
});

test('a command is acknowledged before the store is used, so a slow store still gives an answer', async ({
  simulator,
}) => {
  await using fixture = await temporaryLibrary(manyTracks(5));
  const { held, release } = heldLibrary(fixture.settings);
  await using _bot = await runningBot(simulator, fixture.settings, { library: held });
  const answer = simulator.command('recommend');
  await vi.waitFor(() => expect(simulator.requests).toContain('POST callback'), { timeout: 60_000 });
  release();
  expect((await answer).message.buttons.length).toBeGreaterThan(0);
  await held.close();
});

test('a store that never answers ends with an error message', async ({ simulator }) => {
  await using fixture = await temporaryLibrary(manyTracks(5));
  const stuck = stuckLibrary(200);
  await using _bot = await runningBot(simulator, fixture.settings, { library: stuck });
  const { message } = await simulator.command('recommend');
  expect(message.ephemeral).toBe(true);
  expect(message.text).toContain('I cannot reach the music library right now.');
});

test('an unexpected error is logged with its message, and reported to the member without', async ({ simulator }) => {
  await using fixture = await temporaryLibrary(manyTracks(5));
  const broken = new StoreHandle<TrackStore>(async () => {
    throw new Error('secret-canary at /home/someone');
  });
  await using bot = await runningBot(simulator, fixture.settings, { library: broken });
  const { message } = await simulator.command('recommend');
  expect(message.text).not.toMatch(/secret|home/u);
  expect(bot.log.join('\n')).toContain('secret-canary');
});

test('a member who sends two requests in a row must wait, but others need not', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(5), { BOT_COOLDOWN_SECONDS: '60' });
  await using _bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  expect((await simulator.command('recommend', { user })).message.ephemeral).toBe(false);
  const second = await simulator.command('recommend', { user });
  expect(second.message.ephemeral).toBe(true);
  expect(second.message.text).toMatch(/you can ask again in \d+ s/u);
  expect((await simulator.command('recommend')).message.ephemeral).toBe(false);
});

test('cover art of the seed is attached under a neutral name', async ({ simulator }) => {
  await using library = await temporaryLibrary([trackOf(0, { title: 'Seed' }), trackOf(1)]);
  const bytes = Buffer.from([0xff, 0xd8, 0xff]);
  await using _bot = await runningBot(simulator, library.settings, {
    coverOf: async () => ({ name: 'cover.jpg', bytes }),
  });
  const { message } = await simulator.command('recommend');
  expect(message.attachments.map(({ filename, bytes: sent }) => [filename, sent])).toEqual([['cover.jpg', bytes]]);
  expect(JSON.stringify(message.components)).toContain('/cover.jpg');
});

test('a broken track file does not prevent the answer', async ({ simulator }) => {
  await using library = await temporaryLibrary([trackOf(0), trackOf(1)]);
  await mkdir(join(library.settings.datasetDir, 'secret-folder'), { recursive: true });
  await writeFile(join(library.settings.datasetDir, 'secret-folder', 'file-0.mp3'), 'no music at all');
  await using _bot = await runningBot(simulator, library.settings);
  expect((await simulator.command('recommend', { options: { song: 'title' } })).message.attachments).toEqual([]);
});

test('artist starts from all songs of an artist and gives songs by others', async ({ simulator }) => {
  await using library = await temporaryLibrary([
    trackOf(0, { angle: 0, title: 'One', artist: 'Ann Lee' }),
    trackOf(1, { angle: 1.5, title: 'Two', artist: 'Ann Lee' }),
    trackOf(2, { angle: 0.1, title: 'Near one', artist: 'Bo' }),
    trackOf(3, { angle: 1.48, title: 'Near two', artist: 'Cy' }),
  ]);
  await using _bot = await runningBot(simulator, library.settings);
  const { choices } = await simulator.autocomplete('recommend', 'artist', 'lee');
  expect(choices).toEqual([{ name: 'Ann Lee', value: 'Ann Lee' }]);
  const { message } = await simulator.command('recommend', { options: { artist: 'ann' } });
  const { text } = parseMarkdown(message.text);
  expect(text).toMatch(/^Ann Lee\nThese songs by others sound most like theirs:\n1 · Near two\n.*\n.*\nmost like Two/u);
  expect(text).toMatch(/2 · Near one\n.*\n.*\nmost like One/u);
  const details = await simulator.press(message, 'Details');
  expect(details.message.text).toMatch(/Near two: .*cosine 1\.000\n.*Near one: .*cosine 0\.995/u);

  const unknown = await simulator.command('recommend', { options: { artist: 'zzz' } });
  expect(unknown.message.text).toContain('I do not know that artist');
  const both = await simulator.command('recommend', { options: { artist: 'ann', song: 'one' } });
  expect(both.message).toMatchObject({ ephemeral: true, text: expect.stringContaining('a song, an artist or a file') });
});

test('weak matches are called weak', async ({ simulator }) => {
  await using library = await temporaryLibrary([trackOf(0, { angle: 0, title: 'Odd' }), trackOf(1, { angle: 1.4 })]);
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend', { options: { song: 'odd', count: 1 } });
  expect(message.text).toContain('Nothing here is really like it. These songs come closest:');
  expect(message.text).toContain('the closest there is, but not really alike');
});

test('a command of an older version says what to use instead', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(8));
  await using _bot = await runningBot(simulator, library.settings);
  const rest = new REST({ api: simulator.api }).setToken('simulated-token');
  const { applicationId, guildId } = simulator.world;
  const body = [...COMMANDS, { name: 'similar', description: 'An old command', type: 1 }];
  await rest.put(Routes.applicationGuildCommands(applicationId, guildId), { body });
  const { message } = await simulator.command('similar');
  expect(message.ephemeral).toBe(true);
  expect(message.text).toMatch(/`\/similar` is from an older version.*`\/recommend`/u);
});

test('the log does not keep what members typed', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(8));
  await using bot = await runningBot(simulator, library.settings);
  await simulator.command('recommend', { options: { song: 'typed-canary' } });
  await simulator.command('recommend', { options: { artist: 'typed-canary' } });
  await simulator.autocomplete('recommend', 'song', 'typed-canary');
  expect(bot.log.join('\n')).toContain('TRACK_NOT_FOUND');
  expect(bot.log.join('\n')).not.toContain('typed-canary');
});

test('what is done with a card has no cooldown', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(5), { BOT_COOLDOWN_SECONDS: '60' });
  const previewOf = async (): Promise<Buffer> => Buffer.from('mp3');
  await using _bot = await runningBot(simulator, library.settings, { previewOf });
  const user = simulatedUser();
  const { message } = await simulator.command('recommend', { user });
  const listen = await simulator.press(message, 'Listen', user);
  await vi.waitFor(() => expect(listen.message.attachments).toHaveLength(4), { timeout: 60_000 });
  for (const label of ['Listen', 'Details'])
    expect((await simulator.press(message, label, user)).message.text).not.toContain('One moment');
  expect((await simulator.command('help', { user })).message.text).not.toContain('One moment');
  expect((await simulator.press(message, 'Another', user)).message.text).toContain('One moment');
});

test('a store that fails and recovers is opened again', async ({ simulator }) => {
  await using fixture = await temporaryLibrary(manyTracks(3));
  let isDown = true;
  const library = new StoreHandle<TrackStore>(async () => {
    if (isDown) throw new SoundalikeError('STORE_UNAVAILABLE', 'elasticsearch: connection refused at 10.0.0.1');
    return openStore(fixture.settings);
  });
  await using _bot = await runningBot(simulator, fixture.settings, { library });
  const failed = await simulator.command('recommend');
  expect(failed.message.text).toContain('I cannot reach the music library');
  expect(failed.message.text).not.toContain('10.0.0.1');
  isDown = false;
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  await library.close();
});
