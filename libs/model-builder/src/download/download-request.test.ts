import { expect, test } from 'vitest';
import { publicAddress, requestAddress } from './download-request.ts';

const SECRET = 'https://me:p%40ss@mirror.example:8443/a/b%3D.pth?token=abc#part';

test('a public address contains no secrets', () =>
  expect(publicAddress(SECRET)).toBe('https://mirror.example:8443/a/b%3D.pth'));

test('name and password are sent in a header', () => {
  expect(requestAddress(SECRET)).toEqual({
    address: 'https://mirror.example:8443/a/b%3D.pth?token=abc#part',
    headers: { authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}` },
  });
  expect(requestAddress('http://mirror.example/x')).toEqual({ address: 'http://mirror.example/x', headers: {} });
});
