import { expect, test } from 'vitest';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { progressLine, timeLeft } from './progress-line.ts';

const LINE = {
  label: 'Indexing',
  share: 0.5,
  done: '50/100 files',
  details: [
    { text: '1.23/s', rank: 2 },
    { text: '45× real time', rank: 3 },
    { text: '0 failed', rank: 4 },
    { text: '1m30s left', rank: 0 },
  ],
};

test.each([
  [100, 'Indexing ███████████████░░░░░░░░░░░░░░ 50/100 files · 1.23/s · 45× real time · 0 failed · 1m30s left'],
  [80, 'Indexing █████░░░░ 50/100 files · 1.23/s · 45× real time · 0 failed · 1m30s left'],
  [60, 'Indexing ████████░░░░░░░░ 50/100 files · 1.23/s · 1m30s left'],
  [45, 'Indexing █████░░░░░ 50/100 files · 1m30s left'],
  [40, 'Indexing █████████░░░░░░░░░ 50/100 files'],
  [24, 'Indexing 50/100 files'],
  [15, '50/100 files'],
  [8, '50/100 …'],
])('in %i columns the line is %s', (columns, line) => expect(progressLine(LINE, columns)).toBe(line));

test('every line fits, whatever its parts are', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constant('漢字の名前'));
  const detail = fc.record({ text, rank: fc.nat(5) });
  fc.assert(
    fc.property(
      text,
      fc.double({ noNaN: true }),
      text,
      fc.array(detail),
      fc.integer({ min: 2, max: 200 }),
      (...parts) => {
        const [label, share, done, details, columns] = parts;
        expect(stringWidth(progressLine({ label, share, done, details }, columns))).toBeLessThanOrEqual(columns);
      },
    ),
  );
});

test.each([
  [0, '0s'],
  [59.6, '1m00s'],
  [90, '1m30s'],
  [3900, '1h05m'],
  [90_000, '1d01h'],
  [Infinity, '…'],
  [NaN, '…'],
])('%d seconds are %s', (seconds, text) => expect(timeLeft(seconds)).toBe(text));
