import { expect, test } from 'vitest';
import { sanitizeText } from './sanitize-text.ts';

test.each([
  ['a\u200bb\ufeffc\u00add', 'abcd'],
  ['\u202egpj.exe\u202c', 'gpj.exe'],
  ['line\nbreak\ttab\r\n', 'line break tab'],
  ['👩\u200d👩\u200d👧 👍🏽 🏳️\u200d🌈', '👩\u200d👩\u200d👧 👍🏽 🏳️\u200d🌈'],
  ['a\u200db', 'ab'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['क्\u200dष', 'क्\u200dष'],
  ['\u200cمی\u200c a', 'می a'],
  ['\ud800broken\udc00', 'broken'],
  [`z${'\u0301'.repeat(50)}`, `z${'\u0301'.repeat(4)}`],
  ['\u3164\u115f\u2800', ''],
  ['naïve Ångström', 'naïve Ångström'],
])('%j becomes %j', (text, clean) => expect(sanitizeText(text)).toBe(clean));
