import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const DIGEST = '0123456789abcdef'.repeat(4);

test.each<[string, string[]]>([
  ['https://a.example/x.pth', ['https://a.example/x.pth']],
  ['https://a.example/x.pth https://b.example/y.pth', ['https://a.example/x.pth', 'https://b.example/y.pth']],
  [
    'https://a.example/x,http://b.example/y\n, /data/z.pth ,',
    ['https://a.example/x', 'http://b.example/y', '/data/z.pth'],
  ],
  [`https://a.example/x#sha256=${DIGEST}`, [`https://a.example/x#sha256=${DIGEST}`]],
  ['file:///data/My%20Music/x.pth', ['file:///data/My%20Music/x.pth']],
  ['https://a.example/x,1.pth?a=1,2', ['https://a.example/x,1.pth?a=1,2']],
  ['/data/My Music, old/x.pth', ['/data/My Music, old/x.pth']],
  ['weights/x.pth ./y.pth', [resolve('weights/x.pth'), resolve('y.pth')]],
])('CNN14_URL=%s', (value, addresses) => expect(readSettings({ CNN14_URL: value }).cnn14Urls).toEqual(addresses));

test.each([
  'ftp://a.example/secret-canary',
  'https://a.example/x secret-canary',
  'https://a.example/x#secret-canary',
  'https://a.example/x#sha256=12345',
  'file://other-machine/secret-canary',
  'https:///',
])('CNN14_URL=%s is refused without its value', (value) => {
  const read = (): unknown => readSettings({ CNN14_URL: `https://b.example/y ${value}` });
  expect(read).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  expect(read).toThrow(/CNN14_URL must be http, https or file addresses/u);
  expect(read).not.toThrow(/canary/u);
});
