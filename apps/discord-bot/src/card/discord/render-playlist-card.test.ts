import fc from 'fast-check';
import { MessageFlags } from 'discord.js';
import { expect, test } from 'vitest';
import { checkMessage, parseMarkdown } from '@soundalike/discord-simulator';
import { hostileText } from '../../testing/hostile-text.ts';
import { LANGUAGES } from '../../languages/language.ts';
import type { Language } from '../../languages/language.ts';
import type { PlaylistCard, PlaylistCardTrack } from '../playlist-card.ts';
import { renderPlaylistCard } from './render-playlist-card.ts';

const id = (n: number): string => n.toString(16).padStart(32, '0');
const cardOf = (count: number, texts: Partial<PlaylistCardTrack>, rest: Partial<PlaylistCard> = {}): PlaylistCard => ({
  of: { kind: 'station', id: id(1), title: texts.title ?? 'Title' },
  tracks: Array.from({ length: count }, (_, n) => ({
    ...{ title: 'Title', artist: 'Artist', album: null, durationSeconds: 100, step: 'weak' as const },
    ...texts,
    id: id(n + 1),
    rank: n + 1,
  })),
  wanted: count,
  language: 'en',
  ...rest,
});
const check = (card: PlaylistCard): void =>
  checkMessage({ components: renderPlaylistCard(card), flags: MessageFlags.IsComponentsV2 });

test.each(Object.keys(LANGUAGES) as Language[])(
  'a playlist of 25 songs with the longest texts stays within every limit of Discord, in %s',
  (language) => {
    const long = { title: '*'.repeat(2000), artist: '_'.repeat(2000), durationSeconds: 360_000 };
    check(cardOf(25, long, { language, wanted: 26 }));
    check(cardOf(25, long, { language, of: { kind: 'journey' } }));
  },
);

test('hostile titles and artists do not change the structure of a card', () => {
  const constructs = (card: PlaylistCard): string[] => {
    const [container] = renderPlaylistCard(card) as unknown as { components: { content?: string }[] }[];
    return [...parseMarkdown(container!.components[0]!.content!).constructs];
  };
  fc.assert(
    fc.property(hostileText(), hostileText(), (title, artist) => {
      const hostile = cardOf(3, { title, artist });
      check(hostile);
      expect(constructs(hostile)).toEqual(constructs(cardOf(3, {})));
    }),
    { numRuns: 200 },
  );
});
