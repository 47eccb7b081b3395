import { ComponentType } from 'discord.js';
import type { APIMessageTopLevelComponent } from 'discord.js';
import { say } from '../../languages/language.ts';
import type { Language } from '../../languages/language.ts';
import { safeMarkdown } from '../../text/display-text.ts';
import type { PlaylistCard, PlaylistCardTrack } from '../playlist-card.ts';
import { durationText } from '../wording.ts';
import { ACCENT_COLOUR, button, leaveOutMenu, moreMenu, row } from './controls.ts';
import type { SaveAction } from './custom-id.ts';

/** Lengths in UTF-16 units with escapes; 25 tracks of these lengths stay below a message's limit of 4,000 characters. */
const MAX_LENGTH = { title: 55, artist: 30, heading: 100 };

/** What **More like …** asks for. */
const REQUEST = { count: 3, otherArtists: false };

/** Render the card of a playlist as Discord message components (version 2). */
export function renderPlaylistCard(card: PlaylistCard): APIMessageTopLevelComponent[] {
  const { tracks, wanted, language } = card;
  const listed = { matches: tracks, request: REQUEST, language };
  const lines = [
    `### ${headingText(card)}`,
    `-# ${summaryText(card)}`,
    ...tracks.map((track) => lineOf(track, language)),
    ...(tracks.length < wanted ? [`-# ${say(language, 'card.fewer', { found: tracks.length, wanted })}`] : []),
  ];
  return [
    {
      type: ComponentType.Container,
      accent_color: ACCENT_COLOUR,
      components: [
        { type: ComponentType.TextDisplay, content: lines.join('\n') },
        moreMenu(listed),
        leaveOutMenu(listed),
        row([
          button(say(language, 'button.details'), { kind: 'steps' }),
          button(say(language, 'button.save'), saveAction(card)),
        ]),
      ],
    },
  ];
}

function headingText({ of, tracks, language }: PlaylistCard): string {
  const title = (text: string): string => safeMarkdown(text, MAX_LENGTH.heading) || say(language, 'card.untitled');
  if (of.kind === 'station') return say(language, 'card.station', { title: title(of.title) });
  return `${title(tracks[0]?.title ?? '')} → ${title(tracks.at(-1)?.title ?? '')}`;
}

function summaryText({ tracks, language }: PlaylistCard): string {
  const seconds = tracks.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const duration = durationText(seconds);
  const total =
    tracks.length === 1
      ? say(language, 'card.totalOne', { duration })
      : say(language, 'card.total', { count: tracks.length, duration });
  return tracks.some(({ step }) => step !== null) ? `${total} ${say(language, 'card.steps')}` : total;
}

function lineOf({ rank, title, artist, step }: PlaylistCardTrack, language: Language): string {
  const parts = [
    `${rank} · **${safeMarkdown(title, MAX_LENGTH.title) || say(language, 'card.untitled')}**`,
    safeMarkdown(artist ?? '', MAX_LENGTH.artist),
    step === null ? '' : say(language, `closeness.${step}`),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function saveAction({ of }: PlaylistCard): SaveAction {
  return { kind: 'save', of: of.kind, trackIds: of.kind === 'station' ? [of.id] : [] };
}
