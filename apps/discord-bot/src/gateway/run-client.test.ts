import { setTimeout } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { SoundalikeError } from '@soundalike/errors';
import type { TrackStore } from '@soundalike/catalog';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { DiscordSimulator } from '@soundalike/discord-simulator';
import { StoreHandle, openStore } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';
import { WorkQueue } from '../interactions/work-queue.ts';
import { discordWithLongTimeouts, test as botTest } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { heldLibrary, manyTracks, temporaryLibrary } from '../testing/temporary-library.ts';
import type { TemporaryLibrary } from '../testing/temporary-library.ts';

const test = botTest.extend<{ readonly library: TemporaryLibrary }>({
  // Vitest reads a fixture's dependencies from this pattern.
  library: async ({}, use) => {
    await using library = await temporaryLibrary(manyTracks(20));
    await use(library);
  },
});

test('requests no intents, and sends heartbeats', async ({ library }) => {
  await using beating = await discordWithLongTimeouts({ heartbeatMs: 200 });
  await using _bot = await runningBot(beating, library.settings);
  expect(beating.gateway.sessions.map(({ intents }) => intents)).toEqual([0]);
  await vi.waitFor(() => expect(beating.gateway.heartbeats).toBeGreaterThan(2), { timeout: 60_000 });
});

test('a connection that drops during a command is resumed, and the command is answered', async ({
  simulator,
  library,
}) => {
  const { held, release } = heldLibrary(library.settings);
  await using _bot = await runningBot(simulator, library.settings, { library: held });
  const answer = simulator.command('recommend');
  await vi.waitFor(() => expect(simulator.requests).toContain('POST callback'), { timeout: 60_000 });
  simulator.gateway.dropSockets();
  release();
  expect((await answer).message.buttons.length).toBeGreaterThan(0);
  await vi.waitFor(() => expect(simulator.gateway.events).toContain('resume'), { timeout: 60_000 });
  expect(simulator.gateway.events.filter((event) => event.startsWith('identify'))).toHaveLength(1);
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  await held.close();
});

test('a command given while the connection is down is answered after the resume', async ({ simulator, library }) => {
  await using _bot = await runningBot(simulator, library.settings);
  simulator.gateway.dropSockets();
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  expect(simulator.gateway.events).toContain('resume');
});

test('the bot resumes its session when Discord requests a reconnect', async ({ simulator, library }) => {
  await using _bot = await runningBot(simulator, library.settings);
  simulator.gateway.askReconnect();
  await vi.waitFor(() => expect(simulator.gateway.events).toContain('resume'), { timeout: 60_000 });
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
});

test('the bot identifies again after an invalid session', async ({ simulator, library }) => {
  await using _bot = await runningBot(simulator, library.settings);
  simulator.gateway.invalidateSessions();
  await vi.waitFor(() => expect(simulator.gateway.sessions).toHaveLength(1), { timeout: 60_000 });
  expect(simulator.gateway.events.filter((event) => event.startsWith('identify'))).toHaveLength(2);
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
});

test('a token revoked while the bot runs ends it with one clear error', async ({ simulator, library }) => {
  await using bot = await runningBot(simulator, library.settings);
  simulator.revokeToken();
  const error = await bot.ended.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SoundalikeError);
  expect(error).toMatchObject({
    code: 'DISCORD_REFUSED',
    message: expect.stringMatching(/^DISCORD_TOKEN is not a bot token that Discord accepts/u),
  });
});

test.for([
  ['an error of the server before the acknowledgement', { route: 'callback', how: 500 }],
  ['a lost acknowledgement', { route: 'callback', how: 'drop-response' }],
  ['a connection cut before the acknowledgement', { route: 'callback', how: 'drop-request' }],
  ['a rate limit on the acknowledgement', { route: 'callback', how: 429 }],
  ['a connection cut before the answer', { route: 'webhook', how: 'drop-request' }],
  ['a lost answer', { route: 'webhook', how: 'drop-response' }],
  ['an error of the server before the answer', { route: 'webhook', how: 503, times: 2 }],
  ['a rate limit on the answer', { route: 'webhook', how: 429, times: 3 }],
  ['a global rate limit on the answer', { route: 'webhook', how: 429, global: true }],
] as const)('%s does not prevent the answer', async ([, fault], { simulator, library }) => {
  await using _bot = await runningBot(simulator, library.settings);
  simulator.failNext(fault);
  const { message } = await simulator.command('recommend');
  expect(message.buttons.length).toBeGreaterThan(0);
  if (fault.route === 'callback' && fault.how === 'drop-response') {
    // Discord refuses the retry because the interaction has already been acknowledged.
    expect(simulator.violations).toEqual([expect.stringContaining('40060')]);
    (simulator.violations as string[]).length = 0;
  }
});

test('many answers to one interaction respect the rate limit', async ({ simulator, library }) => {
  await using _bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  const { message } = await simulator.command('recommend', { user });
  const answers = await Promise.all(Array.from({ length: 12 }, () => simulator.press(message, 'Details', user)));
  for (const answer of answers) expect(answer.message.text).toContain('cosine');
});

/** Start a bot, and stop it while an answer waits for the library until `release`. */
async function stopDuringAnswer(simulator: DiscordSimulator, library: TemporaryLibrary) {
  const { held, release } = heldLibrary(library.settings);
  const bot = await runningBot(simulator, library.settings, { library: held });
  const begun = simulator.command('recommend');
  await vi.waitFor(() => expect(simulator.requests).toContain('POST callback'), { timeout: 60_000 });
  return { begun, release, stopped: bot.stop().then(() => held.close()) };
}

test('a stop finishes open answers, refuses later commands, and disconnects', async ({ simulator, library }) => {
  const { begun, release, stopped } = await stopDuringAnswer(simulator, library);
  const late = await simulator.command('recommend');
  expect(late.message.ephemeral).toBe(true);
  expect(late.message.text).toBe('I am just restarting. Please try again in a minute.');
  expect((await simulator.autocomplete('recommend', 'song', 'a')).choices).toEqual([]);
  release();
  expect((await begun).message.buttons.length).toBeGreaterThan(0);
  await stopped;
  expect(simulator.gateway.sessions.filter(({ isConnected }) => isConnected)).toEqual([]);
});

test('a stop answers everything that has arrived before the disconnection', async ({ simulator, library }) => {
  const { begun, release, stopped } = await stopDuringAnswer(simulator, library);
  const isAnswered: boolean[] = [];
  while (simulator.gateway.sessions.some(({ isConnected }) => isConnected)) {
    const index = isAnswered.push(false) - 1;
    void simulator.command('recommend').then(() => (isAnswered[index] = true));
    if (index === 4) release();
    await setTimeout(50);
  }
  await begun;
  await stopped;
  // The last one can have been sent while the connection was closing.
  expect(isAnswered.slice(0, -1)).toEqual(new Array(isAnswered.length - 1).fill(true));
});

/** Open the library so that every search keeps this thread busy, as in a larger library. */
function busyLibrary(settings: StoreSettings, busyMs: number): StoreHandle<TrackStore> {
  return new StoreHandle<TrackStore>(async () => {
    const store = await openStore(settings);
    const similarTo = store.similarTo.bind(store);
    store.similarTo = (...search) => {
      const until = performance.now() + busyMs;
      while (performance.now() < until);
      return similarTo(...search);
    };
    return store;
  });
}

test('500 simultaneous commands are all answered, and acknowledgements go before answers', async ({
  simulator,
  library,
}) => {
  const busy = busyLibrary(library.settings, 15);
  await using _bot = await runningBot(simulator, library.settings, { library: busy, work: new WorkQueue(60_000) });
  const answers = await Promise.all(Array.from({ length: 500 }, () => simulator.command('recommend')));
  for (const { message } of answers) expect(message.buttons.length).toBeGreaterThan(0);
  const { requests } = simulator;
  const acknowledged = requests.lastIndexOf('POST callback');
  const answeredBefore = requests.slice(0, acknowledged).filter((request) => request === 'PATCH webhook');
  // Some may be answered before Discord has sent the last command.
  expect(answeredBefore.length).toBeLessThan(250);
  await busy.close();
});
