import { ButtonStyle, ComponentType } from 'discord.js';
import type { APIButtonComponentWithCustomId, APIComponentInContainer, APIMessageTopLevelComponent } from 'discord.js';
import { safeMarkdown } from '../../text/display-text.ts';
import type { Card, CardMatch, CardTrack } from '../card.ts';
import { barText, closenessText, durationText, matchesNote, modelNote, sharedTagsText } from '../wording.ts';
import { customIdOf } from './custom-id.ts';
import type { ButtonAction } from './custom-id.ts';

/**
 * Lengths in UTF-16 units with escapes; ten matches of these lengths stay below a message's limit of 4,000 characters.
 * The title is longest, because members look for it.
 */
const MAX_LENGTH = { title: 110, artist: 50, album: 50, tag: 20 };
const MAX_TAGS = 3;

/** Most matches that get their own row of buttons; more would exceed the 40 components of a message. */
const MAX_MATCHES_WITH_OWN_ROW = 7;
const MAX_BUTTONS_IN_ROW = 5;

const ACCENT_COLOUR = 0x4f_6d_d9;

/**
 * Render a card as Discord message components (version 2), which are shown even if a member has turned embeds off.
 * @param coverName file name of the seed's cover art, which is attached to the same message; null: none
 */
export function renderCard(card: Card, coverName: string | null): APIMessageTopLevelComponent[] {
  const { seed, matches, request } = card;
  const notes = [matchesNote(card), modelNote(card)].flatMap((note) => (note === null ? [] : [`-# ${note}`]));
  const lastRow = [
    button('Another', { kind: 'another', request }, ButtonStyle.Primary),
    ...(card.canListen ? [button('Listen', { kind: 'listen', trackId: seed.id })] : []),
  ];
  return [
    {
      type: ComponentType.Container,
      accent_color: ACCENT_COLOUR,
      components: [
        seedBlock(seed, coverName),
        ...(matches.length > MAX_MATCHES_WITH_OWN_ROW
          ? groupedMatches(card)
          : matches.flatMap((match) => matchBlock(match, card))),
        ...notes.map(text),
        row(lastRow),
      ],
    },
  ];
}

function seedBlock(seed: CardTrack, coverName: string | null): APIComponentInContainer {
  const content = `### ${titleText(seed)}\n${detailsText(seed)}\n-# and what sounds like it`;
  if (coverName === null) return text(content);
  return {
    type: ComponentType.Section,
    components: [{ type: ComponentType.TextDisplay, content }],
    accessory: { type: ComponentType.Thumbnail, media: { url: `attachment://${coverName}` }, description: 'Cover art' },
  };
}

function matchBlock(match: CardMatch, { request }: Card): APIComponentInContainer[] {
  return [text(matchText(match)), row([moreButton(match, request), leaveOutButton(match)])];
}

function groupedMatches({ matches, request }: Card): APIComponentInContainer[] {
  const more = matches.map((match) => moreButton(match, request));
  return [text(matches.map(matchText).join('\n\n')), ...rows(more), ...rows(matches.map(leaveOutButton))];
}

function matchText(match: CardMatch): string {
  const tags = sharedTagsText(match.sharedTags.slice(0, MAX_TAGS), (label) => safeMarkdown(label, MAX_LENGTH.tag));
  const lines = [
    `**${match.rank} · ${titleText(match)}**`,
    detailsText(match),
    `${barText(match)} ${closenessText(match)}`,
  ];
  return [...lines, ...(tags === null ? [] : [`-# ${tags}`])].join('\n');
}

function titleText({ title }: CardTrack): string {
  return safeMarkdown(title, MAX_LENGTH.title) || '(untitled)';
}

function detailsText({ artist, album, durationSeconds }: CardTrack): string {
  const parts = [
    safeMarkdown(artist ?? '', MAX_LENGTH.artist),
    safeMarkdown(album ?? '', MAX_LENGTH.album),
    durationText(durationSeconds),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function moreButton({ rank, id }: CardMatch, request: Card['request']): APIButtonComponentWithCustomId {
  return button(`More like #${rank}`, { kind: 'more', trackId: id, request });
}

function leaveOutButton({ rank, id }: CardMatch): APIButtonComponentWithCustomId {
  return button(`Not for me #${rank}`, { kind: 'leave-out', trackId: id });
}

function button(
  label: string,
  action: ButtonAction,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: customIdOf(action) };
}

function text(content: string): APIComponentInContainer {
  return { type: ComponentType.TextDisplay, content };
}

function row(components: APIButtonComponentWithCustomId[]): APIComponentInContainer {
  return { type: ComponentType.ActionRow, components };
}

function rows(buttons: APIButtonComponentWithCustomId[]): APIComponentInContainer[] {
  const count = Math.ceil(buttons.length / MAX_BUTTONS_IN_ROW);
  return Array.from({ length: count }, (_, n) =>
    row(buttons.slice(n * MAX_BUTTONS_IN_ROW, (n + 1) * MAX_BUTTONS_IN_ROW)),
  );
}
