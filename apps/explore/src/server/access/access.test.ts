import { afterAll, beforeAll, expect, test } from 'vitest';
import { exploreTestLibrary, writeTestLibrary } from '../../testing/test-library.ts';
import type { TestLibrary } from '../../testing/test-library.ts';
import type { RunningServer } from '../listen.ts';

const PAGE = 'page-token-0123456789';
const READER = 'reader-token-0123456789';
const UPLOADER = 'uploader-token-0123456789';
const SETTINGS = {
  exploreToken: PAGE,
  exploreApiTokens: [
    { name: 'reader', scopes: ['read'], secret: READER },
    { name: 'uploader', scopes: ['upload'], secret: UPLOADER },
  ],
} as const;

let library: TestLibrary;
let server: RunningServer;

beforeAll(async () => {
  library = await writeTestLibrary(2);
  server = await exploreTestLibrary(library, '127.0.0.1', SETTINGS);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await library[Symbol.asyncDispose]();
});

const get = (path: string, headers: Record<string, string> = {}, at = server) =>
  fetch(new URL(path, at.url), { headers });
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const codeOf = async (response: Response): Promise<unknown> => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return ((await response.json()) as { code: string }).code;
};
const login = (token: string, at = server, headers: Record<string, string> = {}) =>
  fetch(new URL('/api/v1/session', at.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  });
const clip = (token: string, at = server) =>
  fetch(new URL('/api/v1/clips', at.url), {
    method: 'POST',
    headers: { ...bearer(token), 'Content-Type': 'application/octet-stream' },
    body: 'no sound',
  });
/** Return what a browser would send back. */
const cookieOf = (response: Response): string => response.headers.get('set-cookie')!.split(';')[0]!;

test('without a token there is the page, the API description, and nothing of the library', async () => {
  for (const path of ['/', '/map', '/api/docs', '/api/v1/openapi.json']) expect((await get(path)).status).toBe(200);
  const { id } = library.tracks[0]!;
  for (const path of [
    '/api/v1/library',
    '/api/v1/search?q=a',
    '/api/v1/map',
    `/api/v1/tracks/${id}`,
    `/media/${id}`,
    `/cover/${id}`,
    '/api/v1/none',
  ]) {
    const answer = await get(path);
    expect([path, answer.status, answer.headers.get('www-authenticate')]).toEqual([
      path,
      401,
      'Bearer realm="soundalike"',
    ]);
    expect(await codeOf(answer)).toBe('TOKEN_MISSING');
  }
});

test('the page of a song tells nobody but those who are logged in whether the song is stored', async () => {
  const statusOf = async (id: string, headers = {}): Promise<number> => (await get(`/track/${id}`, headers)).status;
  const { id } = library.tracks[0]!;
  const another = 'f'.repeat(id.length);
  expect([await statusOf(id), await statusOf(another)]).toEqual([200, 200]);
  const cookie = { Cookie: cookieOf(await login(PAGE)) };
  expect([await statusOf(id, cookie), await statusOf(another, cookie)]).toEqual([200, 404]);
  const uploader = { Cookie: cookieOf(await login(UPLOADER)) };
  expect([await statusOf(id, uploader), await statusOf(another, uploader)]).toEqual([200, 200]);
});

test('a token allows what its scopes say', async () => {
  const { id } = library.tracks[0]!;
  for (const path of ['/api/v1/library', `/api/v1/tracks/${id}/similar`, `/media/${id}`, `/cover/${id}`]) {
    expect((await get(path, bearer(READER))).status).toBe(200);
    expect((await get(path, bearer(PAGE))).status).toBe(200);
    const refused = await get(path, bearer(UPLOADER));
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'SCOPE_MISSING']);
  }
  const refused = await clip(READER);
  expect([refused.status, await codeOf(refused)]).toEqual([403, 'SCOPE_MISSING']);
  expect((await clip(UPLOADER)).status).not.toBe(403);
});

test.each([
  ['a wrong token', { Authorization: `Bearer ${READER}x` }],
  ['the beginning of a token', { Authorization: `Bearer ${READER.slice(0, -1)}` }],
  ['no token', { Authorization: 'Bearer ' }],
  ['another scheme', { Authorization: `Basic ${READER}` }],
  ['two tokens', { Authorization: `Bearer ${READER} ${PAGE}` }],
])('%s is refused', async (_, headers) => {
  await using own = await exploreTestLibrary(library, '127.0.0.1', SETTINGS);
  const answer = await get('/api/v1/library', headers, own);
  expect([answer.status, await codeOf(answer)]).toEqual([401, 'TOKEN_WRONG']);
});

test('a login without a token says what is missing', async () => {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(new URL('/api/v1/session', server.url), { method: 'POST', headers, body: '{}' });
  expect([answer.status, await answer.json()]).toMatchObject([400, { detail: 'token: is missing.' }]);
});

test('a token in the address is none', async () => {
  expect((await get(`/api/v1/library?token=${READER}`)).status).toBe(401);
});

test('the cookie of a page behind TLS is never sent without it', async () => {
  const { host } = new URL(server.url);
  for (const [scheme, isSecure] of [
    ['https', true],
    ['http', false],
  ] as const) {
    const answer = await login(PAGE, server, { Origin: `${scheme}://${host}` });
    expect([answer.status, /; Secure/u.test(answer.headers.get('set-cookie')!)]).toEqual([200, isSecure]);
  }
});

test('a login gives a cookie that scripts and other sites cannot use, and that does not have the token', async () => {
  const answer = await login(PAGE);
  expect([answer.status, await answer.json()]).toEqual([200, { scopes: ['read', 'upload'] }]);
  const cookie = answer.headers.get('set-cookie')!;
  expect(cookie).toMatch(/; HttpOnly/u);
  expect(cookie).toMatch(/; SameSite=Strict/u);
  expect(cookie).toMatch(/; Path=\//u);
  expect(cookie).not.toContain(PAGE);
  const headers = { Cookie: cookieOf(answer) };
  for (const path of ['/api/v1/library', `/media/${library.tracks[0]!.id}`])
    expect((await get(path, headers)).status).toBe(200);
});

test('a login lasts through a restart of the server, and ends when its token changes', async () => {
  const headers = { Cookie: cookieOf(await login(READER)) };
  await using restarted = await exploreTestLibrary(library, '127.0.0.1', SETTINGS);
  expect((await get('/api/v1/library', headers, restarted)).status).toBe(200);
  const [reader, uploader] = SETTINGS.exploreApiTokens;
  const changed = { ...SETTINGS, exploreApiTokens: [{ ...reader, secret: `${READER}-new` }, uploader] };
  await using other = await exploreTestLibrary(library, '127.0.0.1', changed);
  expect((await get('/api/v1/library', headers, other)).status).toBe(401);
});

test('a changed cookie is none', async () => {
  const cookie = decodeURIComponent(cookieOf(await login(READER)));
  const [end = '', ...rest] = cookie.replace('soundalike=', '').split(':');
  for (const forged of [
    [String(Number(end) + 1), ...rest],
    [end, rest[0], 'page', rest[2]],
    [end, rest[0], 'nobody', rest[2]],
    [end, rest[0], 'reader', ''],
    [''],
  ]) {
    const headers = { Cookie: `soundalike=${encodeURIComponent(forged.join(':'))}` };
    expect((await get('/api/v1/library', headers)).status).toBe(401);
  }
});

test('after logging out, a copy of the cookie is of no use', async () => {
  const headers = { Cookie: cookieOf(await login(PAGE)) };
  expect((await get('/api/v1/library', headers)).status).toBe(200);
  const out = await fetch(new URL('/api/v1/session', server.url), { method: 'DELETE', headers });
  expect([out.status, out.headers.get('set-cookie')]).toEqual([204, expect.stringMatching(/^soundalike=; Max-Age=0/u)]);
  expect((await get('/api/v1/library', headers)).status).toBe(401);
});

test('who guesses tokens has to wait, also with the right one, but not who has a login already', async () => {
  await using own = await exploreTestLibrary(library, '127.0.0.1', SETTINGS);
  const headers = { Cookie: cookieOf(await login(PAGE, own)) };
  for (let guess = 0; guess < 10; guess++) {
    const answer =
      guess % 2 === 0 ? await login(`guess ${guess}`, own) : await get('/api/v1/map', bearer('guess'), own);
    expect([answer.status, await codeOf(answer)]).toEqual([401, 'TOKEN_WRONG']);
  }
  const refused = await login(PAGE, own);
  expect([refused.status, await codeOf(refused)]).toEqual([429, 'RATE_LIMITED']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await get('/api/v1/library', bearer(PAGE), own)).status).toBe(429);
  expect((await get('/api/v1/library', headers, own)).status).toBe(200);
});

test('each token has its own limit of requests per minute', async () => {
  await using own = await exploreTestLibrary(library, '127.0.0.1', { ...SETTINGS, exploreRateLimit: 3 });
  const statuses = [];
  for (let request = 0; request < 4; request++)
    statuses.push((await get('/api/v1/library', bearer(READER), own)).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect((await get('/api/v1/library', bearer(PAGE), own)).status).toBe(200);
});

test('on loopback without tokens, everything is open, and programs on this machine are not limited', async () => {
  await using open = await exploreTestLibrary(library, '127.0.0.1', { exploreRateLimit: 1 });
  for (let request = 0; request < 3; request++) expect((await get('/api/v1/library', {}, open)).status).toBe(200);
  const answer = await login('anything', open);
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
});

test('another site may use the API only if it is listed', async () => {
  const origin = 'https://music.example';
  await using own = await exploreTestLibrary(library, '127.0.0.1', { ...SETTINGS, exploreCorsOrigins: [origin] });
  const headers = { ...bearer(READER), Origin: origin, 'Sec-Fetch-Site': 'cross-site' };
  const allowed = await get('/api/v1/library', headers, own);
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
  expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
  const preflight = await fetch(new URL('/api/v1/similar', own.url), {
    method: 'OPTIONS',
    headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
    204,
    'Authorization,Content-Type',
  ]);
  for (const [path, from] of [
    ['/api/v1/library', 'https://evil.example'],
    [`/media/${library.tracks[0]!.id}`, origin],
  ] as const) {
    const refused = await get(path, { ...headers, Origin: from }, own);
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  }
  expect((await get('/api/v1/library', headers)).status).toBe(403);
});
