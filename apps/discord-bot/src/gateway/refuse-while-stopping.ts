import { MessageFlags } from 'discord.js';
import type { Interaction } from 'discord.js';
import type { Logger } from '@soundalike/command-line';
import { loggableError } from '../interactions/loggable-error.ts';

/** Answers whoever comes while the bot is about to end. Never rejects. */
export async function refuseWhileStopping(interaction: Interaction, logger: Logger): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await interaction.respond([]);
    else if (interaction.isRepliable()) {
      await interaction.reply({
        content: 'I am just restarting. Please try again in a minute.',
        flags: MessageFlags.Ephemeral,
      });
    }
  } catch (error) {
    logger.warn({ error: loggableError(error) }, 'interaction not answered');
  }
}
