import type { ChatInputCommandInteraction } from 'discord.js';
import { acknowledgeCommand } from './acknowledge.ts';
import type { BotServices } from './bot-services.ts';

/** `/recommend-reset`: forgets what the member wanted left out. */
export async function resetCommand(
  interaction: ChatInputCommandInteraction,
  { preferences, work }: BotServices,
): Promise<void> {
  await work.acknowledge(() => acknowledgeCommand(interaction, true));
  const count = await work.run(() => preferences.forget(interaction.user.id));
  const songs = count === 1 ? '1 song is' : `${count} songs are`;
  await interaction.editReply({
    content:
      count === 0 ? 'Nothing was stored about you.' : `Done: ${songs} back, and nothing is stored about you any more.`,
  });
}
