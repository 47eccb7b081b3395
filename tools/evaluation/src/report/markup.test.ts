import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markup } from './markup.ts';

test('text is escaped, markup is not', () => {
  const inner = markup`<b>${'a & "b"'}</b>`;
  expect(markup`<p>${inner}${[inner]}${2}</p>`.text).toBe(
    '<p><b>a &#38; &#34;b&#34;</b><b>a &#38; &#34;b&#34;</b>2</p>',
  );
});

test('no text opens a tag or ends an attribute', () => {
  const text = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a') });
  fc.assert(
    fc.property(text, (any) => {
      expect(markup`${any}`.text).not.toMatch(/[<>"']/u);
    }),
  );
});
