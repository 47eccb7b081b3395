import { expect, vi } from 'vitest';
import { WorkQueue } from '../interactions/work-queue.ts';
import { discordWithLongTimeouts, test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { manyTracks, temporaryLibrary } from '../testing/temporary-library.ts';

const LIBRARY = manyTracks(20);

test('answers do not wait for an acknowledgement that is on its way to Discord', async ({ simulator }) => {
  await using library = await temporaryLibrary(LIBRARY);
  await using _bot = await runningBot(simulator, library.settings, { work: new WorkQueue(600_000) });
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<undefined>();
  simulator.failNext({ route: 'callback', how: 'hang', until: arrived });
  const slow = simulator.command('recommend');
  await vi.waitFor(() => expect(simulator.requests).toContain('POST callback'), { timeout: 60_000 });
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  arrive(undefined);
  expect((await slow).message.buttons.length).toBeGreaterThan(0);
});

test('an unavailable guild does not delay the answers to the others', async () => {
  await using simulator = await discordWithLongTimeouts({ unavailableGuilds: 1, acknowledgeMs: 10_000 });
  await using library = await temporaryLibrary(LIBRARY);
  const starting = runningBot(simulator, library.settings);
  await vi.waitFor(() => expect(simulator.gateway.sessions).toHaveLength(1), { timeout: 60_000 });
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  await using _bot = await starting;
});

test('an interaction that another process acknowledged is left to it', async () => {
  await using simulator = await discordWithLongTimeouts({ acknowledgeMs: 1000 });
  await using library = await temporaryLibrary(LIBRARY);
  await using bot = await runningBot(simulator, library.settings);
  const { message } = await simulator.command('recommend');
  const before = simulator.requests.length;
  for (const act of [() => simulator.command('recommend'), () => simulator.press(message, 'Another')]) {
    simulator.failNext({ route: 'callback', how: 400, code: 40060 });
    await expect(act()).rejects.toThrow('did not respond');
  }
  expect(simulator.requests.slice(before)).toEqual(['POST callback', 'POST callback']);
  expect(bot.log.filter((line) => line.includes('another process'))).toHaveLength(2);
});

test('an interaction that is dead costs one request', async () => {
  await using simulator = await discordWithLongTimeouts({ acknowledgeMs: 1000 });
  await using library = await temporaryLibrary(LIBRARY);
  await using bot = await runningBot(simulator, library.settings);
  for (const act of [() => simulator.command('recommend'), () => simulator.autocomplete('recommend', 'song', 'a')]) {
    const before = simulator.requests.length;
    simulator.failNext({ route: 'callback', how: 404, code: 10062 });
    await expect(act()).rejects.toThrow('did not respond');
    expect(simulator.requests.slice(before)).toEqual(['POST callback']);
  }
  expect(bot.log.filter((line) => line.includes('too late'))).toHaveLength(2);
});

test('if "thinking" cannot be deleted, the error replaces it', async ({ simulator }) => {
  await using library = await temporaryLibrary(LIBRARY);
  await using _bot = await runningBot(simulator, library.settings);
  simulator.failNext({ route: 'webhook', method: 'DELETE', how: 500, times: 4 });
  const { messages } = await simulator.command('recommend', { options: { song: 'zzz' } });
  expect(messages.map(({ text, loading }) => ({ text, loading }))).toEqual([
    { text: expect.stringMatching(/\w/u), loading: false },
  ]);
});

test('the bot resumes at the address that Discord gave it, and answers a request for a heartbeat', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(LIBRARY);
  await using _bot = await runningBot(simulator, library.settings);
  simulator.gateway.askHeartbeat();
  await vi.waitFor(() => expect(simulator.gateway.heartbeats).toBeGreaterThan(0), { timeout: 60_000 });
  simulator.gateway.dropSockets();
  await vi.waitFor(() => expect(simulator.gateway.events).toContain('resume'), { timeout: 60_000 });
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
});
