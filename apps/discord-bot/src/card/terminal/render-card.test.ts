import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Card } from '../card.ts';
import { renderCardForTerminal } from './render-card.ts';

const card: Card = {
  seed: { kind: 'song', id: 'a', title: '\u001b[31mRed\nlines', artist: null, album: 'Album', durationSeconds: 61 },
  matches: [
    {
      id: 'b',
      rank: 1,
      title: 'Match',
      artist: 'Artist',
      album: null,
      durationSeconds: 5,
      closeness: 'close',
      percentile: 0.95,
      likeTitle: null,
      sharedTags: ['Piano', 'Jazz'],
    },
  ],
  request: { count: 3, otherArtists: false },
  canListen: true,
  language: 'en',
};

test('shows the same details as the card in Discord, without escape sequences of a title', () => {
  expect(renderCardForTerminal(card, false)).toBe(
    [
      '[31mRed lines',
      'Album · 1:01',
      'These songs sound most like it:',
      '',
      '1  Match',
      '   Artist · 0:05',
      '   ███████░░░ close',
      '   both: piano, jazz',
      '',
      'Nothing more in this library fits: 1 of 3.',
      '',
      '[More like …] [Not for me …] [Another] [Listen] [Details] [Save as playlist]',
    ]
      .map((line) => `│ ${line}`.trimEnd())
      .join('\n'),
  );
});

test('colour changes only the styles, not the text', () => {
  const coloured = renderCardForTerminal(card, true);
  expect(coloured).not.toBe(renderCardForTerminal(card, false));
  expect(stripVTControlCharacters(coloured)).toBe(renderCardForTerminal(card, false));
});
