import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Card } from '../card.ts';
import { renderCardForTerminal } from './render-card.ts';

const card: Card = {
  seed: { id: 'a', title: '\u001b[31mRed\nlines', artist: null, album: 'Album', durationSeconds: 61 },
  matches: [
    {
      id: 'b',
      rank: 1,
      title: 'Match',
      artist: 'Artist',
      album: null,
      durationSeconds: 5,
      similarity: 0.5,
      percentile: 0.25,
      sharedTags: ['Piano', 'Jazz'],
    },
  ],
  request: { count: 3, otherArtists: false },
  canListen: true,
  model: 'cnn14',
};

test('shows the same details as the card in Discord, without escape sequences of a title', () => {
  expect(renderCardForTerminal(card, false)).toBe(
    [
      '[31mRed lines',
      'Album · 1:01',
      'and what sounds like it',
      '',
      '1  Match',
      '   Artist · 0:05',
      '   ██░░░░░░░░ closer than 25 % of pairs · cosine 0.50',
      '   both: piano, jazz',
      '   [More like #1] [Not for me #1]',
      '',
      'Nothing more in this library fits: 1 of 3.',
      '',
      '[Another] [Listen]',
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
