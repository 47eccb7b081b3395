import { MessageFlags } from 'discord.js';
import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';

/**
 * Says something to the member alone, whether or not the interaction has been acknowledged.
 * A public "thinking" message is taken away first: as long as it stands, it would become the answer, for everybody to see.
 */
export async function sayPrivately(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  content: string,
): Promise<void> {
  const message = { content, flags: MessageFlags.Ephemeral } as const;
  if (!interaction.deferred && !interaction.replied) {
    await interaction.reply(message);
    return;
  }
  if (interaction.isChatInputCommand() && !interaction.replied) {
    if (interaction.ephemeral) {
      await interaction.editReply({ content });
      return;
    }
    await interaction.deleteReply();
  }
  await interaction.followUp(message);
}
