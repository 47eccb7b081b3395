import { GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SoundalikeError } from '@soundalike/errors';
import type { TrackStore } from '@soundalike/catalog';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { DiscordSimulator } from '@soundalike/discord-simulator';
import { StoreHandle, openStore } from '@soundalike/store-opener';
import { WorkQueue } from '../interactions/work-queue.ts';
import { heldLibrary } from '../testing/held-library.ts';
import { patientDiscord } from '../testing/patient-discord.ts';
import { runningBot } from '../testing/running-bot.ts';
import { manyTracks, temporaryLibrary } from '../testing/temporary-library.ts';
import type { TemporaryLibrary } from '../testing/temporary-library.ts';

let simulator: DiscordSimulator;
let library: TemporaryLibrary;
beforeEach(async () => {
  simulator = await patientDiscord();
  library = await temporaryLibrary(manyTracks(20));
});
afterEach(async () => {
  await simulator.close();
  await library[Symbol.asyncDispose]();
  expect(simulator.violations).toEqual([]);
});

test('asks for nothing but the Guilds intent, and keeps its heart beating', async () => {
  await using beating = await patientDiscord({ heartbeatMs: 200 });
  await using _bot = await runningBot(beating, library.settings);
  expect(beating.gateway.sessions.map(({ intents }) => intents)).toEqual([GatewayIntentBits.Guilds]);
  await vi.waitFor(() => expect(beating.gateway.heartbeats).toBeGreaterThan(2), { timeout: 60_000 });
});

test('a connection that drops in mid-command is resumed, and the command is answered', async () => {
  const { held, letGo } = heldLibrary(library.settings);
  await using _bot = await runningBot(simulator, library.settings, { library: held });
  const answer = simulator.command('recommend');
  await vi.waitFor(() => expect(simulator.requests).toContain('POST callback'), { timeout: 60_000 });
  simulator.gateway.dropSockets();
  letGo();
  expect((await answer).message.buttons.length).toBeGreaterThan(0);
  await vi.waitFor(() => expect(simulator.gateway.events).toContain('resume'), { timeout: 60_000 });
  expect(simulator.gateway.events.filter((event) => event.startsWith('identify'))).toHaveLength(1);
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  await held.close();
});

test('a command given while the connection is down is answered after the resume', async () => {
  await using _bot = await runningBot(simulator, library.settings);
  simulator.gateway.dropSockets();
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  expect(simulator.gateway.events).toContain('resume');
});

test('Discord asking for a reconnect is followed by a resume', async () => {
  await using _bot = await runningBot(simulator, library.settings);
  simulator.gateway.askReconnect();
  await vi.waitFor(() => expect(simulator.gateway.events).toContain('resume'), { timeout: 60_000 });
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
});

test('an invalid session is begun anew', async () => {
  await using _bot = await runningBot(simulator, library.settings);
  simulator.gateway.invalidateSessions();
  await vi.waitFor(() => expect(simulator.gateway.sessions).toHaveLength(1), { timeout: 60_000 });
  expect(simulator.gateway.events.filter((event) => event.startsWith('identify'))).toHaveLength(2);
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
});

test('a token revoked while the bot runs ends it with one clear error', async () => {
  await using bot = await runningBot(simulator, library.settings);
  simulator.revokeToken();
  const error = await bot.ended.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SoundalikeError);
  expect(error).toMatchObject({
    code: 'DISCORD_REFUSED',
    message: expect.stringMatching(/^DISCORD_TOKEN: expected a bot token that Discord accepts/u),
  });
});

test.each([
  ['an error of the server before the acknowledgement', { route: 'callback', how: 500 }],
  ['a lost acknowledgement', { route: 'callback', how: 'drop-response' }],
  ['a connection cut before the acknowledgement', { route: 'callback', how: 'drop-request' }],
  ['a rate limit on the acknowledgement', { route: 'callback', how: 429 }],
  ['a connection cut before the answer', { route: 'webhook', how: 'drop-request' }],
  ['a lost answer', { route: 'webhook', how: 'drop-response' }],
  ['an error of the server before the answer', { route: 'webhook', how: 503, times: 2 }],
  ['a rate limit on the answer', { route: 'webhook', how: 429, times: 3 }],
  ['a global rate limit on the answer', { route: 'webhook', how: 429, global: true }],
] as const)('%s does not keep the member from their answer', async (_, fault) => {
  await using _bot = await runningBot(simulator, library.settings);
  simulator.failNext(fault);
  const { message } = await simulator.command('recommend');
  expect(message.buttons.length).toBeGreaterThan(0);
  if (fault.route === 'callback' && fault.how === 'drop-response') {
    // The retry is told that the interaction is acknowledged already.
    expect(simulator.violations).toEqual([expect.stringContaining('40060')]);
    (simulator.violations as string[]).length = 0;
  }
});

test('many answers to one interaction keep to the rate limit', async () => {
  await using _bot = await runningBot(simulator, library.settings);
  const user = simulatedUser();
  const { message } = await simulator.command('recommend', { user });
  const answers = await Promise.all(Array.from({ length: 12 }, () => simulator.press(message, 'Not for me #1', user)));
  for (const answer of answers) expect(answer.message.text).toContain('left out');
});

test('when told to stop, finishes what has begun, sends away who comes late, and disconnects', async () => {
  const { held, letGo } = heldLibrary(library.settings);
  const bot = await runningBot(simulator, library.settings, { library: held });
  const begun = simulator.command('recommend');
  await vi.waitFor(() => expect(simulator.requests).toContain('POST callback'), { timeout: 60_000 });
  const stopped = bot.stop();
  const late = await simulator.command('recommend');
  expect(late.message.ephemeral).toBe(true);
  expect(late.message.text).toBe('I am just restarting. Please try again in a minute.');
  expect((await simulator.autocomplete('recommend', 'song', 'a')).choices).toEqual([]);
  letGo();
  expect((await begun).message.buttons.length).toBeGreaterThan(0);
  await stopped;
  expect(simulator.gateway.sessions.filter(({ isConnected }) => isConnected)).toEqual([]);
  await held.close();
});

/** The library as a larger one would be: every search keeps this thread busy. */
function busyLibrary(busyMs: number): StoreHandle<TrackStore> {
  return new StoreHandle<TrackStore>(async () => {
    const store = await openStore(library.settings);
    const similarTo = store.similarTo.bind(store);
    store.similarTo = (...search) => {
      const until = performance.now() + busyMs;
      while (performance.now() < until);
      return similarTo(...search);
    };
    return store;
  });
}

test('500 commands at once are all answered, and acknowledgements go before answers', async () => {
  const busy = busyLibrary(15);
  await using _bot = await runningBot(simulator, library.settings, { library: busy, work: new WorkQueue(60_000) });
  const answers = await Promise.all(Array.from({ length: 500 }, () => simulator.command('recommend')));
  for (const { message } of answers) expect(message.buttons.length).toBeGreaterThan(0);
  const { requests } = simulator;
  const acknowledged = requests.lastIndexOf('POST callback');
  const answeredBefore = requests.slice(0, acknowledged).filter((request) => request === 'PATCH webhook');
  // Some may be done before Discord has sent the last command.
  expect(answeredBefore.length).toBeLessThan(250);
  await busy.close();
});
