import fc from 'fast-check';
import { MessageFlags } from 'discord.js';
import type { APIMessageTopLevelComponent } from 'discord.js';
import { expect, test } from 'vitest';
import { checkMessage, parseMarkdown } from '@soundalike/discord-simulator';
import { hostileText } from '../../testing/hostile-text.ts';
import type { Card, CardMatch } from '../card.ts';
import { renderCard } from './render-card.ts';

const id = (n: number): string => n.toString(16).padStart(32, '0');
const track = { title: 'Title', artist: 'Artist', album: 'Album', durationSeconds: 100 };
const match = (rank: number, texts: Partial<CardMatch> = {}): CardMatch => ({
  ...track,
  id: id(rank),
  rank,
  similarity: 0.9,
  percentile: 0.99,
  sharedTags: ['Piano'],
  ...texts,
});
const cardOf = (matches: readonly CardMatch[], rest: Partial<Card> = {}): Card => ({
  seed: { ...track, id: id(0) },
  matches,
  request: { count: matches.length, otherArtists: false },
  canListen: true,
  model: 'musicnn',
  ...rest,
});

const textsOf = (component: object): string[] =>
  Object.entries(component).flatMap(([name, value]) => {
    if (name === 'content') return [String(value)];
    return typeof value === 'object' && value !== null
      ? Array.isArray(value)
        ? value.flatMap(textsOf)
        : textsOf(value as object)
      : [];
  });

const constructsOf = (components: readonly APIMessageTopLevelComponent[]): string[][] =>
  components.flatMap(textsOf).map((text) => [...parseMarkdown(text).constructs]);

const file = { field: 'files[0]', filename: 'cover.jpg', contentType: 'image/jpeg', bytes: Buffer.from('x') };

test.each([0, 1, 3, 7, 8, 10])(
  'a card of %i matches with the longest texts stays within every limit of Discord',
  (count) => {
    const long = '*'.repeat(2000);
    const texts = {
      title: long,
      artist: long,
      album: long,
      sharedTags: Array.from({ length: 5 }, () => long),
      durationSeconds: 360_000,
    };
    const card = cardOf(
      Array.from({ length: count }, (_, n) => match(n + 1, texts)),
      { seed: { ...texts, id: id(0) }, request: { count: Math.min(10, count + 1), otherArtists: true } },
    );
    const components = renderCard(card, 'cover.jpg');
    expect(() => checkMessage({ components, flags: MessageFlags.IsComponentsV2 }, [file])).not.toThrow();
  },
);

test('hostile titles, artists, albums and tags do not change the structure of a card', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), hostileText(), hostileText(), (title, artist, album, tag) => {
      const texts = { title, artist, album, sharedTags: [tag] };
      const hostile = renderCard(
        cardOf([match(1, texts), match(2)], { seed: { ...track, ...texts, id: id(0) } }),
        null,
      );
      const harmless = renderCard(cardOf([match(1), match(2)]), null);
      expect(constructsOf(hostile)).toEqual(constructsOf(harmless));
      checkMessage({ components: hostile, flags: MessageFlags.IsComponentsV2 });
    }),
    { numRuns: 200 },
  );
});

test('missing details are left out, and an empty title is shown as untitled', () => {
  const [text] = renderCard(
    cardOf([], { seed: { id: id(0), title: '\u200b', artist: null, album: ' ', durationSeconds: 0 }, model: 'cnn14' }),
    null,
  ).flatMap(textsOf);
  expect(text).toBe('### (untitled)\n0:00\n-# and what sounds like it');
});
