import fc from 'fast-check';
import { MessageFlags } from 'discord.js';
import type { APIMessageTopLevelComponent } from 'discord.js';
import { expect, test } from 'vitest';
import { checkMessage, parseMarkdown } from '@soundalike/discord-simulator';
import { hostileText } from '../../testing/hostile-text.ts';
import { LANGUAGES } from '../../languages/language.ts';
import type { Language } from '../../languages/language.ts';
import type { Card, CardMatch } from '../card.ts';
import { renderCard } from './render-card.ts';

const id = (n: number): string => n.toString(16).padStart(32, '0');
const track = { title: 'Title', artist: 'Artist', album: 'Album', durationSeconds: 100 };
const match = (rank: number, texts: Partial<CardMatch> = {}): CardMatch => ({
  ...track,
  id: id(rank),
  rank,
  closeness: 'weak',
  percentile: 0.2,
  sharedTags: ['Piano'],
  likeTitle: null,
  ...texts,
});
const cardOf = (matches: readonly CardMatch[], rest: Partial<Card> = {}): Card => ({
  seed: { kind: 'song', ...track, id: id(0) },
  matches,
  request: { count: matches.length, otherArtists: false },
  canListen: true,
  language: 'en',
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

const languages = Object.keys(LANGUAGES) as Language[];

test.each([0, 1, 3, 4, 7, 10].flatMap((count) => languages.map((language) => [count, language] as const)))(
  'a card of %i matches with the longest texts stays within every limit of Discord, in %s',
  (count, language) => {
    const long = '*'.repeat(2000);
    const texts = {
      title: long,
      artist: long,
      album: long,
      likeTitle: long,
      sharedTags: Array.from({ length: 5 }, () => long),
      durationSeconds: 360_000,
    };
    const card = cardOf(
      Array.from({ length: count }, (_, n) => match(n + 1, texts)),
      {
        seed: { kind: 'song', ...texts, id: id(0) },
        request: { count: Math.min(10, count + 1), otherArtists: true },
        language,
      },
    );
    const songs = [0, 1, 2].map((n) => ({ ...texts, id: id(n) }));
    const blend = { ...card, seed: { kind: 'blend', songs, unlike: songs[0]! } } as const;
    for (const each of [card, blend]) {
      const components = renderCard(each, each === card ? 'cover.jpg' : null);
      checkMessage({ components, flags: MessageFlags.IsComponentsV2 }, each === card ? [file] : []);
    }
  },
);

test('hostile titles, artists, albums and tags do not change the structure of a card', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), hostileText(), hostileText(), (title, artist, album, tag) => {
      const texts = { title, artist, album, sharedTags: [tag], likeTitle: title };
      const hostile = renderCard(
        cardOf([match(1, texts), match(2)], { seed: { kind: 'song', ...track, ...texts, id: id(0) } }),
        null,
      );
      const harmless = renderCard(cardOf([match(1, { likeTitle: 'Title' }), match(2)]), null);
      expect(constructsOf(hostile)).toEqual(constructsOf(harmless));
      checkMessage({ components: hostile, flags: MessageFlags.IsComponentsV2 });
    }),
    { numRuns: 200 },
  );
});

test('missing details are left out, and an empty title is shown as untitled', () => {
  const [text] = renderCard(
    cardOf([], { seed: { kind: 'song', id: id(0), title: '\u200b', artist: null, album: ' ', durationSeconds: 0 } }),
    null,
  ).flatMap(textsOf);
  expect(text).toBe('### (untitled)\n0:00');
});

const controlsOf = (component: object): string[] => {
  const { label, placeholder, components, accessory } = component as {
    label?: string;
    placeholder?: string;
    components?: object[];
    accessory?: object;
  };
  const nested = [...(components ?? []), ...(accessory ? [accessory] : [])].flatMap(controlsOf);
  return [...[label, placeholder].filter((text) => text !== undefined), ...nested];
};

test.each([
  [1, ['More like #1', 'Not for me …', 'Another', 'Listen', 'Details', 'Save as playlist']],
  [
    3,
    [
      'More like #1',
      'More like #2',
      'More like #3',
      'Not for me …',
      'Another',
      'Listen',
      'Details',
      'Save as playlist',
    ],
  ],
  [4, ['More like …', 'Not for me …', 'Another', 'Listen', 'Details', 'Save as playlist']],
  [10, ['More like …', 'Not for me …', 'Another', 'Listen', 'Details', 'Save as playlist']],
])('a card of %i matches has few controls', (count, labels) => {
  const card = cardOf(Array.from({ length: count }, (_, n) => match(n + 1)));
  expect(renderCard(card, null).flatMap(controlsOf)).toEqual(labels);
});
