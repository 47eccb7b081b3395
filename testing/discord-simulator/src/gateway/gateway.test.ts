import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { DiscordSimulator } from '../discord-simulator.ts';
import { BareApplication } from '../testing/bare-application.ts';

async function connect(simulator: DiscordSimulator, query?: string): Promise<BareApplication> {
  const application = new BareApplication(simulator, simulator.gateway.address, query);
  await once(application.socket, 'open');
  return application;
}

const closeCode = async (application: BareApplication): Promise<number> => {
  const [code] = (await once(application.socket, 'close')) as [number];
  return code;
};

test.each([
  ['another version', 'v=8&encoding=json', 4012],
  ['an unknown encoding', 'v=10&encoding=xml', 4002],
])('closes a connection with %s', async (_, query, code) => {
  await using simulator = await DiscordSimulator.start();
  expect(await closeCode(await connect(simulator, query))).toBe(code);
});

test.each<[string, (application: BareApplication) => void, number]>([
  ['no JSON', ({ socket }) => socket.send('{'), 4002],
  ['more than 4,096 bytes', (application) => application.send(1, 'x'.repeat(4096)), 4002],
  ['an unknown opcode', (application) => application.send(99, null), 4001],
  ['an incomplete IDENTIFY', (application) => application.send(2, { token: 'simulated-token' }), 4001],
  ['a presence before IDENTIFY', (application) => application.send(3, {}), 4003],
  ['an unknown intent', (application) => application.identify({ intents: 1 << 30 }), 4013],
  [
    'a second IDENTIFY',
    (application) => {
      application.identify();
      application.identify();
    },
    4005,
  ],
  [
    'too many messages',
    (application) => {
      for (let n = 0; n < 121; n++) application.send(1, null);
    },
    4008,
  ],
])('closes a connection that sends %s', async (_, act, code) => {
  await using simulator = await DiscordSimulator.start();
  const application = await connect(simulator);
  act(application);
  expect(await closeCode(application)).toBe(code);
});

test('closes a connection of too few shards, and one without heartbeats', async () => {
  await using simulator = await DiscordSimulator.start({ shards: 2, heartbeatMs: 20, identifyWindowMs: 0 });
  const alone = await connect(simulator);
  alone.identify({ shard: [0, 1] });
  expect(await closeCode(alone)).toBe(4011);
  const silent = await connect(simulator);
  silent.identify({ shard: [0, 2] });
  expect(await closeCode(silent)).toBe(4000);
});

test('refuses IDENTIFY within the window of another one, and counts them', async () => {
  await using application = await BareApplication.connect();
  const { body } = await application.call('GET', '/gateway/bot');
  expect(body).toMatchObject({ session_start_limit: { remaining: 999, max_concurrency: 1 } });
  await application.event('READY');
  const second = await connect(application.simulator);
  second.identify();
  await vi.waitFor(() => expect(second.events.at(-1)).toMatchObject({ op: 9, d: false }), { timeout: 60_000 });
  second.socket.terminate();
});

test('every session of a shard gets every event, until it is closed with code 1000', async () => {
  await using simulator = await DiscordSimulator.start({ identifyWindowMs: 0 });
  const applications = [await connect(simulator), await connect(simulator)];
  for (const application of applications) {
    application.identify();
    await application.event('READY');
  }
  await applications[0]!.register();
  void simulator.command('play').catch(() => undefined);
  for (const application of applications) await application.event('INTERACTION_CREATE');
  expect(simulator.gateway.sessions).toHaveLength(2);
  applications[0]!.socket.close(1000);
  await vi.waitFor(() => expect(simulator.gateway.sessions).toHaveLength(1), { timeout: 60_000 });
  applications[1]!.socket.terminate();
});

test('sends guilds only with their intent, and none that are unavailable', async () => {
  await using simulator = await DiscordSimulator.start({ identifyWindowMs: 0, unavailableGuilds: 2 });
  for (const [intents, created] of [
    [1, 1],
    [0, 0],
  ]) {
    const application = await connect(simulator);
    application.identify({ intents });
    expect((await application.event('READY'))['guilds']).toHaveLength(3);
    application.send(1, null);
    await vi.waitFor(() => expect(application.events.at(-1)?.op).toBe(11), { timeout: 60_000 });
    expect(application.events.filter(({ t }) => t === 'GUILD_CREATE')).toHaveLength(created!);
    application.socket.terminate();
  }
});

test('RESUME belongs to its own address, with a sequence that exists', async () => {
  await using application = await BareApplication.connect();
  const { simulator } = application;
  const ready = await application.event('READY');
  application.socket.terminate();
  const resume = async (address: string, seq: number): Promise<BareApplication> => {
    const resumed = new BareApplication(simulator, address);
    await once(resumed.socket, 'open');
    resumed.send(6, { token: 'simulated-token', session_id: ready['session_id'], seq });
    return resumed;
  };
  expect(await closeCode(await resume(String(ready['resume_gateway_url']), 99))).toBe(4007);
  expect(simulator.violations).toEqual([]);
  const elsewhere = await resume(simulator.gateway.address, 1);
  await elsewhere.event('RESUMED');
  expect(simulator.violations).toEqual([expect.stringContaining('resume_gateway_url')]);
  elsewhere.socket.terminate();
});
