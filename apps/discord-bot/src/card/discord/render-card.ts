import { ButtonStyle, ComponentType } from 'discord.js';
import type { APIComponentInContainer, APIMessageTopLevelComponent, APISectionComponent } from 'discord.js';
import { say } from '../../languages/language.ts';
import type { Language } from '../../languages/language.ts';
import { safeMarkdown } from '../../text/display-text.ts';
import type { Card, CardMatch, CardSeed, CardTrack } from '../card.ts';
import { closenessText, durationText, introductionText, matchesNote, reasonsText } from '../wording.ts';
import { ACCENT_COLOUR, button, leaveOutMenu, moreMenu, row } from './controls.ts';
import type { CardAction } from './custom-id.ts';

/**
 * Lengths in UTF-16 units with escapes; ten matches of these lengths stay below a message's limit of 4,000 characters.
 * The title is longest, because members look for it.
 */
const MAX_LENGTH = { title: 100, blended: 60, artist: 45, album: 45, reason: 22 };

/** Reasons for a match: sound tags, and for an artist its nearest song, which takes the place of one. */
const MAX_REASONS = 3;

/** Most matches that have a button each; more of them share a menu. */
const MAX_MATCHES_WITH_BUTTON = 3;

/**
 * Render a card as Discord message components (version 2), which are shown even if a member has turned embeds off.
 * @param coverName file name of the seed's cover art, which is attached to the same message; null: none
 */
export function renderCard(card: Card, coverName: string | null): APIMessageTopLevelComponent[] {
  const { matches } = card;
  const note = matchesNote(card);
  const isShort = matches.length <= MAX_MATCHES_WITH_BUTTON;
  const ownButtons = matches.map((match) => matchSection(match, card));
  return [
    {
      type: ComponentType.Container,
      accent_color: ACCENT_COLOUR,
      components: [
        seedBlock(card, coverName),
        ...(isShort ? ownButtons : [text(matches.map((match) => matchText(match, card.language)).join('\n\n'))]),
        ...(note === null ? [] : [text(`-# ${note}`)]),
        ...(isShort ? [] : [moreMenu(card)]),
        ...(matches.length === 0 ? [] : [leaveOutMenu(card)]),
        lastRow(card),
      ],
    },
  ];
}

function lastRow(card: Card): APIComponentInContainer {
  const { seed, matches, request, canListen, language } = card;
  const isSong = seed.kind === 'song';
  const details = detailsAction(seed);
  return row([
    button(
      say(language, isSong ? 'button.another' : 'button.random'),
      { kind: 'another', request },
      ButtonStyle.Primary,
    ),
    ...(canListen && 'id' in seed
      ? [button(say(language, 'button.listen'), { kind: 'listen', trackId: seed.id })]
      : []),
    ...(matches.length > 0
      ? [
          ...(details === null ? [] : [button(say(language, 'button.details'), details)]),
          button(say(language, 'button.save'), { kind: 'save', of: seed.kind, trackIds: seedIdsOf(seed) }),
        ]
      : []),
  ]);
}

function seedIdsOf(seed: CardSeed): readonly string[] {
  if (seed.kind === 'clip') return [];
  return seed.kind === 'blend' ? seed.songs.map(({ id }) => id) : [seed.id];
}

/** The figures of a file cannot be computed again, because it is deleted. */
function detailsAction(seed: CardSeed): CardAction | null {
  if (seed.kind === 'clip') return null;
  if (seed.kind === 'blend') return { kind: 'compare', trackIds: seedIdsOf(seed) };
  return { kind: 'details', trackId: seed.id, isArtist: seed.kind === 'artist' };
}

function seedBlock(card: Card, coverName: string | null): APIComponentInContainer {
  const introduction = introductionText(card);
  const lines = [
    ...seedLines(card.seed, card.language),
    ...(card.isFile ? [say(card.language, 'card.isFile')] : []),
    ...(introduction === null ? [] : [`-# ${introduction}`]),
  ];
  const content = lines.join('\n');
  if (coverName === null) return text(content);
  return {
    type: ComponentType.Section,
    components: [{ type: ComponentType.TextDisplay, content }],
    accessory: {
      type: ComponentType.Thumbnail,
      media: { url: `attachment://${coverName}` },
      description: say(card.language, 'card.cover'),
    },
  };
}

function seedLines(seed: CardSeed, language: Language): string[] {
  if (seed.kind === 'artist' || seed.kind === 'clip')
    return [`### ${safeMarkdown(seed.name, MAX_LENGTH.title) || say(language, 'card.untitled')}`];
  if (seed.kind === 'blend') {
    const title = (track: CardTrack): string =>
      safeMarkdown(track.title, MAX_LENGTH.blended) || say(language, 'card.untitled');
    const { songs, unlike } = seed;
    return [
      `### ${songs.map(title).join(' + ')}`,
      ...(unlike === null ? [] : [say(language, 'card.unlike', { title: title(unlike) })]),
    ];
  }
  return [`### ${titleText(seed, language)}`, detailsText(seed)];
}

function matchSection(match: CardMatch, { request, language }: Card): APISectionComponent {
  return {
    type: ComponentType.Section,
    components: [{ type: ComponentType.TextDisplay, content: matchText(match, language) }],
    accessory: button(say(language, 'button.more', { rank: match.rank }), { kind: 'more', trackId: match.id, request }),
  };
}

function matchText(match: CardMatch, language: Language): string {
  const tags = match.sharedTags.slice(0, match.likeTitle === null ? MAX_REASONS : MAX_REASONS - 1);
  const shown = { ...match, sharedTags: tags };
  const reasons = reasonsText(shown, language, (label) => safeMarkdown(label, MAX_LENGTH.reason));
  const closeness = closenessText(match, language);
  return [
    `**${match.rank} · ${titleText(match, language)}**`,
    detailsText(match),
    ...(closeness === null ? [] : [closeness]),
    ...(reasons === null ? [] : [`-# ${reasons}`]),
  ].join('\n');
}

function titleText({ title }: CardTrack, language: Language): string {
  return safeMarkdown(title, MAX_LENGTH.title) || say(language, 'card.untitled');
}

function detailsText({ artist, album, durationSeconds }: CardTrack): string {
  const parts = [
    safeMarkdown(artist ?? '', MAX_LENGTH.artist),
    safeMarkdown(album ?? '', MAX_LENGTH.album),
    durationText(durationSeconds),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function text(content: string): APIComponentInContainer {
  return { type: ComponentType.TextDisplay, content };
}
