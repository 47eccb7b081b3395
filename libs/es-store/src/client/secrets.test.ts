import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScrubber } from './secrets.ts';

const words = fc.stringMatching(/^[A-Za-z0-9_-]{6,30}$/u);

test('neither the key, whole or in parts, nor the password is left of a text that repeats them', () => {
  fc.assert(
    fc.property(words, words, words, fc.string(), (id, secret, password, around) => {
      const key = Buffer.from(`${id}:${secret}`).toString('base64');
      const scrub = createScrubber(key, `https://user:${password}@host:9243/`);
      const basic = Buffer.from(`user:${password}`).toString('base64');
      const left = scrub([around, key, id, secret, password, basic].join(' '));
      for (const each of [key, id, secret, password, basic]) expect(left.slice(around.length)).not.toContain(each);
    }),
  );
});

test('ordinary text is left alone', () => {
  expect(createScrubber(null, null)('index_not_found_exception')).toBe('index_not_found_exception');
  expect(createScrubber(Buffer.from('ab:index').toString('base64'), 'http://host')('no such index')).toBe(
    'no such index',
  );
});
