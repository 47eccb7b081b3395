import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedactor } from './redact-secrets.ts';

const words = fc.stringMatching(/^[A-Za-z0-9_-]{6,30}$/u);

test('neither the key, complete or in parts, nor the password remains in a text that repeats them', () => {
  fc.assert(
    fc.property(words, words, words, fc.string(), (id, secret, password, around) => {
      const key = Buffer.from(`${id}:${secret}`).toString('base64');
      const redact = createRedactor(key, `https://user:${password}@host:9243/`);
      const basic = Buffer.from(`user:${password}`).toString('base64');
      const left = redact([around, key, id, secret, password, basic].join(' '));
      for (const each of [key, id, secret, password, basic]) expect(left.slice(around.length)).not.toContain(each);
    }),
  );
});

test('ordinary text is not changed', () => {
  expect(createRedactor(null, null)('index_not_found_exception')).toBe('index_not_found_exception');
  expect(createRedactor(Buffer.from('ab:index').toString('base64'), 'http://host')('no such index')).toBe(
    'no such index',
  );
});
