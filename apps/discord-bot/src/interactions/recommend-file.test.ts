import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { audioDigest, trackIdOf } from '@soundalike/audio-core';
import { chord, encodeAudio, writeWav } from '@soundalike/audio-core/testing';
import type { EmbeddedTrack, EmbeddingSpace } from '@soundalike/catalog';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { AttachedFile } from '@soundalike/discord-simulator';
import { provideModel } from '@soundalike/model-builder';
import { withAttachment } from '../clips/fetch-attachment.ts';
import { test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { manyTracks, temporaryLibrary, trackOf } from '../testing/temporary-library.ts';

const RATE = 44_100;

let folder: string;
let mp3: Buffer;
let space: EmbeddingSpace;
let tracks: EmbeddedTrack[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-clips-'));
  // The temporary files of clips come here.
  vi.stubEnv('TMPDIR', folder);
  await encodeAudio(join(folder, 'clip.mp3'), [chord([220, 277, 330], 5, RATE)], RATE);
  mp3 = await readFile(join(folder, 'clip.mp3'));
  ({ space } = await provideModel({ modelDir: folder, choice: 'musicnn', download: false }));
  tracks = [0, 1, 2, 3, 4].map((n) => trackOf(n, { angle: n / 3 }, space));
});
afterAll(() => {
  vi.unstubAllEnvs();
  return rm(folder, { recursive: true });
});

const leftovers = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.includes('clip-'));
const settings = (api: string): Record<string, string> => ({ EMBEDDING_MODEL: 'musicnn', DISCORD_API_URL: api });
const audio = (bytes: Buffer, rest: Partial<AttachedFile> = {}): AttachedFile => ({
  filename: 'My *clip*.mp3',
  contentType: 'audio/mpeg',
  bytes,
  ...rest,
});

test('a file gets the songs that sound most like it; it is deleted, and its card has what needs no file', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(tracks, settings(simulator.api), space);
  await using _bot = await runningBot(simulator, library.settings);
  const file = simulator.upload(audio(mp3, { contentType: null }));
  const { message } = await simulator.command('recommend', { options: { file, count: 2 } });
  expect(message.ephemeral).toBe(false);
  expect(message.text).toMatch(/^### My \\\*clip\\\*\\\.mp3\n/u);
  expect(message.text.match(/^\*\*\d · Title \d\*\*$/gmu)).toHaveLength(2);
  expect(message.buttons.map(({ label }) => label)).toEqual([
    'More like #1',
    'More like #2',
    'Random song',
    'Save as playlist',
  ]);
  const saved = await simulator.press(message, 'Save as playlist');
  expect(saved.message.attachments[0]!.bytes.toString()).toMatch(/^#EXTM3U\n#PLAYLIST:Like my file\n#EXTINF/u);
  expect(await leftovers()).toEqual([]);
});

test('of a truncated file, the readable part is heard', async ({ simulator }) => {
  await using library = await temporaryLibrary(tracks, settings(simulator.api), space);
  await using _bot = await runningBot(simulator, library.settings);
  const file = simulator.upload(audio(mp3.subarray(0, mp3.length / 1.3)));
  const { message } = await simulator.command('recommend', { options: { file, private: true } });
  expect(message.ephemeral).toBe(true);
  expect(message.text).toContain('1 · Title');
});

test('a file whose audio is in the library starts from that song, whatever model is there', async ({ simulator }) => {
  const digest = await audioDigest(join(folder, 'clip.mp3'));
  const known = { ...trackOf(7, { title: 'Known' }, space), id: trackIdOf(digest), audioDigest: digest };
  await using library = await temporaryLibrary(
    [...tracks, known],
    { ...settings(simulator.api), EMBEDDING_MODEL: 'cnn14', MODEL_DIR: folder },
    space,
  );
  await using _bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend', { options: { file: simulator.upload(audio(mp3)) } });
  expect(message.text).toMatch(/^### Known\n.*\nYour file is a recording of this song\.\n-# These songs/u);
  expect(message.buttons.map(({ label }) => label)).toContain('Details');
});

const UNREADABLE = 'I cannot read that file as music. Please try another one.';
const NOT_FETCHED = 'I could not fetch the file from Discord in time. Please try again.';
const TOO_MUCH = 'That file is too long or too large: I take up to 15 minutes and 25 MB.';
const HUGE = 26 * 1024 * 1024;
const FETCHED = ['GET attachment'];

test.for([
  ['random bytes', () => audio(Buffer.alloc(5000, 'kq3!')), UNREADABLE, FETCHED],
  ['an empty file', () => audio(Buffer.alloc(0)), UNREADABLE, FETCHED],
  ['a playlist of files', () => audio(Buffer.from('#EXTM3U\nfile:///etc/passwd\n')), UNREADABLE, FETCHED],
  ['a page', () => audio(Buffer.from('<html>no music</html>'), { filename: 'a.ogg' }), UNREADABLE, FETCHED],
  ['a tag of 200 MB', () => audio(Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1')), UNREADABLE, FETCHED],
  ['a picture', () => audio(mp3, { contentType: 'image/png' }), /^That is not an audio file/u, []],
  ['a video', () => audio(mp3, { contentType: 'video/mp4', filename: 'a.mp4' }), /^That is not an audio file/u, []],
  ['a text of no type', () => audio(mp3, { contentType: null, filename: 'a.txt' }), /^That is not an audio file/u, []],
  ['too large', () => audio(mp3, { statedSize: HUGE }), TOO_MUCH, []],
  ['larger than stated', () => audio(Buffer.alloc(HUGE), { statedSize: 100 }), TOO_MUCH, FETCHED],
  ['a missing file', () => audio(mp3, { fault: 404 }), NOT_FETCHED, FETCHED],
  ['a redirect', () => audio(mp3, { fault: { redirectTo: '/elsewhere' } }), NOT_FETCHED, FETCHED],
  ['another host', () => audio(mp3, { url: 'https://cdn.discordapp.com.evil.example/a.mp3' }), NOT_FETCHED, []],
] as const)(
  '%s is refused privately, and nothing is left behind',
  async ([, attach, text, requests], { simulator }) => {
    await using library = await temporaryLibrary(tracks, settings(simulator.api), space);
    await using _bot = await runningBot(simulator, library.settings);
    const { message, messages } = await simulator.command('recommend', {
      options: { file: simulator.upload(attach()) },
    });
    expect(message).toMatchObject({ ephemeral: true, text: expect.stringMatching(text) });
    expect(messages.filter(({ ephemeral, deleted }) => !ephemeral && !deleted)).toEqual([]);
    expect(simulator.requests.filter((request) => request.includes('attachment'))).toEqual(requests);
    expect(await leftovers()).toEqual([]);
  },
);

test.for([
  [16 * 60, TOO_MUCH],
  [0.2, /^That file has too little sound/u],
] as const)('%d seconds are refused', async ([seconds, text], { simulator }) => {
  await using library = await temporaryLibrary(tracks, settings(simulator.api), space);
  await using _bot = await runningBot(simulator, library.settings);
  const path = join(folder, 'long.wav');
  await writeWav(path, [Float32Array.from({ length: seconds * 8000 }, (_, n) => Math.sin(n / 3) / 2)], 8000);
  const file = simulator.upload(audio(await readFile(path), { filename: 'long.wav', contentType: 'audio/x-wav' }));
  const { message } = await simulator.command('recommend', { options: { file } });
  expect(message).toMatchObject({ ephemeral: true, text: expect.stringMatching(text) });
  expect(await leftovers()).toEqual([]);
});

test('a host that is not Discord’s gets no request, not even if it is on this machine', async ({ simulator }) => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests++;
    response.end(mp3);
  }).listen(0, '127.0.0.1');
  await vi.waitFor(() => expect(server.listening).toBe(true));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/attachments/1/2/a.mp3`;
  await using library = await temporaryLibrary(tracks, settings(simulator.api), space);
  await using _bot = await runningBot(simulator, library.settings);
  for (const file of [audio(mp3, { url }), audio(mp3, { fault: { redirectTo: url } })]) {
    const { message } = await simulator.command('recommend', { options: { file: simulator.upload(file) } });
    expect(message).toMatchObject({ ephemeral: true, text: NOT_FETCHED });
  }
  expect(requests).toBe(0);
  server.close();
});

test('a slow server is given up', async ({ simulator }) => {
  await using library = await temporaryLibrary(tracks, settings(simulator.api), space);
  const { signal } = new AbortController();
  await using _bot = await runningBot(simulator, library.settings, {
    withClip: (file, use) =>
      withAttachment(file, { apiUrl: simulator.api, maxBytes: 1e6, timeoutMs: 200, signal }, use),
  });
  const file = simulator.upload(audio(mp3, { fault: 'stall' }));
  const { message } = await simulator.command('recommend', { options: { file } });
  expect(message).toMatchObject({ ephemeral: true, text: NOT_FETCHED });
  expect(await leftovers()).toEqual([]);
});

test('a bot that stops tells the member whose file is under way', async ({ simulator }) => {
  await using library = await temporaryLibrary(tracks, settings(simulator.api), space);
  await using bot = await runningBot(simulator, library.settings);
  const file = simulator.upload(audio(mp3, { fault: 'stall' }));
  const answer = simulator.command('recommend', { options: { file } });
  await vi.waitFor(() => expect(simulator.requests).toContain('GET attachment'), { timeout: 60_000 });
  await bot.stop();
  const { message } = await answer;
  expect(message).toMatchObject({
    ephemeral: true,
    text: 'I am just restarting. Please try again in a minute.',
  });
  expect(await leftovers()).toEqual([]);
});

test.for([
  ['application/octet-stream', 'clip.mp3'],
  ['application/ogg', 'clip.ogg'],
] as const)('a file of the type %s is known by its name', async ([contentType, filename], { simulator }) => {
  await using library = await temporaryLibrary(tracks, settings(simulator.api), space);
  await using _bot = await runningBot(simulator, library.settings);
  const file = simulator.upload(audio(mp3, { contentType, filename }));
  const { message } = await simulator.command('recommend', { options: { file } });
  expect(message.text).toContain('1 · Title');
});

test('each member has one file under way, five members at a time', async ({ simulator }) => {
  await using library = await temporaryLibrary(tracks, settings(simulator.api), space);
  const { promise, resolve } = Promise.withResolvers<Float32Array>();
  await using bot = await runningBot(simulator, library.settings, {
    embedClip: async () => ({ embedding: await promise, soundTags: [] }),
  });
  const ask = (user: ReturnType<typeof simulatedUser>) =>
    simulator.command('recommend', { options: { file: simulator.upload(audio(mp3)) }, user });
  const users = Array.from({ length: 6 }, () => simulatedUser());
  const waiting = users.slice(0, 5).map(ask);
  await vi.waitFor(() => expect(bot.services.hearing.size).toBe(5), { timeout: 60_000 });
  expect((await ask(users[0]!)).message.text).toBe('I am still listening to the file that you sent before.');
  expect((await ask(users[5]!)).message.text).toMatch(/^Too many members are waiting/u);
  resolve(tracks[0]!.embedding);
  for (const { message } of await Promise.all(waiting)) expect(message.text).toMatch(/^### Title 0\n/u);
  await vi.waitFor(() => expect(bot.services.hearing.size).toBe(0), { timeout: 60_000 });
});

test('without the model of the library, files are refused, and the log says why', async ({ simulator }) => {
  await using missing = await temporaryLibrary(manyTracks(3), {
    ...settings(simulator.api),
    EMBEDDING_MODEL: 'cnn14',
    MODEL_DIR: folder,
  });
  await using bot = await runningBot(simulator, missing.settings);
  const { message } = await simulator.command('recommend', { options: { file: simulator.upload(audio(mp3)) } });
  expect(message).toMatchObject({
    ephemeral: true,
    text: 'I cannot listen to files here: my operator has not set up the model for it.',
  });
  expect(bot.log.join('\n')).toMatch(/MODEL_MISSING/u);
});

test('a model other than that of the library is refused, and a file with a song as well', async ({ simulator }) => {
  await using library = await temporaryLibrary(manyTracks(3), settings(simulator.api));
  await using bot = await runningBot(simulator, library.settings);
  const file = simulator.upload(audio(mp3));
  const { message } = await simulator.command('recommend', { options: { file } });
  expect(message.text).toMatch(/^I cannot listen to files here/u);
  expect(bot.log.join('\n')).toMatch(/SPACE_MISMATCH/u);
  const both = await simulator.command('recommend', { options: { file, song: 'Title' } });
  expect(both.message.text).toMatch(/^Choose one thing to start from/u);
});
