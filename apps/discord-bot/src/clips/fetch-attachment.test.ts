import { expect, test } from 'vitest';
import { isFromDiscord } from './fetch-attachment.ts';

test.each([
  ['https://cdn.discordapp.com/attachments/1/2/a.mp3?ex=1', null, true],
  ['https://media.discordapp.net/attachments/1/2/a.mp3', null, true],
  ['http://127.0.0.1:4000/attachments/1/2/a.mp3', 'http://127.0.0.1:4000/api', true],
  ['http://127.0.0.1:4001/attachments/1/2/a.mp3', 'http://127.0.0.1:4000/api', false],
  ['http://127.0.0.1:4000/attachments/1/2/a.mp3', null, false],
  ['http://cdn.discordapp.com/attachments/1/2/a.mp3', null, false],
  ['https://cdn.discordapp.com:8443/attachments/1/2/a.mp3', null, false],
  ['https://cdn.discordapp.com@evil.example/a.mp3', null, false],
  ['https://user@cdn.discordapp.com/a.mp3', null, false],
  ['https://cdn.discordapp.com.evil.example/a.mp3', null, false],
  ['https://evil.example/cdn.discordapp.com/a.mp3', null, false],
  ['file:///etc/passwd', null, false],
  ['data:audio/mpeg,x', null, false],
  ['', null, false],
])('%s with the API at %s: %s', (address, api, expected) => expect(isFromDiscord(address, api)).toBe(expected));
