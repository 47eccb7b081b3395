import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import type { SubsonicLogin } from '@soundalike/settings';
import { isPrivate, subsonicAddress } from './server-address.ts';
import { SubsonicPlayer } from './subsonic-player.ts';

const LOGIN: SubsonicLogin = { user: 'ann', password: 'canary', apiKey: null };
const { signal } = new AbortController();

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Serve HTTP, as programs do that are Subsonic servers of another kind, or none. */
async function serve(
  respond: (response: ServerResponse, parameters: URLSearchParams, request: IncomingMessage) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    void text(request).then((body) => respond(response, new URLSearchParams(body), request));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answer = (response: ServerResponse, fields: object) =>
  response.end(JSON.stringify({ 'subsonic-response': { status: 'ok', version: '1.16.1', ...fields } }));
const fail = (response: ServerResponse, code: number, message = 'no') =>
  answer(response, { status: 'failed', error: { code, message } });

test.each<[string, number, string, (response: ServerResponse) => void]>([
  ['a wrong password', 40, 'CONFIG_INVALID', (response) => fail(response, 40)],
  ['a user without rights', 50, 'PLAYER_REFUSED', (response) => fail(response, 50)],
  ['another failure', 0, 'PLAYER_REFUSED', (response) => fail(response, 0, 'broken')],
  ['an unknown page', 404, 'USAGE', (response) => response.writeHead(404).end('<html>')],
  ['a page', 200, 'USAGE', (response) => response.end('<html>')],
  ['other JSON', 200, 'USAGE', (response) => response.end('{"ok":true}')],
  ['a redirect', 302, 'USAGE', (response) => response.writeHead(302, { location: 'https://b.example/x?k=1' }).end()],
  ['a login of a proxy', 401, 'PLAYER_REFUSED', (response) => response.writeHead(401).end()],
  ['a broken server', 502, 'PLAYER_UNAVAILABLE', (response) => response.writeHead(502).end()],
  ['a broken connection', 0, 'PLAYER_UNAVAILABLE', (response) => response.destroy()],
])('%s (%i) is %s, with the address and no secret', async (_what, _code, code, respond) => {
  const address = await serve(respond);
  const error: unknown = await SubsonicPlayer.open({ address, login: LOGIN, signal }).catch((each: unknown) => each);
  expect(error).toMatchObject({ code, message: expect.stringContaining(address) });
  expect(String(error)).not.toMatch(/canary|k=1/u);
});

test('a server that is away or does not answer is named', async () => {
  const silent = await serve(() => undefined);
  await expect(SubsonicPlayer.open({ address: silent, login: LOGIN, signal, timeoutMs: 100 })).rejects.toMatchObject({
    code: 'PLAYER_UNAVAILABLE',
    message: expect.stringContaining('within 0.1 s'),
  });
  await expect(SubsonicPlayer.open({ address: 'http://127.0.0.1:9', login: LOGIN, signal })).rejects.toMatchObject({
    code: 'PLAYER_UNAVAILABLE',
  });
});

test('a token is the MD5 of password and salt, an API key goes alone, and nothing is in the address', async () => {
  const seen: URLSearchParams[] = [];
  const address = await serve((response, parameters, { url }) => {
    expect(url).toMatch(/^\/rest\/\w+\.view$/u);
    seen.push(parameters);
    answer(response, { tokenInfo: { username: 'key-owner' } });
  });
  await using byToken = await SubsonicPlayer.open({ address, login: LOGIN, signal });
  const { u, p, t, s } = Object.fromEntries(seen[0]!);
  expect([byToken.place, u, p]).toEqual([`ann on ${address}`, 'ann', undefined]);
  expect(t).toBe(createHash('md5').update(`canary${s}`).digest('hex'));
  await using byKey = await SubsonicPlayer.open({ address, login: { ...LOGIN, apiKey: 'the-key' }, signal });
  expect(byKey.place).toBe(`key-owner on ${address}`);
  expect([seen[1]!.get('apiKey'), seen[1]!.get('u'), seen[1]!.get('t')]).toEqual(['the-key', null, null]);
  const missing = SubsonicPlayer.open({ address, login: { ...LOGIN, password: null }, signal });
  await expect(missing).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/_PASSWORD/u) });
});

test.each([
  ['https://music.example', true],
  ['http://127.0.0.1:4040', true],
  ['http://localhost/x', true],
  ['http://[::1]:4040', true],
  ['http://music.example', false],
  ['http://127.0.0.1.example', false],
  ['http://192.168.1.2:4040', false],
])('the password itself may be sent to %s: %s', (address, may) => expect(isPrivate(address)).toBe(may));

test('a server without tokens gets the password in the body, once it has said so', async () => {
  const seen: URLSearchParams[] = [];
  const address = await serve((response, parameters) => {
    seen.push(parameters);
    if (parameters.has('p')) answer(response, {});
    else fail(response, 41);
  });
  await using player = await SubsonicPlayer.open({ address, login: LOGIN, signal });
  await player.refuseForeign('x', null);
  expect(seen.map((parameters) => parameters.get('p'))).toEqual([null, 'enc:63616e617279', 'enc:63616e617279']);
});

test.each([
  ['music.example', 'http://music.example'],
  ['https://music.example/sub/rest/', 'https://music.example/sub'],
  ['http://127.0.0.1:4040//', 'http://127.0.0.1:4040'],
])('%s is the server %s', (given, address) => expect(subsonicAddress(given)).toBe(address));

test.each(['', 'ftp://x', 'https://ann:canary@x', 'https://x/?canary', 'https://x/#canary'])(
  '%s is refused',
  (given) => {
    expect(() => subsonicAddress(given)).toThrow(expect.objectContaining({ code: 'USAGE' }));
    expect(() => subsonicAddress(given)).not.toThrow(/canary/u);
  },
);
