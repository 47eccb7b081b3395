import { ButtonStyle, ComponentType } from 'discord.js';
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInMessageActionRow,
  APISelectMenuOption,
} from 'discord.js';
import { say } from '../../languages/language.ts';
import { plainLabel } from '../../text/display-text.ts';
import type { Card, CardTrack } from '../card.ts';
import { customIdOf, customIdOfMenu } from './custom-id.ts';
import type { CardAction, CardMenu } from './custom-id.ts';

export const ACCENT_COLOUR = 0x4f_6d_d9;

/** What the menus of a card are made of. */
type Listed = Pick<Card, 'language'> & { readonly matches: readonly (CardTrack & { readonly rank: number })[] };

/** A row of buttons, or one menu. */
export type ControlRow = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Longest text of a choice, UTF-16 units. */
const MAX_LABEL_LENGTH = 100;

/** Create a button. */
export function button(
  label: string,
  action: CardAction,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: customIdOf(action) };
}

/** Create a row of at most five buttons. */
export function row(components: APIButtonComponentWithCustomId[]): ControlRow {
  return { type: ComponentType.ActionRow, components };
}

/** Create the menu **More like …** of a card's matches. */
export function moreMenu(card: Listed & Pick<Card, 'request'>): ControlRow {
  return menu(card, { kind: 'more', request: card.request }, say(card.language, 'select.more'));
}

/** Create the menu **Not for me …** of a card's matches. */
export function leaveOutMenu(card: Listed): ControlRow {
  return menu(card, { kind: 'leave-out' }, say(card.language, 'select.notForMe'));
}

function menu(card: Listed, action: CardMenu, placeholder: string): ControlRow {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: customIdOfMenu(action),
        placeholder,
        options: card.matches.map((match) => choice(match, card)),
      },
    ],
  };
}

function choice({ rank, id, title, artist }: Listed['matches'][number], { language }: Listed): APISelectMenuOption {
  const name = plainLabel(title, MAX_LABEL_LENGTH) || say(language, 'card.untitled');
  const description = plainLabel(artist ?? '', MAX_LABEL_LENGTH);
  return {
    label: plainLabel(`${rank} · ${name}`, MAX_LABEL_LENGTH),
    value: id,
    ...(description !== '' && { description }),
  };
}
