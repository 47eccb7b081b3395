import { once } from 'node:events';
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BareApplication } from './testing/bare-application.ts';

test.each([
  ['a bad token', { token: 'wrong' }, 4004],
  ['a privileged intent', { intents: 1 << 15 }, 4014],
  ['a shard beyond the last', { shard: [2, 2] }, 4010],
])('the gateway closes on %s', async (_, identify, code) => {
  await using application = await BareApplication.connect({}, identify);
  const [closedWith] = (await once(application.socket, 'close')) as [number];
  expect(closedWith).toBe(code);
});

test('the gateway greets, answers heartbeats, and replays missed events on RESUME', async () => {
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

test('an interaction takes one acknowledgement, of a type that fits its kind', async () => {
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

test('an interaction expires without an acknowledgement in time', async () => {
  await using application = await BareApplication.connect({ acknowledgeMs: 100 });
  await application.register();
  await expect(application.simulator.command('play')).rejects.toThrow('The application did not respond');
  expect(
    await application.callback(InteractionResponseType.ChannelMessageWithSource, { content: 'late' }),
  ).toMatchObject({ status: 404, code: 10062 });
});

test('the first followup to a deferred answer fills it in, and its ephemeral flag is ignored', async () => {
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

test('a token expires', async () => {
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

test('autocomplete takes at most 25 suggestions', async () => {
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

test('a mention notifies unless allowed_mentions forbids it', async () => {
  await using application = await BareApplication.connect();
  await application.register();
  for (const [allowed, pings] of [
    [undefined, ['<@123456789012345678>']],
    [{ parse: ['everyone'] }, ['@everyone']],
    [{ parse: [] }, []],
  ] as const) {
    const answered = application.simulator.command('play');
    await vi.waitFor(
      () => expect(application.events.filter(({ t }) => t === 'INTERACTION_CREATE').length).toBeGreaterThan(0),
      { timeout: 60_000 },
    );
    await application.callback(InteractionResponseType.ChannelMessageWithSource, {
      content: '@everyone <@123456789012345678>',
      allowed_mentions: allowed,
    });
    expect((await answered).message.pings).toEqual(pings);
    application.events.length = 0;
  }
});

test('a command and its options must match the registration', async () => {
  await using application = await BareApplication.connect();
  await expect(async () => application.simulator.command('play')).rejects.toThrow('/play is not registered');
  await application.register();
  await expect(async () => application.simulator.command('play', { options: { volume: 11 } })).rejects.toThrow(
    'has no option volume',
  );
  const refused = await application.call('PUT', `/applications/${application.simulator.world.applicationId}/commands`, [
    { name: 'Loud', description: '' },
  ]);
  expect(refused).toMatchObject({ status: 400, body: { code: 50035 } });
});
