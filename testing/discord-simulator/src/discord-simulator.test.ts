import { once } from 'node:events';
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { DiscordSimulator } from './discord-simulator.ts';
import type { SimulatorOptions } from './discord-simulator.ts';

interface Event {
  readonly op: number;
  readonly t?: string | null;
  readonly s?: number | null;
  readonly d: Record<string, unknown>;
}

/** A bare application: it says only what a test tells it to. */
class BareApplication implements AsyncDisposable {
  readonly simulator: DiscordSimulator;
  readonly socket: WebSocket;
  readonly events: Event[] = [];

  constructor(simulator: DiscordSimulator, address: string) {
    this.simulator = simulator;
    this.socket = new WebSocket(address);
    this.socket.on('message', (data: Buffer) => this.events.push(JSON.parse(data.toString()) as Event));
  }

  static async connect(options: SimulatorOptions = {}, identify: object = {}): Promise<BareApplication> {
    const simulator = await DiscordSimulator.start(options);
    const application = new BareApplication(
      simulator,
      `${simulator.api.replace('http', 'ws').replace('/api', '')}/gateway`,
    );
    await once(application.socket, 'open');
    application.send(2, { token: 'simulated-token', intents: 1, properties: {}, shard: [0, 1], ...identify });
    return application;
  }

  send(op: number, d: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  async event(type: string): Promise<Record<string, unknown>> {
    return vi.waitFor(
      () => {
        const found = this.events.findLast(({ t }) => t === type);
        if (!found) throw new Error(`no ${type} yet`);
        return found.d;
      },
      { timeout: 60_000 },
    );
  }

  async call(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown> | null; headers: Headers }> {
    const response = await fetch(`${this.simulator.api}/v10${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: 'Bot simulated-token' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
      headers: response.headers,
    };
  }

  async register(): Promise<void> {
    await this.call('PUT', `/applications/${this.simulator.world.applicationId}/commands`, [
      {
        name: 'play',
        description: 'Plays',
        options: [{ type: 3, name: 'song', description: 'Which', autocomplete: true }],
      },
    ]);
  }

  async callback(
    type: InteractionResponseType,
    data?: object,
  ): Promise<{ status: number; code: unknown; token: string }> {
    const { id, token } = await this.event('INTERACTION_CREATE');
    const { status, body } = await this.call('POST', `/interactions/${String(id)}/${String(token)}/callback`, {
      type,
      data,
    });
    return { status, code: body?.['code'], token: String(token) };
  }

  async webhook(
    method: string,
    token: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; code: unknown }> {
    const answer = await this.call(method, `/webhooks/${this.simulator.world.applicationId}/${token}${path}`, body);
    return { status: answer.status, code: answer.body?.['code'] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate();
    await this.simulator.close();
  }
}

test.each([
  ['a bad token', { token: 'wrong' }, 4004],
  ['a privileged intent', { intents: 1 << 15 }, 4014],
  ['a shard beyond the last', { shard: [2, 2] }, 4010],
])('the gateway closes on %s', async (_, identify, code) => {
  await using application = await BareApplication.connect({}, identify);
  const [closedWith] = (await once(application.socket, 'close')) as [number];
  expect(closedWith).toBe(code);
});

test('the gateway greets, answers heartbeats, and replays on RESUME what was missed', async () => {
  await using application = await BareApplication.connect({ heartbeatMs: 1234 });
  const ready = await application.event('READY');
  expect(application.events[0]).toMatchObject({ op: 10, d: { heartbeat_interval: 1234 } });
  application.send(1, null);
  await vi.waitFor(() => expect(application.events.some(({ op }) => op === 11)).toBe(true), { timeout: 60_000 });
  await application.register();
  const { s } = application.events.findLast(({ t }) => t === 'GUILD_CREATE')!;
  application.socket.terminate();
  await once(application.socket, 'close');
  void application.simulator.command('play').catch(() => undefined);

  const resumed = new BareApplication(application.simulator, String(ready['resume_gateway_url']));
  await once(resumed.socket, 'open');
  resumed.send(6, { token: 'simulated-token', session_id: ready['session_id'], seq: s });
  await resumed.event('RESUMED');
  expect(resumed.events.map(({ t }) => t).filter(Boolean)).toEqual(['INTERACTION_CREATE', 'RESUMED']);
  resumed.socket.terminate();
});

test('an interaction is acknowledged once, and with a response of its kind', async () => {
  await using application = await BareApplication.connect({ acknowledgeMs: 60_000 });
  await application.register();
  const answered = application.simulator.command('play');
  const { token } = await application.event('INTERACTION_CREATE');
  expect(await application.webhook('POST', String(token), '', { content: 'early' })).toMatchObject({
    status: 404,
    code: 10015,
  });
  expect(await application.callback(InteractionResponseType.DeferredMessageUpdate)).toMatchObject({
    status: 400,
    code: 50035,
  });
  expect(
    await application.callback(InteractionResponseType.ChannelMessageWithSource, { content: 'x'.repeat(2001) }),
  ).toMatchObject({ status: 400, code: 50035 });
  expect(
    await application.callback(InteractionResponseType.ChannelMessageWithSource, { content: 'hello' }),
  ).toMatchObject({ status: 204 });
  expect(
    await application.callback(InteractionResponseType.ChannelMessageWithSource, { content: 'again' }),
  ).toMatchObject({ status: 400, code: 40060 });
  expect((await answered).message.text).toBe('hello');
  expect(application.simulator.violations).toHaveLength(4);
});

test('an interaction that is not acknowledged in time is over', async () => {
  await using application = await BareApplication.connect({ acknowledgeMs: 100 });
  await application.register();
  await expect(application.simulator.command('play')).rejects.toThrow('The application did not respond');
  expect(
    await application.callback(InteractionResponseType.ChannelMessageWithSource, { content: 'late' }),
  ).toMatchObject({ status: 404, code: 10062 });
});

test('the first followup to a deferred answer fills it in, however private it wants to be', async () => {
  await using application = await BareApplication.connect();
  await application.register();
  const answered = application.simulator.command('play');
  const { token } = await application.callback(InteractionResponseType.DeferredChannelMessageWithSource);
  await application.webhook('POST', token, '', { content: 'secret', flags: MessageFlags.Ephemeral });
  const { messages } = await answered;
  expect(messages.map(({ text, ephemeral }) => [text, ephemeral])).toEqual([['secret', false]]);
  await application.webhook('POST', token, '', { content: 'second', flags: MessageFlags.Ephemeral });
  expect(messages.map(({ text, ephemeral }) => [text, ephemeral])).toEqual([
    ['secret', false],
    ['second', true],
  ]);
});

/** An interaction that has been answered, and its token. */
async function answered(application: BareApplication): Promise<string> {
  await application.register();
  void application.simulator.command('play');
  const { token } = await application.callback(InteractionResponseType.ChannelMessageWithSource, { content: 'hello' });
  return token;
}

test('a token dies', async () => {
  await using application = await BareApplication.connect({ tokenLifeMs: 0 });
  const token = await answered(application);
  expect(await application.webhook('PATCH', token, '/messages/@original', { content: 'x' })).toMatchObject({
    status: 401,
    code: 50027,
  });
});

test('the requests of one token are limited', async () => {
  await using application = await BareApplication.connect();
  const token = await answered(application);
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const statusOf = async (): Promise<number> =>
    (await application.webhook('PATCH', token, '/messages/@original', { content: 'x' })).status;
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) statuses.push(await statusOf());
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  vi.setSystemTime(Date.now() + 2000);
  expect(await statusOf()).toBe(200);
});

test('autocomplete takes 25 suggestions and no more', async () => {
  await using application = await BareApplication.connect();
  await application.register();
  const suggested = application.simulator.autocomplete('play', 'song', 'a');
  const choices = (count: number): object => ({
    choices: Array.from({ length: count }, (_, n) => ({ name: `${n}`, value: `${n}` })),
  });
  expect(
    await application.callback(InteractionResponseType.ApplicationCommandAutocompleteResult, choices(26)),
  ).toMatchObject({ code: 50035 });
  expect(
    await application.callback(InteractionResponseType.ApplicationCommandAutocompleteResult, choices(25)),
  ).toMatchObject({ status: 204 });
  expect((await suggested).choices).toHaveLength(25);
});

test('a mention pings unless the payload says that it must not', async () => {
  await using application = await BareApplication.connect();
  await application.register();
  for (const [allowed, pings] of [
    [undefined, ['@everyone', '<@1>']],
    [{ parse: [] }, []],
  ] as const) {
    const answered = application.simulator.command('play');
    await vi.waitFor(
      () => expect(application.events.filter(({ t }) => t === 'INTERACTION_CREATE').length).toBeGreaterThan(0),
      { timeout: 60_000 },
    );
    await application.callback(InteractionResponseType.ChannelMessageWithSource, {
      content: '@everyone <@1>',
      allowed_mentions: allowed,
    });
    expect((await answered).message.pings).toEqual(pings);
    application.events.length = 0;
  }
});

test('a command must be registered, and its options are held to what was registered', async () => {
  await using application = await BareApplication.connect();
  await expect(async () => application.simulator.command('play')).rejects.toThrow('expected /play to be registered');
  await application.register();
  await expect(async () => application.simulator.command('play', { options: { volume: 11 } })).rejects.toThrow(
    'has no option volume',
  );
  const refused = await application.call('PUT', `/applications/${application.simulator.world.applicationId}/commands`, [
    { name: 'Loud', description: '' },
  ]);
  expect(refused).toMatchObject({ status: 400, body: { code: 50035 } });
});
