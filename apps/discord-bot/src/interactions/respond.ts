import { DiscordAPIError, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { retryOnDisconnect } from '../discord/retry-on-disconnect.ts';

/** Acknowledge a command: the member sees "thinking" until the answer. @param isPrivate whether only they see it */
export async function acknowledgeCommand(interaction: ChatInputCommandInteraction, isPrivate: boolean): Promise<void> {
  await acceptRepeat(interaction, () => interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {}));
  interaction.ephemeral = isPrivate;
}

/** Acknowledge a press of a button: the card stays unchanged, and answers are separate messages. */
export async function acknowledgeButton(interaction: ButtonInteraction): Promise<void> {
  await acceptRepeat(interaction, () => interaction.deferUpdate());
}

/** If a response was lost, Discord refuses the repeated acknowledgement because the first one has arrived. */
async function acceptRepeat(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  acknowledge: () => Promise<unknown>,
): Promise<void> {
  try {
    await retryOnDisconnect(acknowledge);
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
      throw error;
    interaction.deferred = true;
  }
}

/**
 * Send a message to the member only, whether or not the interaction has been acknowledged.
 * A public "thinking" message is deleted first: otherwise the followup would replace it, visible to everybody.
 */
export async function replyPrivately(
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
