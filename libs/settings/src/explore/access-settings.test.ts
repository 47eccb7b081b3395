import { expect, test } from 'vitest';
import { readSettings } from '../settings.ts';

const SECRET = 'canary-0123456789abcdef';

test('tokens are read with their names and scopes', () => {
  const settings = readSettings({
    EXPLORE_TOKEN: SECRET,
    EXPLORE_API_TOKENS: `navidrome:read:${SECRET}1, phone:read+upload:${SECRET}2\nlaptop:upload:${SECRET}3==`,
    EXPLORE_CORS_ORIGINS: 'https://Music.example/ http://127.0.0.1:3000',
    EXPLORE_HOSTNAMES: 'soundalike Music.example,192.168.1.5 fd00::1',
    EXPLORE_RATE_LIMIT: '0',
  });
  expect(settings.exploreToken).toBe(SECRET);
  expect(settings.exploreApiTokens).toEqual([
    { name: 'navidrome', scopes: ['read'], secret: `${SECRET}1` },
    { name: 'phone', scopes: ['read', 'upload'], secret: `${SECRET}2` },
    { name: 'laptop', scopes: ['upload'], secret: `${SECRET}3==` },
  ]);
  expect(settings.exploreCorsOrigins).toEqual(['https://music.example', 'http://127.0.0.1:3000']);
  expect(settings.exploreHostnames).toEqual(['soundalike', 'music.example', '192.168.1.5', 'fd00::1']);
  expect(settings.exploreRateLimit).toBe(0);
});

test.each([
  ['EXPLORE_TOKEN', 'canary', /EXPLORE_TOKEN must have at least 16 letters/u],
  ['EXPLORE_TOKEN', 'canary with spaces in it', /EXPLORE_TOKEN must have at least 16 letters/u],
  ['EXPLORE_API_TOKENS', SECRET, /EXPLORE_API_TOKENS \(entry 1\) must be NAME:SCOPES:SECRET/u],
  ['EXPLORE_API_TOKENS', `a:read:${SECRET} b:write:${SECRET}2`, /\(entry 2\) must have the scopes read or upload/u],
  ['EXPLORE_API_TOKENS', 'a:read:canary', /\(entry 1\) its secret must have at least 16/u],
  ['EXPLORE_API_TOKENS', `a:read:${SECRET},b:read:${SECRET}`, /\(entry 2\) has the name or the secret of an entry/u],
  ['EXPLORE_CORS_ORIGINS', '*', /EXPLORE_CORS_ORIGINS must be origins such as https:\/\/music\.example/u],
  ['EXPLORE_CORS_ORIGINS', 'https://music.example/player', /EXPLORE_CORS_ORIGINS must be origins/u],
  ['EXPLORE_HOSTNAMES', '*.canary', /EXPLORE_HOSTNAMES must be host names/u],
  ['EXPLORE_HOSTNAMES', 'http://canary', /EXPLORE_HOSTNAMES must be host names/u],
  ['EXPLORE_HOSTNAMES', 'canary:4600', /EXPLORE_HOSTNAMES must be host names/u],
])('%s=%s is refused without its value', (name, value, message) => {
  expect(() => readSettings({ [name]: value })).toThrow(message);
  expect(() => readSettings({ [name]: value })).not.toThrow(/canary/u);
});
