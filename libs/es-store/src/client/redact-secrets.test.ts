import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedactor } from './redact-secrets.ts';

const words = fc.stringMatching(/^[A-Za-z0-9_-]{6,30}$/u);

test('neither the key, complete or in parts, nor the password remains in a text that repeats them', () => {
  fc.assert(
    fc.property(words, words, words, fc.string(), (id, secret, password, around) => {
      const key = Buffer.from(`${id}:${secret}`).toString('base64');
      const redact = createRedactor({ apiKey: key, url: `https://user:${password}@host:9243/` });
      const basic = Buffer.from(`user:${password}`).toString('base64');
      const left = redact([around, key, id, secret, password, basic].join(' '));
      for (const each of [key, id, secret, password, basic]) expect(left.slice(around.length)).not.toContain(each);
    }),
  );
});

test('a password of its own variable, and that of a proxy, are replaced', () => {
  const redact = createRedactor({
    apiKey: null,
    url: 'https://host',
    username: 'etl',
    password: 'canary-1',
    proxy: { http: null, https: 'http://me:canary%202@proxy:3128', direct: '' },
  });
  const basic = Buffer.from('etl:canary-1').toString('base64');
  expect(redact(`canary-1 ${basic} canary 2 canary%202 etl`)).toBe('[redacted] [redacted] [redacted] [redacted] etl');
});

test('ordinary text is not changed', () => {
  expect(createRedactor({ apiKey: null, url: null })('index_not_found_exception')).toBe('index_not_found_exception');
  expect(
    createRedactor({ apiKey: Buffer.from('ab:index').toString('base64'), url: 'http://host' })('no such index'),
  ).toBe('no such index');
});
