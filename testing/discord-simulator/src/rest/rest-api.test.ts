import { once } from 'node:events';
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { expect, test, vi } from 'vitest';
import { DiscordSimulator } from '../discord-simulator.ts';
import { simulatedUser } from '../protocol/world.ts';
import { BareApplication } from '../testing/bare-application.ts';

const { ChannelMessageWithSource, DeferredChannelMessageWithSource } = InteractionResponseType;

test.each([
  ['no user agent of its form', { headers: { 'User-Agent': 'node' } }, 403, 40333],
  ['no Bot prefix', { headers: { Authorization: 'simulated-token' } }, 401, 0],
  ['a wrong token', { headers: { Authorization: 'Bot wrong' } }, 401, 0],
  ['no version', { version: '' }, 400, 50041],
  ['another version', { version: '/v8' }, 400, 50041],
  ['a double slash', { version: '//v10' }, 404, 0],
])('a request with %s is refused', async (_, request, status, code) => {
  await using application = await BareApplication.connect();
  expect(await application.call('GET', '/gateway/bot', undefined, request)).toMatchObject({ status, body: { code } });
  expect(application.simulator.violations).toHaveLength(1);
  expect(application.simulator.invalidRequests).toBe([401, 403].includes(status) ? 1 : 0);
});

test.each([
  ['invalid JSON', '{', {}, 50109],
  ['no content type', '[]', { 'Content-Type': 'text/plain' }, 50035],
  ['a body of another form', '{}', {}, 50035],
])('a body with %s is refused', async (_, body, headers, code) => {
  await using application = await BareApplication.connect();
  const path = `/applications/${application.simulator.world.applicationId}/commands`;
  expect(await application.call('PUT', path, body, { headers })).toMatchObject({ status: 400, body: { code } });
});

test('commands are created, edited, listed as the API does, and deleted', async () => {
  await using application = await BareApplication.connect();
  const { applicationId, guildId } = application.simulator.world;
  const path = `/applications/${applicationId}/commands`;
  const play = {
    name: 'play',
    description: 'Plays',
    description_localizations: { de: 'Spielt', 'en-GB': 'Plays' },
    options: [{ type: 3, name: 'song', description: 'Which', required: false }],
  };
  const created = await application.call('POST', path, play);
  expect(created).toMatchObject({ status: 201, body: { description_localizations: { de: 'Spielt' } } });
  const id = String(created.body!['id']);
  expect(await application.call('POST', path, play)).toMatchObject({ status: 200, body: { id } });
  expect((await application.call('GET', path)).body).toEqual([
    {
      id,
      application_id: applicationId,
      version: expect.any(String),
      type: 1,
      name: 'play',
      description: 'Plays',
      options: [{ type: 3, name: 'song', description: 'Which' }],
      default_member_permissions: null,
      nsfw: false,
      dm_permission: true,
      contexts: null,
      integration_types: [0],
    },
  ]);
  expect(await application.call('PATCH', `${path}/${id}`, { name: 'start' })).toMatchObject({
    body: { name: 'start' },
  });
  expect(await application.call('DELETE', `${path}/${id}`)).toMatchObject({ status: 204 });
  expect(await application.call('GET', `${path}/${id}`)).toMatchObject({ status: 404, body: { code: 10063 } });

  const inGuild = await application.call('POST', `/applications/${applicationId}/guilds/${guildId}/commands`, play);
  expect(inGuild.body).toMatchObject({ guild_id: guildId });
  expect(Object.keys(inGuild.body!)).not.toEqual(expect.arrayContaining(['contexts']));
  expect(await application.call('GET', '/applications/1/commands')).toMatchObject({ body: { code: 10002 } });
  expect(await application.call('GET', `/applications/${applicationId}/guilds/1/commands`)).toMatchObject({
    status: 403,
    body: { code: 50001 },
  });
});

test('the ids of interaction and application must fit the token', async () => {
  await using application = await BareApplication.connect();
  await application.register();
  void application.simulator.command('play').catch(() => undefined);
  const { id, token } = await application.event('INTERACTION_CREATE');
  const call = (path: string): Promise<{ status: number; body: Record<string, unknown> | null }> =>
    application.call('POST', path, { type: ChannelMessageWithSource, data: { content: 'hello' } });
  expect(await call(`/interactions/1/${String(token)}/callback`)).toMatchObject({ body: { code: 10062 } });
  expect(await call(`/interactions/${String(id)}/${String(token)}/callback?with_response=true`)).toMatchObject({
    status: 200,
    body: { interaction: { id, response_message_loading: false }, resource: { message: { content: 'hello' } } },
  });
  expect(await call(`/webhooks/1/${String(token)}`)).toMatchObject({ status: 404, body: { code: 10015 } });
});

test('each route of a token has a bucket of its own, and the global limit leaves interactions out', async () => {
  await using application = await BareApplication.connect();
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    await application.register();
    void application.simulator.command('play');
    const { token } = await application.callback(ChannelMessageWithSource, { content: 'hello' });
    const statuses: number[] = [];
    for (const method of ['PATCH', 'GET', 'PATCH', 'PATCH', 'PATCH', 'PATCH', 'PATCH', 'GET']) {
      const body = method === 'PATCH' ? { content: 'x' } : undefined;
      statuses.push((await application.webhook(method, token, '/messages/@original', body)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 200]);

    let status = 200;
    let requests = 0;
    for (; status === 200; requests++) ({ status } = await application.call('GET', '/gateway/bot'));
    expect(requests).toBeLessThanOrEqual(51);
    const limited = await application.call('GET', '/gateway/bot');
    expect(limited).toMatchObject({ status: 429, body: { global: true } });
    expect(limited.headers.get('x-ratelimit-scope')).toBe('global');
    expect((await application.webhook('GET', token, '/messages/@original')).status).toBe(200);
  } finally {
    vi.useRealTimers();
  }
});

test('a user who installed the application uses it elsewhere, and gets five more messages at most', async () => {
  await using application = await BareApplication.connect();
  const { simulator } = application;
  const { otherGuildId, applicationId } = simulator.world;
  const everywhere = { name: 'play', description: 'Plays', integration_types: [0, 1], contexts: [0, 1, 2] };
  await application.call('PUT', `/applications/${applicationId}/commands`, [
    everywhere,
    { name: 'local', description: 'Plays here' },
  ]);
  expect(() => simulator.command('local', { place: 'private-channel' })).toThrow('not registered for private-channel');
  const user = simulatedUser('Käthe', 'de');
  for (const [place, expected] of [
    ['bot-dm', { context: 1, authorizing_integration_owners: { 0: '0', 1: user.id }, user: { id: user.id } }],
    ['private-channel', { context: 2, authorizing_integration_owners: { 1: user.id } }],
    ['other-guild', { context: 0, guild_id: otherGuildId, member: { user: { id: user.id } } }],
  ] as const) {
    void simulator.command('play', { place, user });
    await vi.waitFor(() => expect(application.events.at(-1)?.d).toMatchObject({ ...expected, locale: 'de' }));
  }
  const { token } = await application.callback(ChannelMessageWithSource, { content: 'hello' });
  const codes: unknown[] = [];
  for (let n = 0; n < 6; n++) {
    codes.push((await application.webhook('POST', token, '', { content: `${n}` })).code);
    if (n === 4) vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3000 });
  }
  vi.useRealTimers();
  expect(codes.slice(0, 5)).not.toContain(40094);
  expect(codes[5]).toBe(40094);
});

test('components come back with ids and details, which may be sent again', async () => {
  await using application = await BareApplication.connect();
  await application.register();
  void application.simulator.command('play');
  const { token } = await application.callback(DeferredChannelMessageWithSource);
  const menu = { type: 3, custom_id: 'more', placeholder: 'More like…', options: [{ label: 'A', value: 'a' }] };
  const picture = { type: 12, items: [{ media: { url: 'https://example.org/a.png' } }] };
  const edit = async (components: unknown): Promise<Record<string, unknown>> => {
    const path = `/webhooks/${application.simulator.world.applicationId}/${token}/messages/@original`;
    const { status, body } = await application.call('PATCH', path, { components, flags: MessageFlags.IsComponentsV2 });
    expect(status).toBe(200);
    return body!;
  };
  const first = await edit([
    {
      type: 17,
      components: [
        { ...picture, id: 2 },
        { type: 1, components: [menu] },
      ],
    },
  ]);
  expect(first['components']).toMatchObject([
    {
      id: 1,
      components: [
        { id: 2, items: [{ media: { url: 'https://example.org/a.png', loading_state: 2 } }] },
        { id: 3, components: [{ id: 4, min_values: 1 }] },
      ],
    },
  ]);
  expect((await edit(first['components']))['components']).toEqual(first['components']);
  const [message] = application.simulator.interactions[0]!.messages;
  void application.simulator.select(message!, 'More like…', ['A']);
  await vi.waitFor(() =>
    expect(application.events.at(-1)?.d).toMatchObject({ type: 3, data: { component_type: 3, values: ['a'] } }),
  );
  expect(() => application.simulator.select(message!, 'More like…', ['B'])).toThrow('no option');
});

test('injected errors carry their codes, and a response can be held back', async () => {
  await using application = await BareApplication.connect();
  const { simulator } = application;
  simulator.failNext({ route: 'gateway', method: 'POST', how: 500 });
  simulator.failNext({ route: 'gateway', how: 403, code: 50013 });
  expect(await application.call('GET', '/gateway/bot')).toMatchObject({ status: 403, body: { code: 50013 } });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  simulator.failNext({ route: 'gateway', how: 'hang', until: promise });
  const held = application.call('GET', '/gateway/bot');
  await vi.waitFor(() => expect(simulator.requests.filter((each) => each === 'GET gateway')).toHaveLength(2));
  resolve(undefined);
  expect((await held).status).toBe(200);
});

test('a round trip delays requests and events', async () => {
  await using simulator = await DiscordSimulator.start({ roundTripMs: 100 });
  const application = new BareApplication(simulator, simulator.gateway.address);
  await once(application.socket, 'open');
  const startedAt = performance.now();
  application.identify();
  await application.event('READY');
  await application.register();
  // Identifying takes one round trip, the request another one and two for its connection.
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(395);
  const secondAt = performance.now();
  await application.call('GET', '/gateway/bot');
  expect(performance.now() - secondAt).toBeGreaterThanOrEqual(95);
  void simulator.command('play');
  await application.event('INTERACTION_CREATE');
  await application.callback(ChannelMessageWithSource, { content: 'hello' });
  const [interaction] = simulator.interactions;
  expect(interaction!.acknowledgedAfterMs).toBeGreaterThanOrEqual(95);
  expect(interaction!.answeredAfterMs).toBeGreaterThanOrEqual(interaction!.acknowledgedAfterMs!);
  application.socket.terminate();
});
