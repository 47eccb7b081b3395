import { expect, test, vi } from 'vitest';
import type { DiscordSimulator } from '@soundalike/discord-simulator';
import { environmentOf, runProgram, startBot } from '../testing/bot-process.ts';
import type { BotProcess } from '../testing/bot-process.ts';
import { discordWithLongTimeouts } from '../testing/bot-test.ts';
import { manyTracks, temporaryLibrary } from '../testing/temporary-library.ts';

const seen = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 60_000 });
const requested = (simulator: DiscordSimulator, request: string, times = 1): Promise<void> =>
  seen(() => expect(simulator.requests.filter((each) => each === request).length).toBeGreaterThanOrEqual(times));
const happened = (simulator: DiscordSimulator, event: string, times = 1): Promise<void> =>
  seen(() => {
    const events = simulator.gateway.events.filter((each) => each.startsWith(event));
    expect(events.length).toBeGreaterThanOrEqual(times);
  });
const ready = (bot: BotProcess): Promise<void> => seen(() => expect(bot.log()).toContain('"ready"'));

interface State {
  readonly name: string;
  /** Prepare Discord before the bot starts. */
  readonly prepare?: (simulator: DiscordSimulator) => void;
  /** Bring the bot into the state. */
  readonly reach: (simulator: DiscordSimulator, bot: BotProcess) => Promise<unknown>;
}

/** The states of a connection in which a signal can arrive, from the first request to an answer on its way. */
const STATES: readonly State[] = [
  {
    name: 'the address of the gateway does not come',
    prepare: (simulator) => simulator.failNext({ route: 'gateway', how: 'hang', times: 9 }),
    reach: (simulator) => requested(simulator, 'GET gateway'),
  },
  {
    name: 'a rate limit delays the address of the gateway',
    prepare: (simulator) => simulator.failNext({ route: 'gateway', how: 429, retryAfterSeconds: 600, times: 9 }),
    reach: (_, bot) => seen(() => expect(bot.log()).toContain('rate limit')),
  },
  {
    name: 'the client waits for the address of the gateway',
    prepare: (simulator) => {
      simulator.failNext({ route: 'gateway', how: 'hang', until: Promise.resolve() });
      simulator.failNext({ route: 'gateway', how: 'hang', times: 9 });
    },
    reach: (simulator) => requested(simulator, 'GET gateway', 2),
  },
  {
    name: 'connections are refused',
    prepare: (simulator) => simulator.gateway.stuck.add('accept'),
    reach: (simulator) => happened(simulator, 'connect', 2),
  },
  {
    name: 'the WebSocket does not open',
    prepare: (simulator) => simulator.gateway.stuck.add('upgrade'),
    reach: (simulator) => happened(simulator, 'connect'),
  },
  {
    name: 'HELLO does not come',
    prepare: (simulator) => simulator.gateway.stuck.add('hello'),
    reach: (simulator) => happened(simulator, 'connect'),
  },
  {
    name: 'READY does not come',
    prepare: (simulator) => simulator.gateway.stuck.add('ready'),
    reach: (simulator) => happened(simulator, 'identify'),
  },
  { name: 'it is connected', reach: (_, bot) => ready(bot) },
  {
    name: 'it waits to identify again',
    reach: async (simulator, bot) => {
      await ready(bot);
      simulator.gateway.invalidateSessions();
      await happened(simulator, 'connect', 2);
    },
  },
  {
    name: 'the gateway is down',
    reach: async (simulator, bot) => {
      await ready(bot);
      simulator.gateway.stuck.add('accept');
      simulator.gateway.dropSockets();
      await happened(simulator, 'connect', 3);
    },
  },
  {
    name: 'the connection has just been lost',
    reach: async (simulator, bot) => {
      await ready(bot);
      simulator.gateway.dropSockets();
      await seen(() => expect(bot.log()).toContain('connection lost'));
    },
  },
  {
    name: 'RESUMED does not come',
    reach: async (simulator, bot) => {
      await ready(bot);
      simulator.gateway.stuck.add('resumed');
      simulator.gateway.dropSockets();
      await happened(simulator, 'resume');
    },
  },
  {
    name: 'the network swallows everything, the close frame too',
    reach: async (simulator, bot) => {
      await ready(bot);
      simulator.gateway.freezeSockets();
    },
  },
  {
    name: 'an acknowledgement is not answered',
    reach: async (simulator, bot) => {
      await ready(bot);
      simulator.failNext({ route: 'callback', how: 'hang', times: 9 });
      simulator.command('recommend').catch(() => undefined);
      await requested(simulator, 'POST callback');
    },
  },
  {
    name: 'an answer is not answered',
    reach: async (simulator, bot) => {
      await ready(bot);
      simulator.failNext({ route: 'webhook', how: 'hang', times: 9 });
      simulator.command('recommend').catch(() => undefined);
      await requested(simulator, 'PATCH webhook');
    },
  },
];

const NAMED = STATES.map((state) => [state.name, state] as const);

test.each(NAMED)('SIGTERM ends the process with 0 while %s, and it does not come back', async (_, state) => {
  await using simulator = await discordWithLongTimeouts();
  await using library = await temporaryLibrary(manyTracks(5));
  const env = environmentOf(simulator, { STORE_PATH: library.settings.storePath });
  await runProgram('register', env);
  state.prepare?.(simulator);
  using bot = startBot(env);
  await state.reach(simulator, bot);
  bot.child.kill('SIGTERM');
  // Discord is well again; a bot that ignored the signal would now connect and stay.
  simulator.gateway.stuck.clear();
  const { code, stdout } = await bot.ended;
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
});
