import type { ChatInputCommandInteraction } from 'discord.js';
import type { SeedChoice } from '@soundalike/catalog';
import { COMMAND_NAMES, OPTIONS } from '../commands/definitions.ts';
import type { BotServices } from './bot-services.ts';
import { acknowledgeCommand } from './respond.ts';
import { sendCard } from './send-card.ts';

/** Matches on a card by default. */
const DEFAULT_COUNT = 3;

/** Answer a slash command. */
export async function runSlashCommand(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  await (interaction.commandName === COMMAND_NAMES.reset
    ? reset(interaction, services)
    : recommend(interaction, services));
}

/** `/recommend`: a song, given or drawn at random, and similar ones. */
async function recommend(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  const { options } = interaction;
  await services.work.acknowledge(() => acknowledgeCommand(interaction, options.getBoolean(OPTIONS.private) ?? false));
  const request = {
    count: options.getInteger(OPTIONS.count) ?? DEFAULT_COUNT,
    otherArtists: options.getBoolean(OPTIONS.otherArtists) ?? false,
  };
  await sendCard(interaction, seedOf(options.getString(OPTIONS.song)), request, services);
}

/** A picked suggestion is a track's id, any other text is as typed; the search takes both. */
function seedOf(song: string | null): SeedChoice | null {
  const text = song?.trim() ?? '';
  return text === '' ? null : { text };
}

/** `/recommend-reset`: deletes everything that is stored about the member. */
async function reset(interaction: ChatInputCommandInteraction, { preferences, work }: BotServices): Promise<void> {
  await work.acknowledge(() => acknowledgeCommand(interaction, true));
  const count = await work.run(() => preferences.forget(interaction.user.id));
  const songs = count === 1 ? '1 song is' : `${count} songs are`;
  await interaction.editReply({
    content:
      count === 0 ? 'Nothing was stored about you.' : `Done: ${songs} back, and nothing is stored about you any more.`,
  });
}
