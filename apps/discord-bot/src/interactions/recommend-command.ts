import type { ChatInputCommandInteraction } from 'discord.js';
import type { SeedChoice } from '@soundalike/catalog';
import { OPTIONS } from '../commands/definitions.ts';
import { acknowledgeCommand } from './acknowledge.ts';
import type { BotServices } from './bot-services.ts';
import { sendCard } from './send-card.ts';

/** Matches of a card when no number is asked for. */
export const DEFAULT_COUNT = 3;

/** `/recommend`: a song, given or drawn at random, and what sounds like it. */
export async function recommendCommand(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  const { options } = interaction;
  await services.work.acknowledge(() => acknowledgeCommand(interaction, options.getBoolean(OPTIONS.private) ?? false));
  const request = {
    count: options.getInteger(OPTIONS.count) ?? DEFAULT_COUNT,
    otherArtists: options.getBoolean(OPTIONS.otherArtists) ?? false,
  };
  await sendCard(interaction, seedOf(options.getString(OPTIONS.song)), request, services);
}

/** A suggestion that was picked comes as its track's id, anything else as it was typed; the search takes both. */
function seedOf(song: string | null): SeedChoice | null {
  const text = song?.trim() ?? '';
  return text === '' ? null : { text };
}
