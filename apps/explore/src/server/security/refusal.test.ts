import { expect, test } from 'vitest';
import { ownHosts, refusalOf } from './refusal.ts';

const hosts = ownHosts(['127.0.0.1'], 4600);
const statusFor = (headers: Record<string, string>, method = 'GET', url = '/') =>
  refusalOf({ method, url, headers }, hosts)?.status ?? null;

test.each(['127.0.0.1:4600', 'localhost:4600', 'LOCALHOST:4600', '[::1]:4600'])(
  'a request to the host %s is allowed',
  (host) => {
    expect(statusFor({ host })).toBeNull();
  },
);

test.each([
  'evil.example:4600',
  'localhost',
  'localhost:80',
  '127.0.0.1:4601',
  '127.0.0.1.evil.example:4600',
  'localhost.:4600',
  '0.0.0.0:4600',
  '',
])('a request to the host "%s" is refused', (host) => {
  expect(statusFor({ host })).toBe(403);
});

test('a request without a host is refused', () => {
  expect(statusFor({})).toBe(403);
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
  '%s is refused: the page is read-only',
  (method) => {
    expect(statusFor({ host: 'localhost:4600' }, method)).toBe(405);
    expect(statusFor({ host: 'localhost:4600' }, method, '/media/1')).toBe(405);
  },
);

test('the API can be asked by POST and DELETE, by this site and by programs only', () => {
  const host = 'localhost:4600';
  for (const method of ['POST', 'DELETE']) {
    const statusOf = (headers: Record<string, string>) => statusFor({ host, ...headers }, method, '/api/v1/similar');
    expect(statusOf({})).toBeNull();
    expect(statusOf({ origin: 'http://localhost:4600', 'sec-fetch-site': 'same-origin' })).toBeNull();
    expect(statusOf({ origin: 'https://evil.example' })).toBe(403);
    expect(statusOf({ origin: 'null' })).toBe(403);
    // A form of another site, which a browser sends as a navigation.
    expect(
      statusOf({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }),
    ).toBe(403);
  }
  expect(statusFor({ host }, 'PUT', '/api/v1/similar')).toBe(405);
});

test('another site may link to the page, but load or read nothing of it', () => {
  const host = 'localhost:4600';
  expect(statusFor({ host, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' })).toBeNull();
  expect(
    statusFor({ host, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }),
  ).toBeNull();
  expect(
    statusFor({ host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }),
  ).toBeNull();
  expect(
    statusFor({ host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }),
  ).toBe(403);
  expect(
    statusFor({ host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'audio' }),
  ).toBe(403);
  expect(statusFor({ host, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })).toBe(
    403,
  );
  expect(statusFor({ host, origin: 'http://localhost:4600' })).toBeNull();
  expect(statusFor({ host, origin: 'http://localhost:3000' })).toBe(403);
  expect(statusFor({ host, origin: 'https://evil.example' })).toBe(403);
  expect(statusFor({ host, origin: 'null' })).toBe(403);
});

test('the listening address is an own host, and the default port can be omitted', () => {
  expect(ownHosts(['192.168.1.5', 'fd00::1'], 4600).hosts).toEqual(
    new Set([...hosts.hosts, '192.168.1.5:4600', '[fd00::1]:4600']),
  );
  expect(ownHosts(['127.0.0.1'], 80).hosts).toContain('localhost');
});

test('a listed name is right with any port and behind a proxy with TLS, but its other ports are other origins', () => {
  const named = ownHosts([], 4600, ['music.example', 'fd00::1']);
  const of = (host: string, origin?: string): string | undefined =>
    refusalOf({ method: 'POST', url: '/api/v1/similar', headers: { host, origin } }, named)?.code;
  for (const host of ['music.example', 'Music.example:4600', 'music.example:8443', '[fd00::1]:4600'])
    expect(of(host)).toBeUndefined();
  for (const host of ['evil.music.example', 'music.example.evil', 'music.example:x', 'fd00::1', ''])
    expect(of(host)).toBe('FOREIGN_HOST');
  expect(of('music.example', 'https://music.example')).toBeUndefined();
  expect(of('music.example:8443', 'https://music.example:8443')).toBeUndefined();
  expect(of('music.example', 'https://music.example:3000')).toBe('FOREIGN_SITE');
  expect(of('music.example', 'https://evil.example')).toBe('FOREIGN_SITE');
});
